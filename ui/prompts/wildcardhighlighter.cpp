#include "ui/prompts/wildcardhighlighter.h"

#include "ui/theme/theme.h"

#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>
#include <array>

namespace peregrine {

using theme::Tone;

WildcardHighlighter::WildcardHighlighter(QTextDocument *document)
    : QSyntaxHighlighter(document)
{ }

void WildcardHighlighter::show(const WildcardTemplate &text, const WildcardLists &lists,
                               const QPalette &palette)
{
    // Most prompts have none, and are not laid out again at every letter.
    if (m_marks.isEmpty() && text.marks.isEmpty())
        return;
    m_marks = text.marks;
    m_unknown = unknownLists(text, lists);
    m_palette = palette;
    rehighlight();
}

QTextCharFormat WildcardHighlighter::formatOf(const WildcardMark &mark) const
{
    // Told apart by weight and line too, not by colour alone.
    constexpr std::array depths{Tone::Accent, Tone::Success, Tone::Warning};
    QTextCharFormat format;
    switch (mark.kind) {
    case WildcardMark::Kind::Brace:
    case WildcardMark::Kind::Bar: {
        const auto depth = static_cast<size_t>(std::max(mark.depth - 1, 0)) % depths.size();
        format.setForeground(theme::color(depths.at(depth), m_palette));
        format.setFontWeight(QFont::Bold);
        break;
    }
    case WildcardMark::Kind::Weight:
        format.setForeground(theme::color(Tone::TextMuted, m_palette));
        break;
    case WildcardMark::Kind::List:
        if (m_unknown.contains(mark.name)) {
            format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            format.setUnderlineColor(theme::color(Tone::Danger, m_palette));
        } else {
            format.setForeground(theme::color(Tone::Accent, m_palette));
            format.setFontUnderline(true);
        }
        break;
    case WildcardMark::Kind::Escape:
        format.setForeground(theme::color(Tone::TextMuted, m_palette));
        break;
    }
    return format;
}

void WildcardHighlighter::highlightBlock(const QString &text)
{
    const qsizetype start = currentBlock().position();
    for (const WildcardMark &mark : std::as_const(m_marks)) {
        const qsizetype from = std::max(mark.start, start);
        const qsizetype to = std::min(mark.start + mark.length, start + text.size());
        if (from < to)
            setFormat(static_cast<int>(from - start), static_cast<int>(to - from), formatOf(mark));
    }
}

} // namespace peregrine
