#include "ui/prompts/promptdelegate.h"

#include "ui/prompts/promptlistmodel.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

namespace peregrine {

namespace {

using theme::Tone;

constexpr int textLines = 2;

QFont smallFont(const QFont &base)
{
    QFont font = base;
    font.setPointSizeF(font.pointSizeF() * 0.92);
    return font;
}

/// The first lines of a text, the last one with an ellipsis.
void drawLines(QPainter &painter, const QRect &box, const QFont &font, const QString &text)
{
    const QFontMetrics metrics(font);
    QTextLayout layout(text, font);
    layout.beginLayout();
    int top = box.top();
    for (int number = 1; number <= textLines; ++number) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(box.width());
        QString words = text.mid(line.textStart(), line.textLength());
        if (number == textLines)
            words = metrics.elidedText(text.mid(line.textStart()), Qt::ElideRight, box.width());
        painter.drawText(QRect(box.left(), top, box.width(), metrics.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, words);
        top += metrics.height();
    }
    layout.endLayout();
}

QString dayOf(const QDateTime &time)
{
    const QDateTime local = time.toLocalTime();
    const QLocale locale;
    if (local.date() == QDate::currentDate())
        return locale.toString(local.time(), QLocale::ShortFormat);
    return locale.toString(local.date(), QLocale::ShortFormat);
}

} // namespace

QSize PromptDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Q_UNUSED(index)
    return {280,
            textLines * QFontMetrics(option.font).height()
                + QFontMetrics(smallFont(option.font)).height() + 2 * theme::space2};
}

void PromptDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const auto prompt = index.data(PromptListModel::PromptRole).value<RememberedPrompt>();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPainterPath ground;
    ground.addRoundedRect(QRectF(option.rect).adjusted(2, 1, -2, -1), theme::radiusControl,
                          theme::radiusControl);
    const QColor surface = theme::color(Tone::SurfaceRaised, option.palette);
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillPath(ground, theme::tinted(surface, Tone::Accent, option.palette));
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillPath(ground, theme::tinted(surface, Tone::Text, option.palette));

    const QRect texts =
        option.rect.adjusted(theme::space3, theme::space2, -theme::space3, -theme::space2);
    painter->setFont(option.font);
    painter->setPen(theme::color(Tone::Text, option.palette));
    drawLines(*painter, texts, option.font, index.data(Qt::DisplayRole).toString());

    const QFont small = smallFont(option.font);
    const QFontMetrics metrics(small);
    QStringList line{prompt.endpoint, dayOf(prompt.usedAt)};
    if (prompt.uses > 1)
        line.append(tr("used %n time(s)", nullptr, prompt.uses));
    line.removeAll(QString());
    painter->setFont(small);
    painter->setPen(theme::color(Tone::TextMuted, option.palette));
    painter->drawText(
        QRect(texts.left(), texts.bottom() - metrics.height() + 1, texts.width(), metrics.height()),
        Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(line.join(QStringLiteral("  ·  ")), Qt::ElideRight, texts.width()));
    painter->restore();
}

} // namespace peregrine
