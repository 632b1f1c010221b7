#include "app/windowarguments.h"

#include "core/presets/presetfile.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::WindowArguments)
};

Unexpected<Error> usage(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message + u'\n' + Text::tr("peregrine --help shows how to use it.");
    return Unexpected{error};
}

} // namespace

Expected<WindowArguments, Error> WindowArguments::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption(
        QCommandLineOption(QStringLiteral("server"), QString(), QStringLiteral("SERVER")));
    parser.addOption(
        QCommandLineOption(QStringLiteral("data-dir"), QString(), QStringLiteral("DIR")));
    parser.addOption(QCommandLineOption(QStringList{QStringLiteral("help"), QStringLiteral("h")}));
    parser.addOption(
        QCommandLineOption(QStringList{QStringLiteral("version"), QStringLiteral("v")}));
    if (!parser.parse(QStringList(QStringLiteral("peregrine")) + arguments))
        return usage(parser.errorText());

    WindowArguments read;
    read.server = parser.value(QStringLiteral("server"));
    read.dataDir = parser.value(QStringLiteral("data-dir"));
    read.help = parser.isSet(QStringLiteral("help"));
    read.version = parser.isSet(QStringLiteral("version"));
    QStringList words;
    const QStringList given = parser.positionalArguments();
    for (const QString &word : given) {
        if (word.endsWith(presetfile::extension(), Qt::CaseInsensitive))
            read.files.append(QFileInfo(word).absoluteFilePath());
        else
            words.append(word);
    }
    if (words.size() > 1)
        return usage(Text::tr("One endpoint id at most, not \"%1\".").arg(words.join(u' ')));
    if (!words.isEmpty()) {
        const auto endpoint = EndpointId::parse(words.first());
        if (!endpoint)
            return Unexpected{endpoint.error()};
        read.endpoint = *endpoint;
    }
    return read;
}

QStringList WindowArguments::toList() const
{
    QStringList words;
    if (!server.isEmpty())
        words << QStringLiteral("--server") << server;
    words.append(QStringLiteral("--"));
    if (!endpoint.isEmpty())
        words.append(endpoint.toString());
    return words + files;
}

QString WindowArguments::helpText()
{
    return Text::tr("peregrine [ENDPOINT] [FILE.peregrine-preset...] [--server fal|local|URL] "
                    "[--data-dir DIR]\n"
                    "\n"
                    "ENDPOINT is the model to open, for example fal-ai/flux/dev or local/paint.\n"
                    "Files of presets are added to those that are there.\n"
                    "Without a key (FAL_KEY) and a choice, requests go to the local server inside "
                    "the program.");
}

} // namespace peregrine
