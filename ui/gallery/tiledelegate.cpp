#include "ui/gallery/tiledelegate.h"

#include "core/jobs/asset.h"
#include "ui/gallery/gallerymodel.h"
#include "ui/gallery/marksbadge.h"
#include "ui/theme/theme.h"
#include "ui/viewer/assettext.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

namespace peregrine {

namespace {

using theme::Tone;

constexpr double rejectedOpacity = 0.35;

void drawPlaceholder(QPainter *painter, const QRect &box, const QStyleOptionViewItem &option,
                     const Asset &asset, const QString &failure)
{
    const int edge = qBound(16, box.height() / 5, 32);
    const bool wordy = box.width() >= 96;
    const QFontMetrics metrics(option.font);
    const int lines =
        wordy ? qBound(0, (box.height() - edge - 3 * theme::space2) / metrics.height(), 3) : 0;
    const int textHeight = lines * metrics.height();
    QRect iconBox(0, 0, edge, edge);
    iconBox.moveCenter(box.center() - QPoint(0, (textHeight + theme::space2) / 2));
    const QString icon =
        failure.isEmpty() ? assettext::iconName(asset.kind) : QStringLiteral("warning");
    theme::icon(icon, Tone::TextMuted).paint(painter, iconBox);
    if (lines == 0)
        return;
    QString text = failure.isEmpty() ? asset.title.simplified() : failure;
    if (failure.isEmpty() && asset.kind == MediaKind::Model3d && asset.bytes > 0)
        text.prepend(assettext::bytes(asset.bytes) + QLatin1Char('\n'));
    const QRect textBox(box.left() + theme::space2, iconBox.bottom() + theme::space2,
                        box.width() - 2 * theme::space2, textHeight);
    painter->setPen(theme::color(Tone::TextMuted, option.palette));
    // Two lines wrapped by the painter, cut by length: no text layout for each paint of a tile.
    const qsizetype room = qMax<qsizetype>(8, lines * textBox.width() / metrics.averageCharWidth());
    const QString cut = text.size() > room ? text.left(room - 1).trimmed() + QChar(u'…') : text;
    painter->drawText(
        textBox, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap | Qt::TextWrapAnywhere, cut);
}

/// The page of a text: how it begins.
void drawExcerpt(QPainter *painter, const QRect &box, const QStyleOptionViewItem &option,
                 const QString &excerpt)
{
    QFont font = option.font;
    font.setPointSizeF(font.pointSizeF() * 0.85);
    const QFontMetrics metrics(font);
    constexpr int badgeRoom = 2;
    const QRect page = box.adjusted(theme::space3, theme::space3, -theme::space3,
                                    -theme::space2 - badgeRoom * metrics.height());
    const int lines = page.height() / metrics.height();
    if (lines <= 0)
        return;
    const qsizetype room = qMax<qsizetype>(8, lines * page.width() / metrics.averageCharWidth());
    painter->save();
    painter->setFont(font);
    painter->setClipRect(page.adjusted(0, 0, 0, lines * metrics.height() - page.height()));
    painter->setPen(option.palette.color(QPalette::Text));
    painter->drawText(page, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, excerpt.left(room));
    painter->restore();
}

/// Over the tile's corner: what it is, for all that is no still picture.
void drawBadge(QPainter *painter, const QRect &box, const QStyleOptionViewItem &option,
               const Asset &asset)
{
    if (asset.kind == MediaKind::Image)
        return;
    const QString text =
        asset.duration > 0 ? assettext::duration(asset.duration) : assettext::kind(asset.kind);
    QFont font = option.font;
    font.setPointSizeF(font.pointSizeF() * 0.85);
    const QFontMetrics metrics(font);
    constexpr int iconEdge = 12;
    const int height = metrics.height() + 4;
    const int width =
        metrics.horizontalAdvance(text) + iconEdge + theme::space1 + 2 * theme::space2;
    const QRect pill(box.left() + theme::space2, box.bottom() - theme::space2 - height, width,
                     height);
    if (pill.right() > box.right())
        return;
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme::scrim(option.palette));
    painter->drawRoundedRect(pill, height / 2.0, height / 2.0);
    const QColor ink = theme::color(Tone::OnScrim, option.palette);
    const QRect iconBox(pill.left() + theme::space2, pill.center().y() - iconEdge / 2 + 1, iconEdge,
                        iconEdge);
    painter->setFont(font);
    painter->setPen(ink);
    if (asset.kind == MediaKind::Video) {
        QPainterPath triangle(QPointF(iconBox.left() + 2, iconBox.top() + 1));
        triangle.lineTo(iconBox.right(), iconBox.center().y() + 0.5);
        triangle.lineTo(iconBox.left() + 2, iconBox.bottom());
        triangle.closeSubpath();
        painter->fillPath(triangle, ink);
    } else {
        theme::icon(assettext::iconName(asset.kind), Tone::OnScrim).paint(painter, iconBox);
    }
    painter->drawText(pill.adjusted(theme::space2 + iconEdge + theme::space1, 0, 0, 0),
                      Qt::AlignLeft | Qt::AlignVCenter, text);
}

} // namespace

void TileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const auto asset = index.data(GalleryModel::AssetRole).value<Asset>();
    const auto thumbnail = index.data(Qt::DecorationRole).value<QPixmap>();
    const QRect box =
        option.rect.adjusted(theme::space1, theme::space1, -theme::space1, -theme::space1);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);

    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath card;
    card.addRoundedRect(box, theme::radiusControl, theme::radiusControl);
    QColor ground = option.palette.color(QPalette::Text);
    ground.setAlphaF(hovered ? 0.11F : 0.055F);
    painter->fillPath(card, ground);
    const QString excerpt = index.data(GalleryModel::ExcerptRole).toString();
    if (!excerpt.isEmpty()) {
        drawExcerpt(painter, box, option, excerpt);
    } else if (thumbnail.isNull()) {
        drawPlaceholder(painter, box, option, asset,
                        index.data(GalleryModel::FailureRole).toString());
    } else {
        const QRect inner = box.adjusted(1, 1, -1, -1);
        const QSize fitted = thumbnail.size().scaled(inner.size(), Qt::KeepAspectRatio);
        const QRect place = QStyle::alignedRect(Qt::LeftToRight, Qt::AlignCenter, fitted, inner);
        painter->setClipPath(card);
        painter->setOpacity(asset.judgement.rejected ? rejectedOpacity : 1);
        painter->drawPixmap(place, thumbnail);
        painter->setOpacity(1);
        painter->setClipping(false);
    }
    drawBadge(painter, box, option, asset);
    drawMarks(painter, box, asset.judgement);
    if (selected || focused) {
        painter->setBrush(Qt::NoBrush);
        const QColor ring =
            theme::color(selected ? Tone::Accent : Tone::BorderStrong, option.palette);
        painter->setPen(QPen(ring, selected ? 3 : 2));
        painter->drawRoundedRect(QRectF(box).adjusted(-0.5, -0.5, 0.5, 0.5),
                                 theme::radiusControl + 1, theme::radiusControl + 1);
    }
    painter->restore();
}

QSize TileDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Q_UNUSED(option)
    Q_UNUSED(index)
    return {m_edge, m_edge};
}

bool TileDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                             const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    constexpr qsizetype longest = 240;
    const auto asset = index.data(GalleryModel::AssetRole).value<Asset>();
    const QString failure = index.data(GalleryModel::FailureRole).toString();
    const QString title =
        asset.title.size() > longest ? asset.title.left(longest) + QChar(u'…') : asset.title;
    QStringList lines{title.toHtmlEscaped(), asset.modelTitle.toHtmlEscaped()};
    if (!failure.isEmpty())
        lines.append(failure.toHtmlEscaped());
    lines.removeAll(QString());
    // Rich text, so that long prompts wrap.
    QToolTip::showText(event->globalPos(),
                       QStringLiteral("<p>%1</p>").arg(lines.join(QStringLiteral("<br>"))), view);
    return true;
}

} // namespace peregrine
