#include "ui/batch/modelsource.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace peregrine {

ModelSource::ModelSource(const axismaker::Model &first, QWidget *parent)
    : AxisSource(parent)
    , m_models{first}
    , m_list(new QListWidget(this))
    , m_add(new QPushButton(theme::icon(QStringLiteral("plus")), tr("Add model…"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
{
    m_list->setObjectName(QStringLiteral("axisModels"));
    m_list->setAccessibleName(tr("Models"));
    m_list->setFixedHeight(4 * m_list->fontMetrics().lineSpacing() + 26);
    m_add->setObjectName(QStringLiteral("axisAddModel"));
    m_remove->setObjectName(QStringLiteral("axisRemoveModel"));
    m_remove->setAccessibleName(tr("Remove model"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(theme::space2);
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space2);
    layout->addWidget(m_list);
    layout->addLayout(buttons);
    setFocusProxy(m_add);
    showModels();
    connect(m_add, &QPushButton::clicked, this, [this] { Q_EMIT modelWanted(m_add); });
    connect(m_remove, &QPushButton::clicked, this, &ModelSource::removeCurrent);
    connect(m_list, &QListWidget::currentRowChanged, this,
            [this](int row) { m_remove->setEnabled(row > 0); });
}

void ModelSource::add(const axismaker::Model &model)
{
    const bool isThere =
        std::any_of(m_models.cbegin(), m_models.cend(), [&model](const axismaker::Model &other) {
            return other.endpoint == model.endpoint;
        });
    if (isThere)
        return;
    m_models.append(model);
    showModels();
    m_list->setCurrentRow(m_list->count() - 1);
    Q_EMIT changed();
    if (!m_schemas.contains(model.endpoint))
        Q_EMIT schemaWanted(model.endpoint);
}

void ModelSource::setSchema(const EndpointId &endpoint, const ModelSchema &schema)
{
    m_problems.remove(endpoint);
    m_schemas.insert(endpoint, schema);
    showModels();
    Q_EMIT changed();
}

void ModelSource::setProblem(const EndpointId &endpoint, const QString &words)
{
    if (m_schemas.contains(endpoint))
        return;
    m_problems.insert(endpoint, words);
    showModels();
    Q_EMIT changed();
}

bool ModelSource::isWaiting() const
{
    return std::any_of(
        m_models.cbegin() + 1, m_models.cend(), [this](const axismaker::Model &model) {
            return !m_schemas.contains(model.endpoint) && !m_problems.contains(model.endpoint);
        });
}

axismaker::Axis ModelSource::axis() const
{
    for (const axismaker::Model &model : m_models) {
        if (const auto problem = m_problems.constFind(model.endpoint);
            problem != m_problems.cend()) {
            Error error;
            error.kind = Error::Kind::Validation;
            error.message = tr("%1 cannot be used: %2").arg(model.title, *problem);
            return Unexpected{error};
        }
    }
    return axismaker::ofModels(m_models);
}

void ModelSource::removeCurrent()
{
    const int row = m_list->currentRow();
    if (row <= 0)
        return;
    m_problems.remove(m_models.at(row).endpoint);
    m_models.removeAt(row);
    showModels();
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    Q_EMIT changed();
}

void ModelSource::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete && m_list->hasFocus())
        removeCurrent();
    else
        AxisSource::keyPressEvent(event);
}

void ModelSource::showModels()
{
    {
        const QSignalBlocker blocker(m_list);
        const int row = m_list->currentRow();
        m_list->clear();
        for (qsizetype i = 0; i < m_models.size(); ++i) {
            const axismaker::Model &model = m_models.at(i);
            QString words = model.title;
            if (i > 0 && m_problems.contains(model.endpoint))
                words = tr("%1 – has no form").arg(model.title);
            else if (i > 0 && !m_schemas.contains(model.endpoint))
                words = tr("%1 – loading…").arg(model.title);
            auto *item = new QListWidgetItem(words, m_list);
            item->setToolTip(model.endpoint.toString());
        }
        m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    }
    m_remove->setEnabled(m_list->currentRow() > 0);
}

} // namespace peregrine
