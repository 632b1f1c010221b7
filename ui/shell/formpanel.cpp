#include "ui/shell/formpanel.h"

#include "core/schema/formmodel.h"
#include "ui/catalog/modelpicker.h"
#include "ui/form/inputform.h"
#include "ui/shell/costlabel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagepage.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace peregrine {

FormPanel::FormPanel(Thumbnailer &thumbnails, QWidget *parent)
    : QWidget(parent)
    , m_picker(new ModelPicker(this))
    , m_head(new QHBoxLayout)
    , m_pages(new QStackedWidget(this))
    , m_form(new InputForm(thumbnails, this))
    , m_problem(new MessagePage(this))
    , m_loading(new MessagePage(this))
    , m_cost(new CostLabel(*m_form->model(), this))
    , m_generate(new QPushButton(tr("Generate"), this))
    , m_ways(new QToolButton(this))
    , m_waysMenu(new QMenu(m_ways))
{
    setObjectName(QStringLiteral("formPanel"));
    setMinimumWidth(300);

    m_loading->setContent(QStringLiteral("clock"), tr("Loading the form…"), QString());
    m_pages->addWidget(m_loading);
    m_pages->addWidget(m_form);
    m_pages->addWidget(m_problem);

    m_generate->setObjectName(QStringLiteral("generate"));
    m_generate->setProperty("primary", true);
    m_generate->setAccessibleName(tr("Generate"));
    m_generate->setToolTip(tr("Send this to the model (Ctrl+Enter)"));
    m_generate->setEnabled(false);

    m_ways->setObjectName(QStringLiteral("generateWays"));
    m_ways->setIcon(theme::icon(QStringLiteral("chevron-up")));
    m_ways->setToolTip(tr("Other ways to generate"));
    m_ways->setAccessibleName(tr("Other ways to generate"));
    m_ways->setFocusPolicy(Qt::StrongFocus);
    m_ways->hide();
    connect(m_ways, &QToolButton::clicked, this, [this] {
        const QSize size = m_waysMenu->sizeHint();
        m_waysMenu->popup(
            m_ways->mapToGlobal(QPoint(m_ways->width() - size.width(), -size.height())));
    });

    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space3);
    footer->setSpacing(theme::space3);
    footer->addWidget(m_cost, 1);
    auto *send = new QHBoxLayout;
    send->setSpacing(theme::space1);
    send->addWidget(m_generate);
    send->addWidget(m_ways);
    footer->addLayout(send);

    auto *header = new QVBoxLayout;
    header->setContentsMargins(theme::space3, theme::space3, theme::space3, theme::space2);
    header->setSpacing(theme::space1);
    header->addWidget(m_picker);
    header->addLayout(m_head);
    m_head->addStretch(1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(header);
    layout->addWidget(m_pages, 1);
    layout->addLayout(footer);

    connect(m_picker, &ModelPicker::modelChosen, this, &FormPanel::modelChosen);
    connect(m_form, &InputForm::submitRequested, this, &FormPanel::generate);
    connect(m_form, &InputForm::messageForUser, this, &FormPanel::messageForUser);
    connect(m_generate, &QPushButton::clicked, this, &FormPanel::generate);
    connect(m_form, &InputForm::filesKnown, this, [this] {
        if (!m_waitsForFiles)
            return;
        setWaitsForFiles(false);
        checkAndAsk();
    });
    connect(m_problem->addButton(tr("Try again")), &QPushButton::clicked, this,
            &FormPanel::retryRequested);
}

void FormPanel::setModels(const QList<ModelCard> &models, const QList<EndpointId> &recent)
{
    m_picker->setRecent(recent);
    m_picker->setModels(models);
}

void FormPanel::setModel(const EndpointId &endpoint, const QString &title)
{
    if (endpoint != m_endpoint) {
        m_hasForm = false;
        setWaitsForFiles(false);
        m_pages->setCurrentWidget(m_loading);
        m_generate->setEnabled(false);
    }
    const bool isOther = endpoint != m_endpoint;
    m_endpoint = endpoint;
    m_title = title;
    m_picker->setCurrent(endpoint);
    if (isOther)
        Q_EMIT formGone();
}

void FormPanel::setSchema(const ModelSchema &schema, bool example)
{
    const bool first =
        !m_seen.contains(m_endpoint.toString()) && !m_form->model()->remembers(schema.endpointId);
    m_seen.insert(m_endpoint.toString());
    m_form->setSchema(schema);
    if (first && example)
        m_form->model()->useExamples();
    m_hasForm = true;
    m_pages->setCurrentWidget(m_view ? m_view : m_form);
    m_generate->setEnabled(true);
    Q_EMIT formShown(first);
}

void FormPanel::setProblem(const Error &error)
{
    m_hasForm = false;
    m_generate->setEnabled(false);
    m_problem->setContent(QStringLiteral("warning"), tr("The form could not be loaded"),
                          error.message);
    m_pages->setCurrentWidget(m_problem);
    Q_EMIT formGone();
}

void FormPanel::setFree()
{
    m_cost->setFree();
}

void FormPanel::setPrice(const std::optional<UnitPrice> &price)
{
    m_cost->setPrice(price);
}

std::optional<double> FormPanel::costOf(const QJsonObject &input) const
{
    const PriceEstimate estimate = m_cost->estimateOf(input);
    const bool isKnown = estimate.certainty != PriceCertainty::Unknown
        && estimate.cost.currency.compare(u"USD", Qt::CaseInsensitive) == 0;
    return isKnown ? std::optional(estimate.cost.amount) : std::nullopt;
}

void FormPanel::setValues(const FormValues &values)
{
    m_form->model()->setInput(values.input, values.files);
}

void FormPanel::showFaults(const QList<FieldFault> &faults)
{
    m_form->showFaults(faults);
    Q_EMIT faultsShown();
}

void FormPanel::focusPrompt()
{
    if (m_view)
        m_view->setFocus(Qt::ShortcutFocusReason);
    else
        m_form->focusPrompt();
}

void FormPanel::setView(QWidget *view)
{
    if (view && m_pages->indexOf(view) < 0)
        m_pages->addWidget(view);
    m_view = view;
    if (m_hasForm)
        m_pages->setCurrentWidget(view ? view : m_form);
}

void FormPanel::addBanner(QWidget *banner)
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->insertWidget(column->indexOf(m_pages), banner);
}

bool FormPanel::isHead(const QPoint &point) const
{
    return point.y() < m_pages->y();
}

void FormPanel::addHeadWidget(QWidget *widget)
{
    m_head->insertWidget(m_head->count() - 1, widget);
}

void FormPanel::addFoot(QWidget *foot)
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    auto *line = new QHBoxLayout;
    line->setContentsMargins(theme::space3, theme::space1, theme::space3, 0);
    line->addWidget(foot);
    column->insertLayout(column->count() - 1, line);
}

void FormPanel::addGenerateAction(QAction *action)
{
    m_waysMenu->addAction(action);
    m_ways->show();
}

void FormPanel::setPastedFolder(const QString &folder)
{
    m_form->setPastedFolder(folder);
}

void FormPanel::setLastSeed(qint64 seed)
{
    m_form->setLastSeed(seed);
}

void FormPanel::generate()
{
    if (!m_hasForm || m_waitsForFiles)
        return;
    if (m_form->lookIntoFiles())
        setWaitsForFiles(true);
    else
        checkAndAsk();
}

void FormPanel::setWaitsForFiles(bool waits)
{
    m_waitsForFiles = waits;
    m_generate->setText(waits ? tr("Looking into the files…") : tr("Generate"));
}

void FormPanel::checkAndAsk()
{
    const QList<FieldFault> faults = m_form->model()->validate();
    if (!faults.isEmpty()) {
        showFaults(faults);
        return;
    }
    Q_EMIT generateRequested(m_form->model()->values());
}

} // namespace peregrine
