#include "app/cli/commandline.h"
#include "app/cli/manualpage.h"
#include "app/cli/output.h"
#include "app/cli/program.h"
#include "app/cli/shellcompletion.h"
#include "core/base/json.h"
#include "core/fal/transport/systemproxy.h"

#include <QCoreApplication>
#include <QFile>
#include <QLoggingCategory>
#include <QTimer>
#include <QTranslator>

#include <cstdio>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

using namespace peregrine;
using namespace peregrine::cli;

namespace {

constexpr qint64 maxInputBytes = 64LL * 1024 * 1024;

Error invalid(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return error;
}

bool isTerminal(FILE *stream)
{
#ifdef Q_OS_WIN
    return _isatty(_fileno(stream)) != 0;
#else
    return ::isatty(::fileno(stream)) == 1;
#endif
}

/// The JSON object of --input: a file, or standard input for "-".
Expected<QJsonObject, Error> readInput(const QString &path)
{
    if (path.isEmpty())
        return QJsonObject();
    QFile file(path);
    const bool opened = path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly)
                                                   : file.open(QIODevice::ReadOnly);
    if (!opened) {
        return Unexpected{
            invalid(QCoreApplication::translate("peregrine::cli", "%1 cannot be read: %2.")
                        .arg(path, file.errorString()))};
    }
    const QByteArray bytes = file.read(maxInputBytes + 1);
    if (bytes.size() > maxInputBytes)
        return Unexpected{
            invalid(QCoreApplication::translate("peregrine::cli", "%1 is too large.").arg(path))};
    const auto json = parseJson(bytes);
    if (!json)
        return Unexpected{
            invalid(QCoreApplication::translate("peregrine::cli", "%1 is not JSON: %2.")
                        .arg(path, json.error()))};
    if (!json->isObject())
        return Unexpected{invalid(
            QCoreApplication::translate("peregrine::cli", "%1 is not a JSON object.").arg(path))};
    return json->toObject();
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Peregrine"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PEREGRINE_VERSION));
    // English is in the code; its file has the plurals.
    QTranslator translator;
    if (translator.load(QLocale(QLocale::English), QStringLiteral("peregrine"), QStringLiteral("_"),
                        QStringLiteral(":/translations")))
        QCoreApplication::installTranslator(&translator);

    // The words that stand on standard error are the command's; QT_LOGGING_RULES brings these back.
    QLoggingCategory::setFilterRules(QStringLiteral("peregrine.*.info=false"));
    SystemProxy::install();

    QFile results;
    QFile words;
    if (!results.open(stdout, QIODevice::WriteOnly) || !words.open(stderr, QIODevice::WriteOnly))
        return ExitFailed;

    const auto line = parseCommandLine(QCoreApplication::arguments().mid(1));
    if (!line) {
        const bool json = QCoreApplication::arguments().contains(QLatin1String("--json"));
        Output(results, words, {json, false, false}).error(line.error());
        return ExitUsage;
    }
    Output output(results, words, {line->json, line->quiet, isTerminal(stderr)});
    switch (line->name) {
    case CommandLine::Name::Help:
        output.text(helpText(line->helpOn));
        return ExitDone;
    case CommandLine::Name::Completion:
        output.text(completionScript(line->shell));
        return ExitDone;
    case CommandLine::Name::Manual:
        output.text(manualPage());
        return ExitDone;
    case CommandLine::Name::Version:
        output.text(QStringLiteral("peregrine-cli " PEREGRINE_VERSION));
        return ExitDone;
    default:
        break;
    }
    for (const QString &note : line->notes)
        output.note(note);
    const auto input = readInput(line->inputFile);
    if (!input) {
        output.error(input.error());
        return exitStatusOf(input.error());
    }
    Program program(*line, *input, output);
    QObject::connect(
        &program, &Program::finished, &application,
        [](int status) { QCoreApplication::exit(status); }, Qt::QueuedConnection);
    QTimer::singleShot(0, &program, &Program::start);
    return QCoreApplication::exec();
}
