#include "ui/form/editors/sizeeditor.h"

#include "core/schema/imagesizes.h"
#include "ui/form/editors/numberspin.h"
#include "ui/form/editors/sizecard.h"
#include "ui/form/fieldrow.h"
#include "ui/form/formcontext.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace peregrine {

namespace {

constexpr int columns = 3;

QString pixelText(QSize pixels)
{
    return pixels.isValid() ? QStringLiteral("%1 × %2").arg(pixels.width()).arg(pixels.height())
                            : QString();
}

} // namespace

SizeEditor::SizeEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                       FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_cards(new QWidget(this))
    , m_width(nullptr)
    , m_height(nullptr)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space2);
    layout->addWidget(m_cards);
    addCards();
    addPixels();
    ready();
}

void SizeEditor::addCards()
{
    auto *grid = new QGridLayout(m_cards);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(theme::space1 + 2);
    const auto add = [this, grid](const QJsonValue &choice, const QString &title) {
        const QString preset = choice.toString();
        auto *card =
            new SizeCard(title, shapeOfPreset(preset), pixelText(pixelsOfPreset(preset)), m_cards);
        const auto place = static_cast<int>(m_buttons.size());
        grid->addWidget(card, place / columns, place % columns);
        grid->setColumnStretch(place % columns, 1);
        m_buttons.append(card);
        m_values.append(choice);
        connect(card, &QAbstractButton::clicked, this, [this, choice] {
            commit(choice);
            refresh();
        });
    };
    if (!spec().required && spec().defaultValue.isUndefined())
        add(QJsonValue::Undefined, tr("Default", "size: left to the model"));
    for (const QJsonValue &choice : spec().choices)
        add(choice, titleOfPreset(choice.toString()));
}

void SizeEditor::addPixels()
{
    const FieldSpec *width = spec().child(QStringLiteral("width"));
    const FieldSpec *height = spec().child(QStringLiteral("height"));
    m_width = new NumberSpin(true, width ? width->range : NumberRange(), this);
    m_height = new NumberSpin(true, height ? height->range : NumberRange(), this);
    m_width->setAccessibleName(tr("Width in pixels"));
    m_height->setAccessibleName(tr("Height in pixels"));
    m_width->setToolTip(m_width->accessibleName());
    m_height->setToolTip(m_height->accessibleName());
    m_width->setObjectName(fieldObjectName(pointer()) + QStringLiteral(".width"));
    m_height->setObjectName(fieldObjectName(pointer()) + QStringLiteral(".height"));
    auto *swapButton = makeQuietButton(QStringLiteral("swap"), tr("Swap width and height"), this);
    swapButton->setObjectName(fieldObjectName(pointer()) + QStringLiteral(".swap"));
    swapButton->setFixedSize(30, 30);
    swapButton->setIconSize({16, 16});
    swapButton->setFocusPolicy(Qt::StrongFocus);

    auto *line = new QHBoxLayout;
    line->setSpacing(theme::space1);
    line->addWidget(m_width, 1);
    line->addWidget(swapButton);
    line->addWidget(m_height, 1);
    static_cast<QVBoxLayout *>(layout())->addLayout(line);
    for (NumberSpin *spin : {m_width, m_height}) {
        context().guardWheel(spin);
        spin->setPlaceholderText(tr("Auto", "pixels: the model decides"));
        connect(spin, &NumberSpin::edited, this, &SizeEditor::takePixels);
    }
    connect(swapButton, &QToolButton::clicked, this, &SizeEditor::swap);
}

QSize SizeEditor::shownPixels() const
{
    const QJsonValue held = value();
    if (held.isObject()) {
        const QJsonObject pixels = held.toObject();
        return {pixels.value(QLatin1String("width")).toInt(),
                pixels.value(QLatin1String("height")).toInt()};
    }
    return pixelsOfPreset(held.toString());
}

void SizeEditor::takePixels()
{
    // The moment one side is typed the other becomes a number, too: a size has both.
    const QSize shown = shownPixels();
    const auto side = [](const NumberSpin *spin, int fallback) {
        return spin->value().isDouble() ? spin->value() : QJsonValue(std::max(1, fallback));
    };
    const QJsonObject pixels{
        {QStringLiteral("width"), side(m_width, shown.isValid() ? shown.width() : 1024)},
        {QStringLiteral("height"), side(m_height, shown.isValid() ? shown.height() : 1024)}};
    commit(pixels);
    refresh();
}

void SizeEditor::swap()
{
    const QSize swapped = shownPixels().transposed();
    if (!swapped.isValid() || swapped.isEmpty())
        return;
    for (const QJsonValue &preset : spec().choices) {
        if (pixelsOfPreset(preset.toString()) == swapped) {
            commit(preset);
            refresh();
            return;
        }
    }
    commit(QJsonObject{{QStringLiteral("width"), swapped.width()},
                       {QStringLiteral("height"), swapped.height()}});
    refresh();
}

void SizeEditor::refresh()
{
    const QJsonValue held = value();
    const auto chosen = m_values.indexOf(held);
    for (qsizetype i = 0; i < m_buttons.size(); ++i) {
        SizeCard *card = m_buttons.at(i);
        // An exclusive group refuses to have none checked.
        card->setAutoExclusive(false);
        card->setChecked(i == chosen);
        card->setAutoExclusive(true);
    }
    m_cards->setFocusProxy(m_buttons.isEmpty() ? static_cast<QWidget *>(m_width)
                                               : m_buttons.value(std::max<qsizetype>(0, chosen)));
    const QSize pixels = shownPixels();
    const bool known = pixels.isValid() && !pixels.isEmpty();
    m_width->setValue(known ? QJsonValue(pixels.width()) : QJsonValue(QJsonValue::Undefined));
    m_height->setValue(known ? QJsonValue(pixels.height()) : QJsonValue(QJsonValue::Undefined));
}

} // namespace peregrine
