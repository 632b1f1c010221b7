#include "core/media/textexcerpt.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

namespace peregrine {

namespace {

constexpr qint64 readBytes = 4096;
constexpr qsizetype longest = 600;

QString tr(const char *text)
{
    return QCoreApplication::translate("peregrine::TextExcerpt", text);
}

} // namespace

Expected<QString, Error> textExcerpt(const QString &path)
{
    QFile file(path);
    const QString name = QFileInfo(path).fileName();
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected{Error::media(
            tr(QT_TRANSLATE_NOOP("peregrine::TextExcerpt", "The file %1 cannot be opened: %2."))
                .arg(name, file.errorString()))};
    const QByteArray bytes = file.read(readBytes);
    if (bytes.contains('\0'))
        return Unexpected{Error::media(
            tr(QT_TRANSLATE_NOOP("peregrine::TextExcerpt", "The file %1 is not a text."))
                .arg(name))};
    // A character that the last byte cuts is kept back by the decoder.
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString text = decode(bytes);
    QString excerpt;
    for (const QChar character : text) {
        const bool isBreak = character == u'\n';
        if (isBreak && (excerpt.isEmpty() || excerpt.endsWith(u'\n')))
            continue;
        if (isBreak || character.category() != QChar::Other_Control)
            excerpt += character;
        else if (character == u'\t')
            excerpt += u' ';
        if (excerpt.size() >= longest)
            break;
    }
    return excerpt.trimmed();
}

} // namespace peregrine
