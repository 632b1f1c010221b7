#include "core/media/textcontent.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace peregrine {

namespace {

/// Where fal's text models put their text (llm, vision, speech-to-text).
constexpr std::array mainNames{"output",   "text",          "caption", "description", "answer",
                               "response", "transcription", "result",  "results"};

QString mainTextOf(const QJsonObject &object)
{
    for (const char *name : mainNames) {
        const QJsonValue value = object.value(QLatin1String(name));
        if (value.isString() && !value.toString().trimmed().isEmpty())
            return value.toString().trimmed();
    }
    for (const char *name : mainNames) {
        const QJsonValue value = object.value(QLatin1String(name));
        if (!value.isObject())
            continue;
        if (const QString inner = mainTextOf(value.toObject()); !inner.isEmpty())
            return inner;
    }
    return {};
}

constexpr qsizetype longestExcerpt = 600;

} // namespace

Expected<TextContent, Error> readText(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Unexpected{Error::media(
            QCoreApplication::translate("peregrine::TextContent", "\"%1\" cannot be read: %2")
                .arg(QFileInfo(path).fileName(), file.errorString()))};
    }
    const QByteArray bytes = file.read(maxTextBytes);
    TextContent content;
    content.leftOut = qMax<qint64>(file.size() - bytes.size(), 0);
    QJsonParseError problem;
    const QJsonDocument document =
        content.leftOut > 0 ? QJsonDocument() : QJsonDocument::fromJson(bytes, &problem);
    if (document.isNull()) {
        content.text = QString::fromUtf8(bytes);
        return content;
    }
    content.isJson = true;
    content.text = QString::fromUtf8(document.toJson(QJsonDocument::Indented)).trimmed();
    content.mainText = mainTextOf(document.object());
    return content;
}

QString excerptOf(const TextContent &content)
{
    QString excerpt;
    for (const QChar character : content.mainText.isEmpty() ? content.text : content.mainText) {
        const bool isBreak = character == u'\n';
        if (isBreak && (excerpt.isEmpty() || excerpt.endsWith(u'\n')))
            continue;
        if (character == u'\t')
            excerpt += u' ';
        else if (isBreak || character.category() != QChar::Other_Control)
            excerpt += character;
        if (excerpt.size() >= longestExcerpt)
            break;
    }
    return excerpt.trimmed();
}

} // namespace peregrine
