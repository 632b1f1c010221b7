#include "core/schema/limitwords.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace peregrine {

namespace {

/// Descriptions are a few sentences; what comes after this is not about limits.
constexpr qsizetype longestRead = 8000;

QRegularExpression expression(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
}

/// A number of bytes, in the groups "number" and "unit"; not of bytes in a second.
QString bytesPattern()
{
    return QStringLiteral("(?<number>\\d{1,6}(?:\\.\\d{1,3})?)\\s*"
                          "(?:(?<unit>[KMG])i?B|(?<unit2>kilo|mega|giga)bytes?)\\b"
                          "(?!\\s*(?:/|per\\b|ps\\b|a second|in total|total|altogether|combined|"
                          "together|across|overall))");
}

double bytesOf(const QRegularExpressionMatch &match)
{
    const QString unit =
        match.captured(QStringLiteral("unit")) + match.captured(QStringLiteral("unit2")).left(1);
    // Whether a kilobyte has 1000 or 1024 bytes nobody says: only what surely is too large is
    // refused.
    const int power = int(QStringLiteral("KMG").indexOf(unit, 0, Qt::CaseInsensitive)) + 1;
    return match.captured(QStringLiteral("number")).toDouble() * std::pow(1024.0, power);
}

/// Whether what stands before a size in its clause makes it something else than a limit of a file.
bool isSpokenOfElse(const QString &before)
{
    static const QRegularExpression clause(QStringLiteral("(?:[.:,;]\\s|[()\\n])"));
    static const QRegularExpression other = expression(
        QStringLiteral("\\b(?:recommend|prefer|ideal|suggest|optim|total|combined|together|output|"
                       "result|return|generat|if|when|for|plan|tier)"));
    const qsizetype start = before.lastIndexOf(clause);
    return before.mid(std::max<qsizetype>(start, 0)).contains(other);
}

/// What is said before a size that is a limit.
QString firmWords()
{
    const QString below = QStringLiteral("(?:under|below|less than|smaller than|within)");
    const QString named = QStringLiteral("(?:(?:upload|file|image|picture|video|audio)\\s*)?");
    return QStringLiteral("(?:\\b(?:max(?:imum)?\\.?|up to|at most"
                          "|(?:no|not) (?:larger|bigger|more) than"
                          "|(?:must not|may not|cannot|can't) "
                          "(?:exceed|be (?:larger|bigger|more) than)"
                          "|(?:file ?size|size limit|limited to|limit)(?: is| of|:)?"
                          "|(?:must|has to|have to) be ")
        + below + QStringLiteral("|size ") + below + QStringLiteral(")|≤|<=?)\\s*:?\\s*") + named
        + QStringLiteral("(?:size\\s*)?(?:is|of|:)?\\s*");
}

qint64 mostBytes(const QString &help)
{
    static const QRegularExpression before = expression(firmWords() + bytesPattern());
    static const QRegularExpression after = expression(
        bytesPattern() + QStringLiteral("\\s*(?:max(?:imum)?|limit|or less|or smaller)\\b"));
    double most = 0;
    for (const QRegularExpression &words : {before, after}) {
        for (auto it = words.globalMatch(help); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            if (!isSpokenOfElse(help.left(match.capturedStart())))
                most = std::max(most, bytesOf(match));
        }
    }
    return static_cast<qint64>(most);
}

/// The two ends of a range, in the order in which they must stand; 0 and 0 when it is none.
std::pair<double, double> rangeOf(const QRegularExpression &words, const QString &help)
{
    const QRegularExpressionMatch match = words.match(help);
    const double least = match.captured(1).toDouble();
    const double most = match.captured(2).toDouble();
    return least < most ? std::pair(least, most) : std::pair(0.0, 0.0);
}

} // namespace

MediaLimits limitsInWords(const QString &help)
{
    const QString read = help.left(longestRead);
    const QString clauseStart = QStringLiteral("(?:^|[.;,\\n(]\\s*|[-*•]\\s+)");
    const QString to = QStringLiteral("\\s*(?:-|–|to)\\s*");
    static const QRegularExpression sides =
        expression(clauseStart + QStringLiteral("resolution:\\s*(\\d{1,6})") + to
                   + QStringLiteral("(\\d{1,6})\\s*(?:px|pixels)\\b"));
    static const QRegularExpression seconds =
        expression(clauseStart + QStringLiteral("duration:\\s*(\\d{1,5}(?:\\.\\d)?)\\s*s?") + to
                   + QStringLiteral("(\\d{1,5}(?:\\.\\d)?)\\s*(?:s|sec|seconds)\\b"));
    static const QRegularExpression shorter = expression(
        clauseStart
        + QStringLiteral("duration must (?:be (?:less|shorter) than|not exceed)\\s*(\\d{1,5})"
                         "\\s*(?:s|sec|seconds)\\b"));
    MediaLimits limits;
    limits.maxBytes = mostBytes(read);
    const auto [smallest, largest] = rangeOf(sides, read);
    limits.minPixels = QSize(int(smallest), int(smallest));
    limits.maxPixels = QSize(int(largest), int(largest));
    std::tie(limits.minSeconds, limits.maxSeconds) = rangeOf(seconds, read);
    if (limits.maxSeconds == 0)
        limits.maxSeconds = shorter.match(read).captured(1).toDouble();
    return limits;
}

MediaLimits withLimitsInWords(MediaLimits stated, const QString &help)
{
    const MediaLimits said = limitsInWords(help);
    if (stated.maxBytes == 0)
        stated.maxBytes = said.maxBytes;
    const bool anyPixels = stated.maxArea > 0 || stated.minArea > 0
        || stated.maxPixels != QSize(0, 0) || stated.minPixels != QSize(0, 0);
    if (!anyPixels) {
        stated.minPixels = said.minPixels;
        stated.maxPixels = said.maxPixels;
    }
    if (stated.minSeconds == 0 && stated.maxSeconds == 0) {
        stated.minSeconds = said.minSeconds;
        stated.maxSeconds = said.maxSeconds;
    }
    return stated;
}

} // namespace peregrine
