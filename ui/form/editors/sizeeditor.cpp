#include "ui/form/editors/sizeeditor.h"

#include "core/schema/imagesizes.h"
#include "core/schema/localfilecheck.h"
#include "ui/form/editors/numberspin.h"
#include "ui/form/editors/sizecard.h"
#include "ui/form/fieldrow.h"
#include "ui/form/formcontext.h"
#include "ui/form/picture/formpictures.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace peregrine {

namespace {

constexpr int columns = 3;
/// Where the schema knows no bound: more than any model paints.
constexpr double mostPixels = 16384;
constexpr double wideMost = 8192;

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
            setLocked(m_lock->isChecked());
        });
    };
    if (!spec().required && spec().defaultValue.isUndefined())
        add(QJsonValue::Undefined, tr("Default", "size: left to the model"));
    for (const QJsonValue &choice : spec().choices)
        add(choice, titleOfPreset(choice.toString()));
}

void SizeEditor::addPixels()
{
    m_width = new NumberSpin(true, rangeOf(Side::Width), this);
    m_height = new NumberSpin(true, rangeOf(Side::Height), this);
    m_width->setAccessibleName(tr("Width in pixels"));
    m_height->setAccessibleName(tr("Height in pixels"));
    m_width->setToolTip(m_width->accessibleName());
    m_height->setToolTip(m_height->accessibleName());
    m_width->setObjectName(fieldObjectName(pointer()) + QStringLiteral(".width"));
    m_height->setObjectName(fieldObjectName(pointer()) + QStringLiteral(".height"));
    QToolButton *swapButton =
        addPixelButton(QStringLiteral("swap"), tr("Swap width and height"), QStringLiteral("swap"));
    m_lock = addPixelButton(QStringLiteral("unlock"), QString(), QStringLiteral("lock"));
    m_lock->setCheckable(true);
    QToolButton *take = addPixelButton(QStringLiteral("image"), tr("Take the size of the picture"),
                                       QStringLiteral("picture"));
    m_fromPicture = take;

    auto *line = new QHBoxLayout;
    line->setSpacing(theme::space1);
    line->addWidget(m_width, 1);
    line->addWidget(swapButton);
    line->addWidget(m_height, 1);
    line->addWidget(m_lock);
    line->addWidget(take);
    static_cast<QVBoxLayout *>(layout())->addLayout(line);
    const QString limits = limitWords();
    if (!limits.isEmpty()) {
        auto *words = new QLabel(limits, this);
        words->setForegroundRole(QPalette::PlaceholderText);
        words->setWordWrap(true);
        static_cast<QVBoxLayout *>(layout())->addWidget(words);
    }
    connect(m_lock, &QToolButton::toggled, this, &SizeEditor::setLocked);
    connect(take, &QToolButton::clicked, this, &SizeEditor::takeFromPicture);
    setLocked(false);
    connect(m_width, &NumberSpin::edited, this, [this] { takePixels(Side::Width); });
    connect(m_height, &NumberSpin::edited, this, [this] { takePixels(Side::Height); });
    for (NumberSpin *spin : {m_width, m_height}) {
        context().guardWheel(spin);
        connect(spin, &NumberSpin::editingFinished, this, &SizeEditor::refresh);
        spin->setPlaceholderText(tr("Auto", "pixels: the model decides"));
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

QToolButton *SizeEditor::addPixelButton(const QString &icon, const QString &name,
                                        const QString &part)
{
    QToolButton *button = makeQuietButton(icon, name, this);
    button->setObjectName(fieldObjectName(pointer()) + u'.' + part);
    button->setFixedSize(30, 30);
    button->setIconSize({16, 16});
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

NumberRange SizeEditor::rangeOf(Side side) const
{
    const FieldSpec *part =
        spec().child(side == Side::Width ? QStringLiteral("width") : QStringLiteral("height"));
    NumberRange range = part ? part->range : NumberRange();
    // What x-fal says of the pixels counts where the sides themselves have no bounds.
    const QSize least = spec().limits.minPixels;
    const QSize most = spec().limits.maxPixels;
    const int low = side == Side::Width ? least.width() : least.height();
    const int high = side == Side::Width ? most.width() : most.height();
    if (range.minimum.isUndefined() && low > 0)
        range.minimum = low;
    if (range.maximum.isUndefined() && high > 0)
        range.maximum = high;
    if (range.multipleOf <= 0)
        range.multipleOf = spec().limits.multipleOf;
    return range;
}

int SizeEditor::fitted(double pixels, Side side) const
{
    const NumberRange range = rangeOf(side);
    const double step = range.multipleOf > 1 ? range.multipleOf : 1;
    const double low = range.minimum.isDouble() ? range.minimum.toDouble() : 1;
    const double high = range.maximum.isDouble() ? range.maximum.toDouble() : mostPixels;
    const double least = std::ceil(std::max(1.0, low) / step) * step;
    const double most = std::floor(high / step) * step;
    return static_cast<int>(
        std::clamp(std::round(pixels / step) * step, least, std::max(least, most)));
}

QString SizeEditor::limitWords() const
{
    const NumberRange range = rangeOf(Side::Width);
    QStringList words;
    // So much room is none that anybody runs into.
    if (range.isClosed() && range.maximum.toDouble() <= wideMost)
        words.append(tr("%1 to %2 pixels a side")
                         .arg(range.minimum.toInteger())
                         .arg(range.maximum.toInteger()));
    if (range.multipleOf > 1)
        words.append(tr("in steps of %1").arg(static_cast<qint64>(range.multipleOf)));
    return words.join(QStringLiteral(", "));
}

void SizeEditor::setLocked(bool locked)
{
    const QSize shown = shownPixels();
    m_ratio = locked && !shown.isEmpty() ? double(shown.width()) / shown.height() : 0;
    m_lock->setIcon(theme::icon(locked ? QStringLiteral("lock") : QStringLiteral("unlock")));
    const QString words = locked ? tr("The shape stays: one side follows the other. Press to free "
                                      "them.")
                                 : tr("Press to keep the shape while a side changes.");
    m_lock->setToolTip(words);
    m_lock->setAccessibleName(words);
}

void SizeEditor::takeFromPicture()
{
    const FormPicture picture = pictureFor(model(), pointer());
    const auto facts = checkLocalFile(picture.path, picture.kind, {});
    if (picture.path.isEmpty() || !facts || facts->pixels.isEmpty()) {
        Q_EMIT context().messageForUser(
            picture.title.isEmpty()
                ? tr("This form has no picture to take the size of.")
                : tr("Choose a picture of this computer for “%1” first.").arg(picture.title));
        return;
    }
    // Down into the limits in its own shape, then to whole steps.
    const NumberRange across = rangeOf(Side::Width);
    const NumberRange down = rangeOf(Side::Height);
    QSizeF size(facts->pixels);
    const QSizeF room(across.maximum.isDouble() ? across.maximum.toDouble() : mostPixels,
                      down.maximum.isDouble() ? down.maximum.toDouble() : mostPixels);
    if (size.width() > room.width() || size.height() > room.height())
        size.scale(room, Qt::KeepAspectRatio);
    commit(pixelValue({fitted(size.width(), Side::Width), fitted(size.height(), Side::Height)}));
    refresh();
    setLocked(m_lock->isChecked());
}

QJsonValue SizeEditor::pixelValue(QSize pixels)
{
    return QJsonObject{{QStringLiteral("width"), pixels.width()},
                       {QStringLiteral("height"), pixels.height()}};
}

void SizeEditor::takePixels(Side changed)
{
    // Emptied to be typed anew: what it was comes back when it is left empty.
    if (!(changed == Side::Width ? m_width : m_height)->value().isDouble())
        return;
    // The moment one side is typed the other becomes a number, too: a size has both.
    const QSize shown = shownPixels();
    const auto side = [](const NumberSpin *spin, int fallback) {
        return spin->value().isDouble() ? spin->value() : QJsonValue(std::max(1, fallback));
    };
    QJsonValue width = side(m_width, shown.isValid() ? shown.width() : 1024);
    QJsonValue height = side(m_height, shown.isValid() ? shown.height() : 1024);
    if (m_ratio > 0 && changed == Side::Width)
        height = fitted(width.toDouble() / m_ratio, Side::Height);
    else if (m_ratio > 0)
        width = fitted(height.toDouble() * m_ratio, Side::Width);
    commit(QJsonObject{{QStringLiteral("width"), width}, {QStringLiteral("height"), height}});
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
    commit(pixelValue(swapped));
    refresh();
    setLocked(m_lock->isChecked());
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
    m_fromPicture->setVisible(!pictureFor(model(), pointer()).title.isEmpty());
    m_width->setValue(known ? QJsonValue(pixels.width()) : QJsonValue(QJsonValue::Undefined));
    m_height->setValue(known ? QJsonValue(pixels.height()) : QJsonValue(QJsonValue::Undefined));
}

} // namespace peregrine
