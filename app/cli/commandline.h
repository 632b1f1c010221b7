#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/code/coderequest.h"
#include "core/fal/catalog/catalogservice.h"
#include "core/fal/queue/queuetypes.h"
#include "core/jobs/jobstate.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace peregrine::cli {

/// What the words after peregrine-cli ask for.
struct CommandLine
{
    enum class Name {
        Run,
        Subscribe,
        Submit,
        Stream,
        Code,
        Realtime,
        Status,
        Result,
        Cancel,
        Upload,
        Models,
        Schema,
        Account,
        LibraryList,
        LibraryFind,
        LibraryShow,
        JobsList,
        JobsShow,
        JobsCancel,
        JobsRetry,
        JobsResume,
        JobsWait,
        JobsFetch,
        Batch,
        PresetsList,
        PresetsShow,
        PresetsExport,
        PresetsImport,
        PresetsDelete,
        Serve,
        KeySet,
        KeyTest,
        KeyForget,
        WebhookListen,
        WebhookVerify,
        Completion,
        Manual,
        Help,
        Version
    };

    Name name = Name::Help;
    // Global.
    QString server;
    /// Empty: the one in use.
    QString profile;
    QString dataDir;
    bool json = false;
    bool quiet = false;
    // Of the commands, where they have them.
    EndpointId endpoint;
    RequestId request;
    QStringList inputs;
    /// A path or "-"; empty: none.
    QString inputFile;
    QString outputFolder;
    /// Of the calls: a preset's name, or its file.
    QString preset;
    /// Of the calls: wildcards in prompts are decided.
    bool wildcards = false;
    /// Of the presets commands.
    QString presetName;
    QString presetModel;
    bool logs = false;
    /// Of status: until the request is completed.
    bool follow = false;
    SubscribeOptions::Mode mode = SubscribeOptions::Mode::Polling;
    /// Of subscribe, in seconds.
    std::optional<double> timeout;
    /// Of realtime.
    std::optional<int> maxBuffering;
    /// Of realtime, in milliseconds.
    std::optional<int> throttle;
    SubmitOptions submit;
    /// Of code.
    CodeLanguage language = CodeLanguage::Curl;
    CodeCall call = CodeCall::Subscribe;
    bool onlyChanged = false;
    QStringList files;
    /// Of the jobs commands: ids, or their beginnings.
    QStringList jobs;
    std::optional<JobState> jobState;
    bool newSeed = false;
    /// Of batch; 0: as the profile has it.
    int concurrency = 0;
    bool retryFailed = false;
    CatalogService::Query query;
    int limit = 50;
    /// Of library list and find: what is looked for, as it is typed.
    QString search;
    /// Of library show: an id, or its beginning.
    QString asset;
    quint16 port = 0;
    /// Of serve: OpenAPI documents to emulate; empty: none.
    QString schemasFolder;
    bool noTest = false;
    /// Of the webhook commands; see WebhookListenCommand and WebhookVerifyCommand.
    QStringList hosts;
    QString jwks;
    QString saveFolder;
    QString webhookFile;
    QString headersFile;
    std::optional<qint64> at;
    /// What should be said before it begins.
    QStringList notes;
    /// Of completion: "bash", "zsh" or "fish".
    QString shell;
    /// Of help: the command it is about; empty: all.
    QString helpOn;
};

/// arguments without the program's name. The error's message is for people.
[[nodiscard]] Expected<CommandLine, Error> parseCommandLine(const QStringList &arguments);

/// The text of --help, of one command or all.
[[nodiscard]] QString helpText(const QString &command = {});

} // namespace peregrine::cli
