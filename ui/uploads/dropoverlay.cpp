#include "ui/uploads/dropoverlay.h"

#include "ui/theme/theme.h"

#include <QDropEvent>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace peregrine {

namespace {

constexpr int widest = 420;
constexpr int tallest = 150;
/// Two columns where each has room for a title.
constexpr int columnWidth = 260;
constexpr int iconEdge = 28;

QString iconOf(MediaKind kind)
{
    switch (kind) {
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

} // namespace

DropOverlay::DropOverlay(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("dropOverlay"));
    setAccessibleName(tr("Where to drop"));
    setAcceptDrops(true);
    parent->installEventFilter(this);
    hide();
}

void DropOverlay::offer(const QList<DropChoice> &choices)
{
    m_choices = choices;
    m_aimed = -1;
    if (choices.isEmpty()) {
        hide();
        return;
    }
    setGeometry(parentWidget()->rect());
    arrange();
    raise();
    show();
    update();
}

QRect DropOverlay::target(qsizetype index) const
{
    return m_places.value(index);
}

bool DropOverlay::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void DropOverlay::resizeEvent(QResizeEvent *)
{
    arrange();
}

void DropOverlay::arrange()
{
    m_places.clear();
    const QRect room =
        rect().adjusted(theme::space5, theme::space5, -theme::space5, -theme::space5);
    const int count = static_cast<int>(m_choices.size());
    const int columns = count > 1 && room.width() >= 2 * columnWidth + theme::space4 ? 2 : 1;
    const int rows = (count + columns - 1) / columns;
    if (rows == 0)
        return;
    const int width = std::min(widest, (room.width() - (columns - 1) * theme::space4) / columns);
    const int height = std::min(tallest, (room.height() - (rows - 1) * theme::space3) / rows);
    const QSize all(columns * width + (columns - 1) * theme::space4,
                    rows * height + (rows - 1) * theme::space3);
    const QPoint corner(room.center().x() - all.width() / 2, room.center().y() - all.height() / 2);
    for (int i = 0; i < count; ++i) {
        const QRect place(corner.x() + i % columns * (width + theme::space4),
                          corner.y() + i / columns * (height + theme::space3), width, height);
        m_places.append(QStyle::visualRect(layoutDirection(), rect(), place));
    }
}

qsizetype DropOverlay::choiceAt(const QPoint &point) const
{
    if (m_choices.size() == 1)
        return 0;
    const auto found = std::find_if(m_places.cbegin(), m_places.cend(),
                                    [&point](const QRect &place) { return place.contains(point); });
    return found == m_places.cend() ? -1 : found - m_places.cbegin();
}

void DropOverlay::aim(QDropEvent *event)
{
    const qsizetype aimed = choiceAt(event->position().toPoint());
    if (aimed != m_aimed) {
        m_aimed = aimed;
        update();
    }
    // The files stay where they are, whatever the source would like best.
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(aimed >= 0);
}

void DropOverlay::dragEnterEvent(QDragEnterEvent *event)
{
    show();
    aim(event);
    // Between two targets the drag goes on.
    event->accept();
}

void DropOverlay::dragMoveEvent(QDragMoveEvent *event)
{
    aim(event);
}

void DropOverlay::dragLeaveEvent(QDragLeaveEvent *)
{
    hide();
}

void DropOverlay::dropEvent(QDropEvent *event)
{
    aim(event);
    hide();
    const bool aimed = event->isAccepted();
    // Beside the targets it is let go of; what lies beneath must not take it.
    event->accept();
    if (aimed && event->mimeData())
        Q_EMIT dropped(m_choices.at(m_aimed).pointer, *event->mimeData());
}

void DropOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = palette().color(QPalette::Window);
    veil.setAlphaF(0.88F);
    painter.fillRect(rect(), veil);
    for (qsizetype i = 0; i < m_choices.size(); ++i)
        paintChoice(painter, m_choices.at(i), m_places.value(i), i == m_aimed);
}

void DropOverlay::paintChoice(QPainter &painter, const DropChoice &choice, const QRect &place,
                              bool aimed)
{
    const QPalette colours = palette();
    const QColor surface = theme::color(theme::Tone::Surface, colours);
    painter.setBrush(aimed ? theme::tinted(surface, theme::Tone::Accent, colours) : surface);
    QPen outline(theme::color(aimed ? theme::Tone::Accent : theme::Tone::BorderStrong, colours),
                 aimed ? 2 : 1);
    if (!aimed)
        outline.setDashPattern({4, 3});
    painter.setPen(outline);
    painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), theme::radiusCard,
                            theme::radiusCard);

    QFont bold = font();
    bold.setBold(true);
    const QFontMetrics titleMetrics(bold);
    const QFontMetrics metrics = fontMetrics();
    const QRect inside =
        place.adjusted(theme::space3, theme::space2, -theme::space3, -theme::space2);
    const int words = choice.words.isEmpty() ? 0 : metrics.height() + theme::space1;
    const int texts = titleMetrics.height() + words;
    // In a low target the icon gives way to the words.
    const bool hasIcon = inside.height() >= iconEdge + theme::space2 + texts;
    int top = inside.center().y() - (texts + (hasIcon ? iconEdge + theme::space2 : 0)) / 2;
    if (hasIcon) {
        theme::icon(iconOf(choice.kind), aimed ? theme::Tone::Accent : theme::Tone::TextMuted)
            .paint(&painter, QRect(inside.center().x() - iconEdge / 2, top, iconEdge, iconEdge));
        top += iconEdge + theme::space2;
    }
    painter.setFont(bold);
    painter.setPen(colours.color(QPalette::WindowText));
    painter.drawText(QRect(inside.left(), top, inside.width(), titleMetrics.height()),
                     Qt::AlignCenter,
                     titleMetrics.elidedText(choice.title, Qt::ElideRight, inside.width()));
    painter.setFont(font());
    if (choice.words.isEmpty())
        return;
    painter.setPen(theme::color(theme::Tone::TextMuted, colours));
    painter.drawText(QRect(inside.left(), top + titleMetrics.height() + theme::space1,
                           inside.width(), metrics.height()),
                     Qt::AlignCenter,
                     metrics.elidedText(choice.words, Qt::ElideMiddle, inside.width()));
}

} // namespace peregrine
