#include "ui/presets/presetdelegate.h"

#include "core/presets/preset.h"
#include "ui/presets/presetlistmodel.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace peregrine {

namespace {

using theme::Tone;

constexpr int pictureEdge = 40;
constexpr int menuEdge = 20;

QRect pictureBox(const QRect &item)
{
    return {item.left() + theme::space2, item.center().y() - pictureEdge / 2, pictureEdge,
            pictureEdge};
}

QRect menuBox(const QRect &item)
{
    return {item.right() - theme::space2 - menuEdge, item.center().y() - menuEdge / 2, menuEdge,
            menuEdge};
}

QRect textBox(const QRect &item)
{
    return QRect(QPoint(pictureBox(item).right() + theme::space2, item.top() + theme::space2),
                 QPoint(menuBox(item).left() - theme::space1, item.bottom() - theme::space2));
}

QFont smallFont(const QFont &base)
{
    QFont font = base;
    font.setPointSizeF(font.pointSizeF() * 0.92);
    return font;
}

/// The middle of the picture, in a rounded square.
void drawPicture(QPainter &painter, const QRect &box, const QPixmap &picture,
                 const QPalette &palette)
{
    QPainterPath frame;
    frame.addRoundedRect(box, theme::space1, theme::space1);
    if (picture.isNull()) {
        painter.fillPath(
            frame, theme::tinted(theme::color(Tone::SurfaceRaised, palette), Tone::Text, palette));
        theme::icon(QStringLiteral("star"), Tone::TextMuted)
            .paint(&painter, box.adjusted(12, 12, -12, -12));
        return;
    }
    painter.save();
    painter.setClipPath(frame);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QSize size = picture.size().scaled(box.size(), Qt::KeepAspectRatioByExpanding);
    QRect target(QPoint(), size);
    target.moveCenter(box.center());
    painter.drawPixmap(target, picture);
    painter.restore();
}

} // namespace

QSize PresetDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Q_UNUSED(option)
    Q_UNUSED(index)
    return {260, pictureEdge + 2 * theme::space2};
}

void PresetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    QPainterPath ground;
    ground.addRoundedRect(QRectF(option.rect).adjusted(2, 1, -2, -1), theme::radiusControl,
                          theme::radiusControl);
    const QColor surface = theme::color(Tone::SurfaceRaised, option.palette);
    if (selected || hovered)
        painter->fillPath(
            ground, theme::tinted(surface, selected ? Tone::Accent : Tone::Text, option.palette));
    drawPicture(*painter, pictureBox(option.rect), index.data(Qt::DecorationRole).value<QPixmap>(),
                option.palette);

    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    const QFont small = smallFont(option.font);
    const QFontMetrics boldMetrics(bold);
    const QFontMetrics smallMetrics(small);
    const QRect texts = textBox(option.rect);
    const int height = boldMetrics.height() + smallMetrics.height();
    const int top = texts.top() + (texts.height() - height) / 2;
    painter->setFont(bold);
    painter->setPen(theme::color(Tone::Text, option.palette));
    painter->drawText(QRect(texts.left(), top, texts.width(), boldMetrics.height()),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      boldMetrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight,
                                             texts.width()));
    painter->setFont(small);
    painter->setPen(theme::color(Tone::TextMuted, option.palette));
    painter->drawText(
        QRect(texts.left(), top + boldMetrics.height(), texts.width(), smallMetrics.height()),
        Qt::AlignLeft | Qt::AlignVCenter,
        smallMetrics.elidedText(index.data(PresetListModel::DetailRole).toString(), Qt::ElideRight,
                                texts.width()));
    if (selected || hovered)
        theme::icon(QStringLiteral("more"), Tone::TextMuted).paint(painter, menuBox(option.rect));
    painter->restore();
}

QWidget *PresetDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                      const QModelIndex &index) const
{
    Q_UNUSED(option)
    Q_UNUSED(index)
    auto *line = new QLineEdit(parent);
    line->setObjectName(QStringLiteral("presetName"));
    line->setAccessibleName(tr("Name of the preset"));
    line->setMaxLength(Preset::maxNameLength);
    return line;
}

void PresetDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                          const QModelIndex &index) const
{
    Q_UNUSED(index)
    QRect box = textBox(option.rect);
    const int height = editor->sizeHint().height();
    box.setTop(box.center().y() - height / 2);
    box.setHeight(height);
    editor->setGeometry(box);
}

bool PresetDelegate::editorEvent(QEvent *event, QAbstractItemModel *model,
                                 const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const bool isPress = event->type() == QEvent::MouseButtonPress;
    if (isPress || event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const bool isMenu = mouse->button() == Qt::RightButton
            || menuBox(option.rect).adjusted(-4, -4, 4, 4).contains(mouse->position().toPoint());
        if (isMenu) {
            if (isPress)
                Q_EMIT menuRequested(index);
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace peregrine
