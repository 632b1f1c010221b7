#include "ui/theme/menupainter.h"

#include "ui/theme/paintertools.h"

namespace peregrine::theme {

namespace {

constexpr int itemHeight = 28;
constexpr int separatorHeight = 9;
constexpr int markColumn = 28;
constexpr int iconEdge = 16;
constexpr int textGap = 28;
constexpr int arrowColumn = 24;

void drawMark(const QStyleOptionMenuItem &option, QPainter *painter, const QRect &column)
{
    const QColor ink = isEnabled(option) ? option.palette.color(QPalette::WindowText)
                                         : option.palette.color(QPalette::Disabled, QPalette::Text);
    QRectF square(0, 0, iconEdge, iconEdge);
    square.moveCenter(QRectF(column).center());
    if (option.checkType == QStyleOptionMenuItem::Exclusive)
        drawRounded(painter, square.adjusted(5, 5, -5, -5), 3, ink);
    else
        drawTick(painter, square, ink);
}

} // namespace

void drawMenuItem(const QStyleOptionMenuItem &option, QPainter *painter)
{
    const QPalette &palette = option.palette;
    const QRect &whole = option.rect;
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        const int y = whole.center().y();
        painter->fillRect(QRect(whole.left() + space2, y, whole.width() - 2 * space2, 1),
                          color(Tone::Border, palette));
        return;
    }
    const bool chosen = option.state.testFlag(QStyle::State_Selected) && isEnabled(option);
    if (chosen)
        drawRounded(painter, whole, 4, palette.color(QPalette::Highlight));

    const auto visual = [&](const QRect &logical) {
        return QStyle::visualRect(option.direction, whole, logical);
    };
    const QRect column(whole.left(), whole.top(), markColumn, whole.height());
    const bool checked = option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked;
    if (option.icon.isNull()) {
        if (checked)
            drawMark(option, painter, visual(column));
    } else {
        QRect square(0, 0, iconEdge, iconEdge);
        square.moveCenter(visual(column).center());
        // The icon stays what it is; the ground says that it is the chosen one.
        if (checked) {
            const QColor ground =
                chosen ? palette.color(QPalette::Highlight) : color(Tone::SurfaceRaised, palette);
            drawRounded(painter, QRectF(square).adjusted(-4, -4, 4, 4), 4,
                        mixed(ground, color(Tone::Accent, palette), 0.35));
        }
        option.icon.paint(painter, square, Qt::AlignCenter,
                          isEnabled(option) ? QIcon::Normal : QIcon::Disabled);
    }

    const QRect text(column.right() + 1, whole.top(), whole.width() - markColumn - arrowColumn / 2,
                     whole.height());
    const qsizetype tab = option.text.indexOf(u'\t');
    painter->setFont(option.font);
    const auto group = isEnabled(option) ? QPalette::Active : QPalette::Disabled;
    painter->setPen(palette.color(group, QPalette::WindowText));
    const int flags = Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine;
    painter->drawText(visual(text),
                      flags | QStyle::visualAlignment(option.direction, Qt::AlignLeft),
                      tab < 0 ? option.text : option.text.left(tab));
    if (tab >= 0) {
        painter->setPen(isEnabled(option) ? color(Tone::TextMuted, palette)
                                          : palette.color(QPalette::Disabled, QPalette::Text));
        painter->drawText(visual(text),
                          flags | QStyle::visualAlignment(option.direction, Qt::AlignRight),
                          option.text.mid(tab + 1));
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QRect arrow(whole.right() - arrowColumn + 1, whole.top(), arrowColumn,
                          whole.height());
        drawChevron(painter, visual(arrow),
                    option.direction == Qt::RightToLeft ? Qt::LeftArrow : Qt::RightArrow,
                    color(Tone::TextMuted, palette));
    }
}

QSize menuItemSize(const QStyleOptionMenuItem &option, const QSize &contents)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return {contents.width(), separatorHeight};
    const qsizetype tab = option.text.indexOf(u'\t');
    const QFontMetrics metrics(option.font);
    int width =
        metrics.size(Qt::TextShowMnemonic | Qt::TextSingleLine, option.text.left(tab)).width();
    // The menu adds the shortcut column itself.
    width += markColumn + arrowColumn + (tab >= 0 ? textGap : 0);
    return {width, qMax(itemHeight, metrics.height() + space2)};
}

void drawMenuBarItem(const QStyleOptionMenuItem &option, QPainter *painter)
{
    const QPalette &palette = option.palette;
    const QColor surface = palette.color(QPalette::Window);
    painter->fillRect(option.rect, surface);
    const bool open = option.state.testFlag(QStyle::State_Sunken);
    if (isEnabled(option) && option.state.testFlag(QStyle::State_Selected))
        drawRounded(painter, QRectF(option.rect).adjusted(0, 2, 0, -2), 4,
                    shaded(surface, palette, open ? 0.12 : 0.07));
    const auto group = isEnabled(option) ? QPalette::Active : QPalette::Disabled;
    painter->setPen(palette.color(group, QPalette::WindowText));
    painter->drawText(option.rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                      option.text);
}

void drawPopupPanel(const QStyleOption &option, QPainter *painter)
{
    const QColor outline =
        mixed(color(Tone::Border, option.palette), color(Tone::BorderStrong, option.palette), 0.25);
    painter->fillRect(option.rect, outline);
    painter->fillRect(option.rect.adjusted(1, 1, -1, -1),
                      color(Tone::SurfaceRaised, option.palette));
}

} // namespace peregrine::theme
