#include "ui/widgets/colorpopup.h"

#include "ui/theme/theme.h"
#include "ui/widgets/colorplane.h"
#include "ui/widgets/huebar.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

QColor colorOfHex(const QString &text)
{
    static const QRegularExpression hex(QStringLiteral("^#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"));
    const QRegularExpressionMatch match = hex.match(text.trimmed());
    return match.hasMatch() ? QColor(u'#' + match.captured(1)) : QColor();
}

ColorPopup::ColorPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_plane(new ColorPlane(this))
    , m_hues(new HueBar(this))
    , m_hex(new QLineEdit(this))
{
    setObjectName(QStringLiteral("colorPopup"));
    setFrameShape(QFrame::StyledPanel);
    setAttribute(Qt::WA_DeleteOnClose, false);
    m_hex->setAccessibleName(tr("Colour as hexadecimal digits"));
    m_hex->setPlaceholderText(QStringLiteral("#rrggbb"));
    m_hex->setMaxLength(7);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space3, theme::space3, theme::space3, theme::space3);
    layout->setSpacing(theme::space2);
    layout->addWidget(m_plane, 1);
    layout->addWidget(m_hues);
    layout->addWidget(m_hex);
    connect(m_plane, &ColorPlane::picked, this, [this](float saturation, float value) {
        pick(QColor::fromHsvF(m_hue, saturation, value));
    });
    connect(m_hues, &HueBar::picked, this, [this](float hue) {
        m_hue = hue;
        const QColor now = colorOfHex(m_hex->text());
        // A grey has no hue to turn: the bar gives it one.
        const float saturation = now.hsvSaturationF() > 0 ? now.hsvSaturationF() : 1;
        const float value = now.isValid() && now.valueF() > 0 ? now.valueF() : 1;
        const QColor turned = QColor::fromHsvF(hue, saturation, value);
        m_plane->setColor(hue, saturation, value);
        pick(turned);
    });
    connect(m_hex, &QLineEdit::textEdited, this, [this](const QString &text) {
        const QColor typed = colorOfHex(text);
        if (!typed.isValid())
            return;
        m_hue = std::max(0.0F, typed.hsvHueF());
        m_hues->setHue(m_hue);
        m_plane->setColor(m_hue, typed.hsvSaturationF(), typed.valueF());
        Q_EMIT picked(typed);
    });
}

void ColorPopup::setColor(const QColor &color)
{
    const QColor shown = color.isValid() ? color : QColor(Qt::white);
    if (shown.hsvHueF() >= 0)
        m_hue = shown.hsvHueF();
    m_hues->setHue(m_hue);
    m_plane->setColor(m_hue, shown.hsvSaturationF(), shown.valueF());
    m_hex->setText(shown.name());
}

void ColorPopup::pick(const QColor &color)
{
    m_hex->setText(color.name());
    Q_EMIT picked(color);
}

void ColorPopup::openBeneath(const QWidget &anchor)
{
    adjustSize();
    QPoint at = anchor.mapToGlobal(QPoint(0, anchor.height() + 2));
    const QRect room = anchor.screen()->availableGeometry();
    if (at.y() + height() > room.bottom())
        at.setY(anchor.mapToGlobal(QPoint()).y() - height() - 2);
    at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())));
    move(at);
    show();
    m_plane->setFocus(Qt::PopupFocusReason);
}

void ColorPopup::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        close();
    else
        QFrame::keyPressEvent(event);
}

} // namespace peregrine
