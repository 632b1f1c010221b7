#include "app/cli/cancelcommand.h"
#include "app/cli/commandline.h"
#include "app/cli/interrupt.h"
#include "app/cli/librarylistcommand.h"
#include "app/cli/modelscommand.h"
#include "app/cli/resultcommand.h"
#include "app/cli/runcommand.h"
#include "app/cli/schemacommand.h"
#include "app/cli/servecommand.h"
#include "app/cli/statuscommand.h"
#include "app/cli/submitcommand.h"
#include "app/cli/subscribecommand.h"
#include "app/cli/uploadcommand.h"
#include "core/base/json.h"
#include "core/localserver/localserverhost.h"
#include "core/credentials/credentials.h"
#include "core/settings/folders.h"

#include <QCoreApplication>
#include <QFile>
#include <QLoggingCategory>
#include <QTimer>
#include <QTranslator>

#include <cstdio>
#include <memory>

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

std::unique_ptr<Command> makeCommand(const CommandLine &line, const Context &context,
                                     const QJsonObject &input, const QUrl &localBase)
{
    using Name = CommandLine::Name;
    const QueueTicket ticket = QueueService::ticketOf(line.endpoint, line.request);
    const InputCommand::Options options{line.endpoint,     line.inputs, input,
                                        line.outputFolder, line.logs,   line.submit};
    switch (line.name) {
    case Name::Run:
        return std::make_unique<RunCommand>(context, options);
    case Name::Subscribe:
        return std::make_unique<SubscribeCommand>(context, options);
    case Name::Submit:
        return std::make_unique<SubmitCommand>(context, options);
    case Name::Status:
        return std::make_unique<StatusCommand>(context, ticket, line.logs);
    case Name::Result:
        return std::make_unique<ResultCommand>(context, ticket);
    case Name::Cancel:
        return std::make_unique<CancelCommand>(context, ticket);
    case Name::Upload:
        return std::make_unique<UploadCommand>(context, line.files);
    case Name::Models:
        return std::make_unique<ModelsCommand>(context, line.query);
    case Name::Schema:
        return std::make_unique<SchemaCommand>(context, line.endpoint);
    case Name::LibraryList:
        return std::make_unique<LibraryListCommand>(context, line.limit);
    case Name::Serve:
        return std::make_unique<ServeCommand>(context, localBase);
    case Name::Help:
    case Name::Version:
        break;
    }
    return nullptr;
}

/// The local server where this command needs one of its own.
Expected<std::unique_ptr<LocalServerHost>, Error>
startLocalServer(const CommandLine &line, const Folders &folders, FalServers &servers, QUrl &base)
{
    LocalServer::Options options;
    options.port = line.port;
    options.dataFolder = folders.localServer();
    auto host = std::make_unique<LocalServerHost>(options);
    const auto started = host->start();
    if (!started)
        return Unexpected{started.error()};
    base = *started;
    if (line.name == CommandLine::Name::Serve && !host->isOwner()) {
        Error error;
        error.kind = Error::Kind::Network;
        error.message =
            QCoreApplication::translate("peregrine::cli",
                                        "The local server of this data folder runs already, at %1. "
                                        "Use another --data-dir for a second one.")
                .arg(base.toString());
        return Unexpected{error};
    }
    servers.setLocalBase(base);
    return host;
}

int run(const CommandLine &line, Output &output)
{
    const auto tell = [&output](const Error &error) {
        output.error(error);
        return exitStatusOf(error);
    };
    const auto key = credentialsFromEnvironment();
    if (!key)
        return tell(key.error());
    const auto input = readInput(line.inputFile);
    if (!input)
        return tell(input.error());

    const Folders folders = Folders::resolve(line.dataDir);
    QString server = line.server;
    if (server.isEmpty())
        server = key->isEmpty() ? FalServers::local : FalServers::fal;
    FalServers servers(*key);

    const bool serves = line.name == CommandLine::Name::Serve;
    const bool talks = line.name != CommandLine::Name::LibraryList;
    std::unique_ptr<LocalServerHost> host;
    QUrl localBase;
    if (serves || (talks && server == FalServers::local)) {
        auto started = startLocalServer(line, folders, servers, localBase);
        if (!started)
            return tell(started.error());
        host = std::move(*started);
    }

    const auto command = makeCommand(line, {servers, server, folders, output}, *input, localBase);
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::interrupted, command.get(), &Command::interrupt);
    QObject::connect(
        command.get(), &Command::finished, QCoreApplication::instance(),
        [](int status) { QCoreApplication::exit(status); }, Qt::QueuedConnection);
    QTimer::singleShot(0, command.get(), &Command::start);
    return QCoreApplication::exec();
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

    QFile results;
    QFile words;
    if (!results.open(stdout, QIODevice::WriteOnly) || !words.open(stderr, QIODevice::WriteOnly))
        return ExitFailed;

    const auto line = parseCommandLine(QCoreApplication::arguments().mid(1));
    if (!line) {
        const bool json = QCoreApplication::arguments().contains(QLatin1String("--json"));
        Output(results, words, {json, false}).error(line.error());
        return ExitUsage;
    }
    Output output(results, words, {line->json, line->quiet});
    if (line->name == CommandLine::Name::Help) {
        output.text(helpText());
        return ExitDone;
    }
    if (line->name == CommandLine::Name::Version) {
        output.text(QStringLiteral("peregrine-cli " PEREGRINE_VERSION));
        return ExitDone;
    }
    return run(*line, output);
}
