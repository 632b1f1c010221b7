#include "ui/queue/logtext.h"

#include "ui/queue/jobtext.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace peregrine::logtext {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::logtext)
};

/// Unicode's pictures of the control characters begin here.
constexpr char16_t controlPictures = 0x2400;
constexpr char16_t deletePicture = 0x2421;

} // namespace

QString shown(const QString &message)
{
    static const QRegularExpression terminalCodes(QStringLiteral("\\x1b\\[[0-9;?]*[ -/]*[@-~]"));
    const qsizetype surplus = message.size() - longestShown;
    QString text = message.left(longestShown);
    text.remove(terminalCodes);
    // Progress bars return to the start of their line.
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    text.replace(u'\r', u'\n');
    while (text.startsWith(u'\n'))
        text.remove(0, 1);
    while (text.endsWith(u'\n'))
        text.chop(1);
    for (QChar &c : text) {
        if (c.unicode() < 0x20 && c != u'\n' && c != u'\t')
            c = QChar(static_cast<char16_t>(controlPictures + c.unicode()));
        else if (c.unicode() == 0x7f)
            c = QChar(deletePicture);
    }
    if (surplus > 0) {
        text += u' ';
        text += Text::tr("… %n more character(s); copying the log gives them all", nullptr,
                         static_cast<int>(surplus));
    }
    return text;
}

QString full(const LogLine &line, const QString &title)
{
    const QString time = line.time.isValid()
        ? line.time.toLocalTime().toString(QStringLiteral("HH:mm:ss.zzz"))
        : QStringLiteral("--:--:--.---");
    const QString head = title.isEmpty() ? time : time + QStringLiteral("  ") + title;
    return QStringLiteral("%1  %2  %3")
        .arg(head, jobtext::level(line.level).leftJustified(5), line.message);
}

} // namespace peregrine::logtext
