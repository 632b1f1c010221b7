#include "app/cli/program.h"

#include "app/cli/accountcommand.h"
#include "app/cli/batchcommand.h"
#include "app/cli/cancelcommand.h"
#include "app/cli/codecommand.h"
#include "app/cli/jobscommand.h"
#include "app/cli/keyforgetcommand.h"
#include "app/cli/keysetcommand.h"
#include "app/cli/keytestcommand.h"
#include "app/cli/librarylistcommand.h"
#include "app/cli/libraryshowcommand.h"
#include "app/cli/modelscommand.h"
#include "app/cli/presetscommand.h"
#include "app/cli/realtimecommand.h"
#include "app/cli/resultcommand.h"
#include "app/cli/runcommand.h"
#include "app/cli/schemacommand.h"
#include "app/cli/servecommand.h"
#include "app/cli/statuscommand.h"
#include "app/cli/streamcommand.h"
#include "app/cli/submitcommand.h"
#include "app/cli/subscribecommand.h"
#include "app/cli/uploadcommand.h"
#include "app/cli/webhooklistencommand.h"
#include "app/cli/webhookverifycommand.h"
#include "core/library/sqluploadmemory.h"

#include <algorithm>
#include <utility>

namespace peregrine::cli {

namespace {

using Name = CommandLine::Name;

bool isKeyCommand(Name name)
{
    return name == Name::KeySet || name == Name::KeyTest || name == Name::KeyForget;
}

/// Their keys are public, and fal's unless a server is named.
bool isWebhookCommand(Name name)
{
    return name == Name::WebhookListen || name == Name::WebhookVerify;
}

bool isPresetsCommand(Name name)
{
    return name >= Name::PresetsList && name <= Name::PresetsDelete;
}

/// They only read what the library holds.
bool isLibraryCommand(Name name)
{
    return name == Name::LibraryList || name == Name::LibraryFind || name == Name::LibraryShow
        || name == Name::JobsList || name == Name::JobsShow
        || isPresetsCommand(name);
}

/// Their jobs may be of any server, whichever is chosen.
bool followsJobs(Name name)
{
    return name >= Name::JobsCancel && name <= Name::Batch;
}

bool mayUpload(const CommandLine &line)
{
    return line.name == Name::Upload || followsJobs(line.name) || !line.preset.isEmpty()
        || std::any_of(line.inputs.cbegin(), line.inputs.cend(),
                       [](const QString &input) { return input.contains(u"=@"); });
}

/// Commands that send requests with the key.
bool needsKey(Name name)
{
    return name != Name::Serve && !isLibraryCommand(name) && !isKeyCommand(name)
        && !isWebhookCommand(name);
}

} // namespace

Program::Program(const CommandLine &line, QJsonObject input, Output &output, QObject *parent)
    : QObject(parent)
    , m_line(line)
    , m_input(std::move(input))
    , m_output(output)
    , m_folders(Folders::resolve(line.dataDir))
    , m_settings(m_folders.settingsFile())
    , m_profiles(m_settings)
    , m_keys(m_store)
{
    connect(&m_interrupt, &Interrupt::interrupted, this, &Program::interrupt);
}

Program::~Program() = default;

void Program::start()
{
    if (m_line.profile.isEmpty()) {
        m_profile = m_profiles.current();
    } else {
        const auto named = m_profiles.find(m_line.profile);
        if (!named) {
            fail(named.error());
            return;
        }
        m_profile = *named;
    }
    m_server = m_line.server;
    if (m_server.isEmpty() && !m_profile.proxyUrl.isEmpty())
        m_server = FalServers::proxyPrefix + m_profile.proxyUrl.toString();
    if (m_server.isEmpty())
        m_server = m_profile.server;
    if (m_server.isEmpty() && (isKeyCommand(m_line.name) || isWebhookCommand(m_line.name)))
        m_server = FalServers::fal;

    if (!needsKey(m_line.name) || m_server == FalServers::local) {
        launch(Secret());
        return;
    }
    // At once where the store is not needed: a run should not wait for the event loop.
    if (const auto known = m_keys.known(m_profile.keyReference)) {
        if (known->problem)
            fail(*known->problem);
        else
            useKey(*known);
        return;
    }
    FalCall<ResolvedKey> *call = m_keys.resolve(m_profile.keyReference);
    connect(call, &FalReply::succeeded, this, [this, call] { useKey(call->value()); });
}

void Program::useKey(const ResolvedKey &resolved)
{
    // Who named a server means it to have the key.
    if (resolved.problem && !m_server.isEmpty())
        m_output.note(tr("There is no key. %1").arg(resolved.problem->message));
    launch(resolved.key);
}

void Program::launch(const Secret &key)
{
    if (m_server.isEmpty())
        m_server = key.isEmpty() ? FalServers::local : FalServers::fal;
    // The library remembers what was uploaded before; only commands with files pay for opening it.
    std::shared_ptr<UploadMemory> uploads;
    if (mayUpload(m_line)) {
        m_library = std::make_unique<Store>(m_folders.database());
        uploads = std::make_shared<SqlUploadMemory>(*m_library);
    }
    m_servers = std::make_unique<FalServers>(key, nullptr, std::move(uploads));

    QUrl localBase;
    const bool talks = !isLibraryCommand(m_line.name) && !isKeyCommand(m_line.name);
    if (m_line.name == Name::Serve || followsJobs(m_line.name)
        || (talks && m_server == FalServers::local)) {
        if (const auto started = startLocalServer(localBase); !started) {
            fail(started.error());
            return;
        }
    }
    m_command =
        makeCommand({*m_servers, m_server, m_folders, m_output, m_profile, m_keys}, localBase);
    connect(m_command.get(), &Command::finished, this, &Program::finished);
    m_command->start();
}

/// The local server where this command needs one of its own.
Expected<Done, Error> Program::startLocalServer(QUrl &base)
{
    LocalServer::Options options;
    options.port = m_line.name == Name::Serve ? m_line.port : quint16(0);
    options.dataFolder = m_folders.localServer();
    options.schemasFolder = m_line.schemasFolder;
    m_host = std::make_unique<LocalServerHost>(options);
    const auto started = m_host->start();
    if (!started)
        return Unexpected{started.error()};
    base = *started;
    if (m_line.name == Name::Serve && !m_host->isOwner()) {
        Error error;
        error.kind = Error::Kind::Network;
        error.message = tr("The local server of this data folder runs already, at %1. Use another "
                           "--data-dir for a second one.")
                            .arg(base.toString());
        return Unexpected{error};
    }
    m_servers->setLocalBase(base);
    return Done();
}

std::unique_ptr<Command> Program::makeCommand(const Context &context, const QUrl &base)
{
    const QueueTicket ticket = QueueService::ticketOf(m_line.endpoint, m_line.request);
    const InputCommand::Options options{
        m_line.endpoint, m_line.inputs, m_input,        m_line.outputFolder, m_line.logs,
        m_line.submit,   m_line.mode,   m_line.timeout, m_line.preset,       m_line.wildcards};
    using Action = PresetsCommand::Options::Action;
    const auto presets = [&](Action action) {
        return std::make_unique<PresetsCommand>(
            context,
            PresetsCommand::Options{action, m_line.presetModel, m_line.presetName, m_line.files});
    };
    const auto jobs = [&](JobsCommand::Action action) {
        return std::make_unique<JobsCommand>(context,
                                             JobsCommand::Options{action, m_line.jobs, m_line.limit,
                                                                  m_line.jobState, m_line.logs,
                                                                  m_line.newSeed, m_line.endpoint});
    };
    switch (m_line.name) {
    case Name::Run:
        return std::make_unique<RunCommand>(context, options);
    case Name::Subscribe:
        return std::make_unique<SubscribeCommand>(context, options);
    case Name::Submit:
        return std::make_unique<SubmitCommand>(context, options);
    case Name::Code:
        return std::make_unique<CodeCommand>(context, options, m_line.language, m_line.call,
                                             m_line.onlyChanged);
    case Name::Stream:
        return std::make_unique<StreamCommand>(context, options);
    case Name::Status:
        return std::make_unique<StatusCommand>(context, ticket, m_line.logs, m_line.follow);
    case Name::Result:
        return std::make_unique<ResultCommand>(context, ticket, m_line.outputFolder);
    case Name::Cancel:
        return std::make_unique<CancelCommand>(context, ticket);
    case Name::Upload:
        return std::make_unique<UploadCommand>(context, m_line.files,
                                               m_line.submit.objectLifecycle);
    case Name::Models:
        return std::make_unique<ModelsCommand>(context, m_line.query);
    case Name::Schema:
        return std::make_unique<SchemaCommand>(context, m_line.endpoint);
    case Name::Account:
        return std::make_unique<AccountCommand>(context);
    case Name::LibraryList:
    case Name::LibraryFind:
        return std::make_unique<LibraryListCommand>(context, m_line.search, m_line.limit);
    case Name::LibraryShow:
        return std::make_unique<LibraryShowCommand>(context, m_line.asset);
    case Name::JobsList:
        return jobs(JobsCommand::Action::List);
    case Name::JobsShow:
        return jobs(JobsCommand::Action::Show);
    case Name::JobsCancel:
        return jobs(JobsCommand::Action::Cancel);
    case Name::JobsRetry:
        return jobs(JobsCommand::Action::Retry);
    case Name::JobsResume:
        return jobs(JobsCommand::Action::Resume);
    case Name::JobsWait:
        return jobs(JobsCommand::Action::Wait);
    case Name::JobsFetch:
        return jobs(JobsCommand::Action::Fetch);
    case Name::Batch:
        return std::make_unique<BatchCommand>(
            context,
            BatchCommand::Options{m_line.files.first(), m_line.endpoint, m_line.concurrency,
                                  m_line.retryFailed});
    case Name::PresetsList:
        return presets(Action::List);
    case Name::PresetsShow:
        return presets(Action::Show);
    case Name::PresetsExport:
        return presets(Action::Export);
    case Name::PresetsImport:
        return presets(Action::Import);
    case Name::PresetsDelete:
        return presets(Action::Delete);
    case Name::Serve:
        return std::make_unique<ServeCommand>(context, base);
    case Name::KeySet:
        return std::make_unique<KeySetCommand>(context, !m_line.noTest);
    case Name::KeyTest:
        return std::make_unique<KeyTestCommand>(context);
    case Name::KeyForget:
        return std::make_unique<KeyForgetCommand>(context);
    case Name::WebhookListen:
        return std::make_unique<WebhookListenCommand>(
            context,
            WebhookListenCommand::Options{m_line.port, m_line.hosts, m_line.jwks,
                                          m_line.saveFolder});
    case Name::WebhookVerify:
        return std::make_unique<WebhookVerifyCommand>(
            context,
            WebhookVerifyCommand::Options{m_line.webhookFile, m_line.headersFile, m_line.jwks,
                                          m_line.at});
    case Name::Realtime:
        return std::make_unique<RealtimeCommand>(
            context,
            RealtimeCommand::Options{m_line.endpoint, m_line.maxBuffering, m_line.throttle});
    case Name::Completion:
    case Name::Manual:
    case Name::Help:
    case Name::Version:
        break;
    }
    return nullptr;
}

void Program::interrupt()
{
    if (m_command)
        m_command->interrupt();
    else
        Q_EMIT finished(ExitCanceled);
}

void Program::fail(const Error &error)
{
    m_output.error(error);
    Q_EMIT finished(exitStatusOf(error));
}

} // namespace peregrine::cli
