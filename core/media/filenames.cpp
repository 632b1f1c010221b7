#include "core/media/filenames.h"

#include <QList>
#include <QStringList>
#include <QTextBoundaryFinder>

namespace peregrine {

namespace {

constexpr qsizetype maxCharacters = 80;
/// File systems allow 255 bytes; the extension, " (2)" and ".xxxxxxxx.part" must fit as well.
constexpr qsizetype maxBytes = 200;

bool isForbidden(char32_t character)
{
    static const QString reserved = QStringLiteral("/\\:*?\"<>|");
    if (character < 0x10000 && reserved.contains(QChar(static_cast<char16_t>(character))))
        return true;
    if (character == QChar::ReplacementCharacter) // what is left of broken text
        return true;
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // invisible; a right-to-left override can disguise an extension
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        // The joiner that holds emoji together is harmless.
        return character != 0x200D;
    default:
        return false;
    }
}

/// Windows' devices are reserved with any extension.
bool isDeviceName(const QString &name)
{
    const QString stem = name.section(u'.', 0, 0).trimmed().toUpper();
    static const QStringList devices{QStringLiteral("CON"),    QStringLiteral("PRN"),
                                     QStringLiteral("AUX"),    QStringLiteral("NUL"),
                                     QStringLiteral("CONIN$"), QStringLiteral("CONOUT$")};
    if (devices.contains(stem))
        return true;
    return stem.size() == 4 && stem.at(3).isDigit()
        && (stem.startsWith(QLatin1String("COM")) || stem.startsWith(QLatin1String("LPT")));
}

QString cleaned(const QString &text)
{
    QString clean;
    const QList<uint> characters = text.toUcs4();
    for (const uint character : characters)
        clean += isForbidden(character) ? QString(u' ')
                                        : QStringView(QChar::fromUcs4(character)).toString();
    return clean.simplified();
}

/// Cuts where a word ends if that does not cost too much, never within a letter.
QString shortened(const QString &text, qsizetype room)
{
    QTextBoundaryFinder letters(QTextBoundaryFinder::Grapheme, text);
    qsizetype cut = 0;
    for (qsizetype next = letters.toNextBoundary(); next >= 0; next = letters.toNextBoundary()) {
        if (next > room || text.left(next).toUtf8().size() > maxBytes)
            break;
        cut = next;
    }
    if (cut < text.size()) {
        const qsizetype space = text.lastIndexOf(u' ', cut);
        if (space > cut * 2 / 3)
            cut = space;
    }
    return text.left(cut);
}

QString trimmedDots(QString text)
{
    while (text.startsWith(u'.') || text.startsWith(u' '))
        text.remove(0, 1);
    while (text.endsWith(u'.') || text.endsWith(u' ') || text.endsWith(u','))
        text.chop(1);
    return text;
}

} // namespace

QString safeFileText(const QString &text, const QString &fallback)
{
    // A prompt can be a megabyte; no more of it than this can end up in the name.
    const QString head = text.left(maxCharacters * 8);
    const QString name = trimmedDots(shortened(trimmedDots(cleaned(head)), maxCharacters));
    if (name.isEmpty())
        return fallback;
    return isDeviceName(name) ? u'_' + name : name;
}

QString safeBaseName(const QString &prompt, const QDateTime &local)
{
    const QString time = local.toString(QStringLiteral("yyyy-MM-dd HH-mm-ss"));
    return safeFileText((time + u' ' + prompt.left(maxCharacters * 8)), time);
}

QString numberedName(const QString &baseName, int number, const QString &extension)
{
    if (number <= 1)
        return baseName + extension;
    return QStringLiteral("%1 (%2)%3").arg(baseName, QString::number(number), extension);
}

} // namespace peregrine
