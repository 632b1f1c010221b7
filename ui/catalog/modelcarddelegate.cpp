#include "ui/catalog/modelcarddelegate.h"

#include "ui/catalog/modellistmodel.h"
#include "ui/catalog/modeltext.h"
#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

namespace peregrine {

namespace {

using theme::Tone;

constexpr int starEdge = 18;
constexpr int shelfEdge = 14;
constexpr int descriptionLines = 2;

QFont titleFont(const QFont &base)
{
    QFont font = base;
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont smallFont(const QFont &base)
{
    QFont font = base;
    font.setPointSizeF(font.pointSizeF() * 0.92);
    return font;
}

} // namespace

ModelCardDelegate::ModelCardDelegate(Density density, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_density(density)
{ }

QRect ModelCardDelegate::starBox(const QRect &item) const
{
    return {item.right() - theme::space3 - starEdge, item.top() + theme::space3, starEdge,
            starEdge};
}

QSize ModelCardDelegate::sizeHint(const QStyleOptionViewItem &option,
                                  const QModelIndex &index) const
{
    Q_UNUSED(index)
    const int title = QFontMetrics(titleFont(option.font)).height();
    const int small = QFontMetrics(smallFont(option.font)).height();
    if (m_density == Density::Compact)
        return {240, title + small + 2 * theme::space2};
    return {320,
            title + small + descriptionLines * QFontMetrics(option.font).height()
                + 2 * theme::space3 + theme::space1};
}

void ModelCardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    const auto card = index.data(ModelListModel::CardRole).value<ModelCard>();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const bool full = m_density == Density::Full;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);

    const QRectF box = QRectF(option.rect).adjusted(2, 1, -2, -1);
    QPainterPath ground;
    ground.addRoundedRect(box, theme::radiusControl, theme::radiusControl);
    if (selected) {
        QColor tint = theme::color(Tone::Accent, option.palette);
        tint.setAlphaF(0.18F);
        painter->fillPath(ground, tint);
    } else if (hovered) {
        painter->fillPath(ground, theme::color(Tone::SurfaceRaised, option.palette));
    }
    if (selected && option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(theme::color(Tone::Accent, option.palette), 1.5));
        painter->drawPath(ground);
    }

    const int pad = full ? theme::space3 : theme::space2;
    QRect texts = option.rect.adjusted(theme::space3, pad, -theme::space3, -pad);
    if (full) {
        const bool starred = card.favorite;
        if (starred || hovered || selected) {
            theme::icon(starred ? QStringLiteral("star-filled") : QStringLiteral("star"),
                        starred ? Tone::Warning : Tone::TextMuted)
                .paint(painter, starBox(option.rect));
        }
        texts.setRight(starBox(option.rect).left() - theme::space2);
    }
    if (full)
        texts.setLeft(paintPicture(painter, option, index, texts) + theme::space3);
    else
        texts.setRight(paintShelf(painter, index, texts) - theme::space2);
    paintTexts(painter, option, card, texts);
    painter->restore();
}

int ModelCardDelegate::paintShelf(QPainter *painter, const QModelIndex &index,
                                  const QRect &box) const
{
    using Shelf = ModelListModel::Shelf;
    const QRect place(box.right() - shelfEdge, box.center().y() - shelfEdge / 2, shelfEdge,
                      shelfEdge);
    switch (index.data(ModelListModel::ShelfRole).value<Shelf>()) {
    case Shelf::Recent:
        theme::icon(QStringLiteral("clock"), Tone::TextMuted).paint(painter, place);
        break;
    case Shelf::Favorites:
        theme::icon(QStringLiteral("star-filled"), Tone::Warning).paint(painter, place);
        break;
    case Shelf::Others:
        break;
    }
    return place.left();
}

int ModelCardDelegate::paintPicture(QPainter *painter, const QStyleOptionViewItem &option,
                                    const QModelIndex &index, const QRect &box) const
{
    const QRect frame(box.left(), box.top(), box.height() * 4 / 3, box.height());
    QPainterPath clip;
    clip.addRoundedRect(QRectF(frame), theme::radiusControl, theme::radiusControl);
    painter->save();
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->setClipPath(clip);
    painter->fillRect(frame, theme::color(Tone::Stage, option.palette));
    const auto picture = index.data(ModelListModel::PictureRole).value<QPixmap>();
    if (picture.isNull()) {
        const auto card = index.data(ModelListModel::CardRole).value<ModelCard>();
        theme::icon(modeltext::categoryIcon(card.category), Tone::TextMuted)
            .paint(painter, QRect(frame.center() - QPoint(12, 12), QSize(24, 24)));
    } else {
        const QSizeF size =
            QSizeF(picture.size()).scaled(frame.size(), Qt::KeepAspectRatioByExpanding);
        painter->drawPixmap(QRectF(QPointF(frame.center().x() - size.width() / 2,
                                           frame.center().y() - size.height() / 2),
                                   size),
                            picture, QRectF(picture.rect()));
    }
    painter->restore();
    return frame.right();
}

void ModelCardDelegate::paintTexts(QPainter *painter, const QStyleOptionViewItem &option,
                                   const ModelCard &card, const QRect &box) const
{
    const QColor text = option.palette.color(QPalette::Text);
    const QColor muted = theme::color(Tone::TextMuted, option.palette);
    const QFont bold = titleFont(option.font);
    const QFont small = smallFont(option.font);
    const QFontMetrics boldMetrics(bold);
    const QFontMetrics smallMetrics(small);

    // At the right of the first line: the price, or what it is for.
    const QString price = modeltext::price(card);
    const bool compact = m_density == Density::Compact;
    const QString kind = card.isListed ? modeltext::category(card.category) : QString();
    const QString aside = compact ? kind : price;
    const int asideWidth =
        aside.isEmpty() ? 0 : smallMetrics.horizontalAdvance(aside) + theme::space3;
    const bool asideFits = asideWidth < box.width() / 2;

    int y = box.top();
    painter->setFont(bold);
    painter->setPen(text);
    const int titleWidth = box.width() - (asideFits ? asideWidth : 0);
    painter->drawText(QRect(box.left(), y, titleWidth, boldMetrics.height()),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      boldMetrics.elidedText(card.title, Qt::ElideRight, titleWidth));
    painter->setFont(small);
    painter->setPen(muted);
    if (asideFits) {
        painter->drawText(QRect(box.left(), y, box.width(), boldMetrics.height()),
                          Qt::AlignRight | Qt::AlignVCenter, aside);
    }
    y += boldMetrics.height();

    painter->drawText(
        QRect(box.left(), y, box.width(), smallMetrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
        smallMetrics.elidedText(secondLine(card, m_density), Qt::ElideRight, box.width()));
    if (compact)
        return;
    y += smallMetrics.height() + theme::space1;

    const QFontMetrics metrics(option.font);
    painter->setFont(option.font);
    painter->setPen(text);
    // More than the lines take, so that whole descriptions need not be laid out.
    const qsizetype most =
        qMax<qsizetype>(10, 2 * descriptionLines * box.width() / metrics.averageCharWidth());
    paintLines(painter, card.description.left(4 * most).simplified().left(most),
               QRect(box.left(), y, box.width(), descriptionLines * metrics.height()));
}

void ModelCardDelegate::paintLines(QPainter *painter, const QString &text, const QRect &box)
{
    const QFontMetrics metrics = painter->fontMetrics();
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    QTextLayout layout(text, painter->font());
    layout.setTextOption(option);
    layout.beginLayout();
    for (int number = 0; number + 1 < descriptionLines; ++number) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(box.width());
        line.setPosition(QPointF(0, number * metrics.height()));
    }
    const int full = layout.lineCount();
    // The last line says that there is more.
    const QTextLine last = layout.createLine();
    const QString rest = last.isValid() ? text.mid(last.textStart()) : QString();
    layout.endLayout();
    for (int number = 0; number < full; ++number)
        layout.lineAt(number).draw(painter, box.topLeft());
    painter->drawText(box.adjusted(0, full * metrics.height(), 0, 0), Qt::AlignLeft | Qt::AlignTop,
                      metrics.elidedText(rest, Qt::ElideRight, box.width()));
}

QString ModelCardDelegate::secondLine(const ModelCard &card, Density density)
{
    QStringList line;
    if (card.isListed)
        line.append(card.endpoint.toString());
    else
        line.append(tr("Not in the server's list"));
    if (density == Density::Full && card.isListed)
        line.append(modeltext::category(card.category));
    // The id says it already where the label is a part of it.
    if (!card.familyLabel.isEmpty() && !card.endpoint.toString().endsWith(card.familyLabel))
        line.append(card.familyLabel);
    if (card.status == ModelCard::Status::Deprecated)
        line.append(tr("Deprecated"));
    if (density == Density::Full && card.license == u"research")
        line.append(tr("Research licence"));
    return line.join(QStringLiteral("  ·  "));
}

bool ModelCardDelegate::editorEvent(QEvent *event, QAbstractItemModel *model,
                                    const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (m_density == Density::Full
        && (event->type() == QEvent::MouseButtonRelease
            || event->type() == QEvent::MouseButtonDblClick)) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const QRect target = starBox(option.rect).adjusted(-6, -6, 6, 6);
        if (target.contains(mouse->position().toPoint())) {
            if (event->type() == QEvent::MouseButtonRelease && mouse->button() == Qt::LeftButton) {
                const auto card = index.data(ModelListModel::CardRole).value<ModelCard>();
                Q_EMIT starClicked(card.endpoint);
            }
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace peregrine
