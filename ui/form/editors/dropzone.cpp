#include "ui/form/editors/dropzone.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QPainterPath>
#include <QToolButton>

namespace peregrine {

namespace {

constexpr int emptyHeight = 56;
constexpr int fullHeight = 76;
constexpr int previewEdge = 60;

} // namespace

DropZone::DropZone(MediaKind kind, QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_buttons(new QHBoxLayout(this))
{
    m_buttons->setContentsMargins(theme::space2, 0, theme::space2, 0);
    m_buttons->setSpacing(2);
    m_buttons->addStretch(1);
    setAcceptDrops(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void DropZone::addButton(QToolButton *button)
{
    button->setCursor(Qt::ArrowCursor);
    m_buttons->addWidget(button);
}

QRect DropZone::textArea() const
{
    int buttons = 0;
    for (int i = 0; i < m_buttons->count(); ++i) {
        const QWidget *button = m_buttons->itemAt(i)->widget();
        if (button && !button->isHidden())
            buttons += button->width() + m_buttons->spacing();
    }
    return rect().adjusted(theme::space2, theme::space2, -theme::space2 - buttons - theme::space1,
                           -theme::space2);
}

void DropZone::showEmpty(const QString &invitation)
{
    m_full = false;
    m_title = invitation;
    m_facts.clear();
    m_preview = {};
    setToolTip({});
    updateGeometry();
    update();
}

void DropZone::showFile(const QString &title, const QString &facts)
{
    if (!m_full || m_title != title)
        m_preview = {};
    m_full = true;
    m_title = title;
    m_facts = facts;
    updateGeometry();
    update();
}

void DropZone::setPreview(const QPixmap &preview)
{
    m_preview = preview;
    update();
}

void DropZone::setProgress(double part)
{
    if (part == m_progress)
        return;
    m_progress = part;
    update();
}

QSize DropZone::sizeHint() const
{
    return {200, m_full ? fullHeight : emptyHeight};
}

QSize DropZone::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

QString DropZone::iconName() const
{
    switch (m_kind) {
    case MediaKind::Image:
        return QStringLiteral("image");
    case MediaKind::Video:
        return QStringLiteral("video");
    case MediaKind::Audio:
        return QStringLiteral("audio");
    case MediaKind::Model3d:
        return QStringLiteral("cube");
    default:
        return QStringLiteral("folder");
    }
}

void DropZone::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QPalette colours = palette();
    const QRectF card = QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75);
    const QColor surface = theme::color(theme::Tone::Surface, colours);
    painter.setBrush(m_dragOver         ? theme::tinted(surface, theme::Tone::Accent, colours)
                         : underMouse() ? theme::color(theme::Tone::SurfaceRaised, colours)
                                        : surface);
    const QColor outline = theme::color(m_dragOver || hasFocus() ? theme::Tone::Accent
                                            : m_full             ? theme::Tone::Border
                                                                 : theme::Tone::BorderStrong,
                                        colours);
    QPen pen(outline, hasFocus() ? 2 : 1);
    if (!m_full && !hasFocus())
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawRoundedRect(card, theme::radiusControl, theme::radiusControl);
    if (m_full)
        paintFile(painter, textArea());
    else
        paintInvitation(painter, textArea());
    if (m_progress < 0)
        return;
    const QRectF track(card.left() + theme::radiusControl, card.bottom() - 4,
                       card.width() - 2 * theme::radiusControl, 2);
    painter.fillRect(track, theme::color(theme::Tone::Border, colours));
    painter.fillRect(QRectF(track.topLeft(), QSizeF(track.width() * m_progress, track.height())),
                     theme::color(theme::Tone::Accent, colours));
}

void DropZone::paintInvitation(QPainter &painter, const QRect &inside)
{
    const QFontMetrics metrics = fontMetrics();
    const int icon = 20;
    const int left = inside.left() + theme::space1;
    const QRect text = inside.adjusted(icon + theme::space2 + theme::space1, 0, 0, 0);
    const int middle = inside.center().y();
    theme::icon(iconName(), theme::Tone::TextMuted)
        .paint(&painter, QRect(left, middle - icon / 2 + 1, icon, icon));
    painter.setPen(theme::color(theme::Tone::TextMuted, palette()));
    // Beside many buttons in a narrow form there is room for the words in two lines.
    constexpr int wrapped = Qt::AlignVCenter | Qt::AlignLeading | Qt::TextWordWrap;
    const QRect needed = metrics.boundingRect(text, wrapped, m_title);
    if (needed.height() <= text.height() && needed.width() <= text.width())
        painter.drawText(text, wrapped, m_title);
    else
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeading,
                         metrics.elidedText(m_title, Qt::ElideRight, text.width()));
}

void DropZone::paintFile(QPainter &painter, const QRect &inside)
{
    const QPalette colours = palette();
    const QRect frame(inside.left(), inside.top(), previewEdge, previewEdge);
    QPainterPath clip;
    clip.addRoundedRect(frame, 4, 4);
    painter.save();
    painter.setClipPath(clip);
    painter.fillRect(frame, theme::color(theme::Tone::Stage, colours));
    if (m_preview.isNull()) {
        theme::icon(iconName(), theme::Tone::TextMuted)
            .paint(&painter, QRect(frame.center() - QPoint(11, 11), QSize(22, 22)));
    } else {
        const QSizeF size =
            m_preview.deviceIndependentSize().scaled(frame.size(), Qt::KeepAspectRatioByExpanding);
        const QRectF target(frame.center().x() - size.width() / 2 + 0.5,
                            frame.center().y() - size.height() / 2 + 0.5, size.width(),
                            size.height());
        painter.drawPixmap(target, m_preview, QRectF(m_preview.rect()));
    }
    painter.restore();
    const QFontMetrics metrics = fontMetrics();
    const int left = frame.right() + theme::space3;
    const QRect text(left, inside.top(), inside.right() - left, inside.height());
    const QRect upper(text.left(), text.center().y() - metrics.height() - 1, text.width(),
                      metrics.height());
    painter.setPen(colours.color(QPalette::WindowText));
    painter.drawText(upper, Qt::AlignLeading | Qt::AlignVCenter,
                     metrics.elidedText(m_title, Qt::ElideMiddle, upper.width()));
    painter.setPen(theme::color(theme::Tone::TextMuted, colours));
    painter.drawText(upper.translated(0, metrics.height() + 3), Qt::AlignLeading | Qt::AlignVCenter,
                     metrics.elidedText(m_facts, Qt::ElideRight, upper.width()));
}

void DropZone::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT chooseRequested();
}

void DropZone::keyPressEvent(QKeyEvent *event)
{
    const bool plain =
        event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (event->matches(QKeySequence::Paste))
        paste();
    else if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        Q_EMIT clearRequested();
    else if (plain
             && (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return
                 || event->key() == Qt::Key_Enter))
        Q_EMIT chooseRequested();
    else
        QWidget::keyPressEvent(event);
}

void DropZone::paste()
{
    const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
    if (const auto drop = mime ? readDrop(*mime, m_kind) : std::nullopt)
        Q_EMIT dropped(*drop);
    else
        Q_EMIT nothingToPaste();
}

void DropZone::dragEnterEvent(QDragEnterEvent *event)
{
    m_dragOver = readDrop(*event->mimeData(), m_kind).has_value();
    if (m_dragOver) {
        // The file stays where it is, whatever the source would like best.
        event->setDropAction(Qt::CopyAction);
        event->accept();
    } else {
        event->ignore();
    }
    update();
}

void DropZone::dragLeaveEvent(QDragLeaveEvent *)
{
    m_dragOver = false;
    update();
}

void DropZone::dropEvent(QDropEvent *event)
{
    m_dragOver = false;
    update();
    if (const auto drop = readDrop(*event->mimeData(), m_kind)) {
        event->setDropAction(Qt::CopyAction);
        event->accept();
        Q_EMIT dropped(*drop);
    }
}

void DropZone::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void DropZone::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void DropZone::enterEvent(QEnterEvent *event)
{
    QWidget::enterEvent(event);
    update();
}

void DropZone::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    update();
}

} // namespace peregrine
