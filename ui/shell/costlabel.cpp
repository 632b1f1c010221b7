#include "ui/shell/costlabel.h"

#include "core/base/json.h"
#include "core/schema/formmodel.h"
#include "core/schema/localfilecheck.h"

#include <utility>

namespace peregrine {

CostLabel::CostLabel(const FormModel &model, QWidget *parent)
    : QLabel(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("cost"));
    setProperty("muted", true);
    setTextFormat(Qt::PlainText);
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &CostLabel::refresh);
    connect(&model, &FormModel::valueChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(&model, &FormModel::schemaChanged, &m_soon, qOverload<>(&QTimer::start));
}

void CostLabel::setFree()
{
    m_free = true;
    m_price.reset();
    refresh();
}

void CostLabel::setPrice(const std::optional<UnitPrice> &price)
{
    m_free = false;
    m_price = price;
    refresh();
}

void CostLabel::setRuns(int runs)
{
    m_runs = runs;
    refresh();
}

PriceFacts CostLabel::facts()
{
    PriceFacts facts;
    facts.runs = m_runs;
    for (const FieldSpec &field : m_model.schema().input.children) {
        if (field.kind != FieldKind::Media || field.mediaKind != MediaKind::Image)
            continue;
        const QString pointer = jsonPointer({field.name});
        const QString path = m_model.file(pointer);
        if (path.isEmpty())
            continue;
        auto known = m_pixels.find(path);
        if (known == m_pixels.end()) {
            const auto looked = checkLocalFile(path, field.mediaKind, {});
            known = m_pixels.insert(path, looked ? looked->pixels : QSize());
        }
        facts.pictures.insert(pointer, *known);
    }
    return facts;
}

PriceEstimate CostLabel::estimateOf(const QJsonObject &values)
{
    if (!m_price)
        return {};
    PriceFacts known = facts();
    known.runs = 1;
    return estimatePrice(*m_price, m_model.schema().input, values, known);
}

void CostLabel::refresh()
{
    m_soon.stop();
    m_estimate = {};
    if (m_free) {
        say(tr("Free, made on this computer"), tr("Local previews cost nothing."));
    } else if (!m_price) {
        say(tr("Price not known"), tr("The server names no price for this model."));
    } else {
        m_estimate =
            estimatePrice(*m_price, m_model.schema().input, m_model.values().input, facts());
        const QString amount = moneyText(m_estimate.cost);
        switch (m_estimate.certainty) {
        case PriceCertainty::Exact:
            //: the price of a run; %1 is an amount of money
            say(tr("%1 · exact").arg(amount), m_estimate.rule);
            break;
        case PriceCertainty::Estimated:
            //: the price of a run; %1 is an amount of money
            say(tr("%1 · estimated").arg(amount), m_estimate.rule);
            break;
        case PriceCertainty::Unknown:
            say(tr("Price not known"), m_estimate.rule);
            break;
        }
    }
    Q_EMIT estimateChanged();
}

void CostLabel::say(const QString &words, const QString &rule)
{
    setText(words);
    setToolTip(rule);
    setAccessibleName(tr("Price: %1").arg(words));
    setAccessibleDescription(rule);
}

} // namespace peregrine
