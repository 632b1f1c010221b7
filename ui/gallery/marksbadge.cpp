#include "ui/gallery/marksbadge.h"

#include "ui/theme/theme.h"
#include "ui/viewer/labelcolor.h"

#include <QGuiApplication>
#include <QIcon>
#include <QPainter>

namespace peregrine {

namespace {

constexpr int iconEdge = 12;
constexpr int gap = 2;

} // namespace

void drawMarks(QPainter *painter, const QRect &tile, const Judgement &judgement)
{
    const auto light = [](const QString &name) { return theme::icon(name, theme::Tone::OnScrim); };
    QList<QIcon> icons;
    if (judgement.rejected)
        icons.append(light(QStringLiteral("cancel")));
    if (judgement.starred)
        icons.append(light(QStringLiteral("heart-filled")));
    for (int star = 0; star < judgement.rating; ++star)
        icons.append(light(QStringLiteral("star-filled")));
    if (judgement.label != ColorLabel::None)
        icons.append(labelIcon(judgement.label));
    if (icons.isEmpty())
        return;
    const int count = static_cast<int>(icons.size());
    const int width = count * iconEdge + (count - 1) * gap + 2 * theme::space2;
    const int height = iconEdge + 2 * theme::space1;
    const QRect pill(tile.left() + theme::space2, tile.top() + theme::space2, width, height);
    if (pill.right() > tile.right())
        return;
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme::scrim(QGuiApplication::palette()));
    painter->drawRoundedRect(pill, height / 2.0, height / 2.0);
    int x = pill.left() + theme::space2;
    for (const QIcon &icon : std::as_const(icons)) {
        painter->drawPixmap(x, pill.top() + theme::space1, icon.pixmap(iconEdge));
        x += iconEdge + gap;
    }
}

} // namespace peregrine
