#include "core/prompts/wildcardtemplate.h"

#include "core/prompts/wildcardscanner.h"

#include <utility>

namespace peregrine {

namespace {

/// Builds the parts of one text from its groups.
class Builder
{
public:
    Builder(const QString &text, const WildcardScan &scan)
        : m_text(text)
        , m_scan(scan)
    { }

    [[nodiscard]] QList<WildcardPart> parts(qsizetype start, qsizetype end, int depth)
    {
        QList<WildcardPart> found;
        QString plain;
        const auto flush = [&found, &plain] {
            if (!plain.isEmpty())
                found.append({WildcardPart::Kind::Text, std::exchange(plain, {}), {}, {}});
        };
        qsizetype at = start;
        while (at < end) {
            if (const auto escape = m_scan.escapes.constFind(at); escape != m_scan.escapes.cend()) {
                mark(WildcardMark::Kind::Escape, at, *escape, depth);
                plain += QStringView(m_text).mid(at + 1, *escape - 1);
                at += *escape;
            } else if (const auto list = m_scan.lists.constFind(at);
                       list != m_scan.lists.cend() && at + list->size() + 4 <= end) {
                flush();
                const qsizetype length = list->size() + 4;
                marks.append({WildcardMark::Kind::List, at, length, depth, *list});
                found.append({WildcardPart::Kind::List, m_text.mid(at, length), *list, {}});
                at += length;
            } else if (const auto group = m_scan.choices.constFind(at);
                       group != m_scan.choices.cend()) {
                flush();
                found.append({WildcardPart::Kind::Choice, {}, {}, options(*group, depth + 1)});
                at = group->close + 1;
            } else {
                plain += m_text.at(at++);
            }
        }
        flush();
        return found;
    }

    QList<WildcardMark> marks;

private:
    void mark(WildcardMark::Kind kind, qsizetype start, qsizetype length, int depth)
    {
        marks.append({kind, start, length, depth});
    }

    QList<WildcardOption> options(const WildcardGroup &group, int depth)
    {
        QList<WildcardOption> all;
        mark(WildcardMark::Kind::Brace, group.open, 1, depth);
        qsizetype start = group.open + 1;
        for (const qsizetype bar : group.bars) {
            all.append(option(start, bar, depth));
            mark(WildcardMark::Kind::Bar, bar, 1, depth);
            start = bar + 1;
        }
        all.append(option(start, group.close, depth));
        mark(WildcardMark::Kind::Brace, group.close, 1, depth);
        return all;
    }

    WildcardOption option(qsizetype start, qsizetype end, int depth)
    {
        while (start < end && m_text.at(start).isSpace())
            ++start;
        while (end > start && m_text.at(end - 1).isSpace())
            --end;
        WildcardOption option;
        if (const auto weight = wildcardWeight(QStringView(m_text).mid(start, end - start))) {
            mark(WildcardMark::Kind::Weight, start, weight->length, depth);
            option.weight = weight->value;
            start += weight->length;
        }
        option.parts = parts(start, end, depth);
        return option;
    }

    const QString &m_text;
    const WildcardScan &m_scan;
};

/// A backslash means something only where there would be a wildcard without it.
bool protectsSomething(const QString &text, const WildcardScan &scan)
{
    if (scan.escapes.isEmpty())
        return false;
    QString bare;
    bare.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (!scan.escapes.contains(at))
            bare += text.at(at);
    }
    const WildcardScan without = scanWildcards(bare);
    return !without.choices.isEmpty() || !without.lists.isEmpty();
}

} // namespace

WildcardTemplate WildcardTemplate::read(const QString &text)
{
    WildcardTemplate read;
    const WildcardScan scan = scanWildcards(text);
    if (scan.choices.isEmpty() && scan.lists.isEmpty() && !protectsSomething(text, scan)) {
        if (!text.isEmpty())
            read.parts.append({WildcardPart::Kind::Text, text, {}, {}});
        return read;
    }
    Builder builder(text, scan);
    read.parts = builder.parts(0, text.size(), 0);
    read.marks = builder.marks;
    return read;
}

WildcardOption wildcardOptionOf(const QString &line)
{
    WildcardOption option;
    QString rest = line;
    if (const auto weight = wildcardWeight(line)) {
        option.weight = weight->value;
        rest = line.mid(weight->length).trimmed();
    }
    option.parts = WildcardTemplate::read(rest).parts;
    return option;
}

} // namespace peregrine
