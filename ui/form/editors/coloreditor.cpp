#include "ui/form/editors/coloreditor.h"

#include "core/schema/formmodel.h"
#include "ui/form/editors/colorvalues.h"
#include "ui/form/formcontext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/colorpopup.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

namespace peregrine {

namespace {

constexpr int swatchWidth = 44;
constexpr int swatchHeight = 18;

} // namespace

ColorEditor::ColorEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                         FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_swatch(new QToolButton(this))
    , m_hex(new QLineEdit(this))
{
    m_swatch->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".swatch"));
    m_swatch->setIconSize({swatchWidth, swatchHeight});
    m_swatch->setFocusPolicy(Qt::StrongFocus);
    m_swatch->setToolTip(tr("Choose a colour"));
    m_hex->setPlaceholderText(fieldSpec.required ? QStringLiteral("#rrggbb")
                                                 : tr("Default", "colour: not set"));
    m_hex->setMaxLength(7);
    m_hex->setMinimumWidth(60);
    formContext.watchText(m_hex);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space2);
    layout->addWidget(m_swatch);
    layout->addWidget(m_hex, 1);
    connect(m_swatch, &QToolButton::clicked, this, &ColorEditor::openPopup);
    connect(m_hex, &QLineEdit::textEdited, this, &ColorEditor::takeTyped);
    // What is no colour does not stay.
    connect(m_hex, &QLineEdit::editingFinished, this, &ColorEditor::refresh);
    ready();
}

QWidget *ColorEditor::mainWidget()
{
    return m_hex;
}

void ColorEditor::openPopup()
{
    if (!m_popup) {
        m_popup = new ColorPopup(this);
        connect(m_popup, &ColorPopup::picked, this, [this](const QColor &color) {
            commit(valueOfColor(spec(), color));
            m_hex->setText(color.name());
            showSwatch();
        });
    }
    // Each visit is a step of its own to undo.
    model().closeStep();
    m_popup->setColor(colorOfValue(spec(), value()));
    m_popup->openBeneath(*m_swatch);
}

void ColorEditor::takeTyped(const QString &text)
{
    const QColor typed = colorOfHex(text);
    if (text.trimmed().isEmpty() && !spec().required)
        commit(QJsonValue(QJsonValue::Undefined));
    else if (typed.isValid())
        commit(valueOfColor(spec(), typed));
    showSwatch();
}

void ColorEditor::showSwatch()
{
    const QColor color = colorOfValue(spec(), value());
    const qreal ratio = devicePixelRatioF();
    QPixmap swatch(QSizeF(swatchWidth * ratio, swatchHeight * ratio).toSize());
    swatch.setDevicePixelRatio(ratio);
    swatch.fill(Qt::transparent);
    QPainter painter(&swatch);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme::color(theme::Tone::BorderStrong, palette()));
    if (color.isValid())
        painter.setBrush(color);
    const QRectF box(0.5, 0.5, swatchWidth - 1, swatchHeight - 1);
    painter.drawRoundedRect(box, 4, 4);
    if (!color.isValid())
        painter.drawLine(box.bottomLeft(), box.topRight());
    m_swatch->setIcon(swatch);
    m_swatch->setAccessibleName(color.isValid() ? tr("Choose a colour, now %1").arg(color.name())
                                                : tr("Choose a colour"));
}

void ColorEditor::refresh()
{
    const QColor color = colorOfValue(spec(), value());
    m_hex->setText(color.isValid() ? color.name() : QString());
    showSwatch();
}

void ColorEditor::changeEvent(QEvent *event)
{
    FieldEditor::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showSwatch();
}

} // namespace peregrine
