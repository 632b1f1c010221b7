#include "app/cli/commandtable.h"

#include <QCoreApplication>

#include <algorithm>

namespace peregrine::cli {

using namespace Qt::StringLiterals;

namespace {

using Name = CommandLine::Name;
using Value = OptionSpec::Value;

constexpr qsizetype many = 1'000'000;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::cli::CommandLine)
};

OptionSpec flag(const QString &name, const QString &help, const QString &shortName = {})
{
    return {name, shortName, Value::None, {}, {}, help};
}

OptionSpec valued(const QString &name, Value value, const QString &placeholder, const QString &help,
                  const QStringList &choices = {})
{
    return {name, {}, value, placeholder, choices, help};
}

} // namespace

QString OptionSpec::synopsis() const
{
    QString text = u'[' + dashed();
    if (!shortName.isEmpty())
        text += u"|-"_s + shortName;
    if (!placeholder.isEmpty())
        text += u' ' + placeholder;
    return text + u']';
}

QList<CommandSpec> commandTable()
{
    const QStringList input{u"i"_s, u"input"_s, u"preset"_s, u"wildcards"_s};
    const QStringList ofModel{u"model"_s};
    const QStringList call = input + QStringList{u"start-timeout"_s, u"hint"_s,     u"tag"_s,
                                                 u"expires"_s,       u"no-store"_s, u"header"_s};
    const QStringList queue =
        call + QStringList{u"webhook"_s, u"priority"_s, u"max-queue"_s, u"no-retry"_s};
    const QString endpoint = u"ENDPOINT"_s;
    const QString request = u"ENDPOINT REQUEST_ID"_s;
    return {
        {Name::Run,
         u"run"_s,
         endpoint,
         1,
         1,
         call + QStringList{u"output"_s},
         Text::tr("Calls a model directly and prints its output."),
         {u"webhook"_s, u"priority"_s, u"logs"_s}},
        {Name::Subscribe, u"subscribe"_s, endpoint, 1, 1,
         queue + QStringList{u"output"_s, u"logs"_s, u"mode"_s, u"timeout"_s},
         Text::tr("Sends a request to the queue, follows it and prints its output.")},
        {Name::Submit,
         u"submit"_s,
         endpoint,
         1,
         1,
         queue,
         Text::tr("Sends a request to the queue and prints its id."),
         {u"output"_s, u"logs"_s}},
        {Name::Stream,
         u"stream"_s,
         endpoint,
         1,
         1,
         input + QStringList{u"output"_s},
         Text::tr("Calls a model that streams and prints every partial output as it comes."),
         {u"webhook"_s, u"priority"_s, u"start-timeout"_s, u"logs"_s}},
        {Name::Code,
         u"code"_s,
         endpoint,
         1,
         1,
         input + QStringList{u"language"_s, u"call"_s, u"only-changed"_s, u"webhook"_s},
         Text::tr("Prints a call as code for one of fal's clients; nothing is sent."),
         {u"output"_s, u"logs"_s, u"priority"_s}},
        {Name::Realtime,
         u"realtime"_s,
         endpoint,
         1,
         1,
         {u"max-buffering"_s, u"throttle"_s},
         Text::tr(
             "Sends the JSON inputs on standard input, one a line, over a realtime connection; "
             "prints the results, one a line.")},
        {Name::Status,
         u"status"_s,
         request,
         2,
         2,
         {u"logs"_s, u"follow"_s},
         Text::tr("Says where a request stands.")},
        {Name::Result,
         u"result"_s,
         request,
         2,
         2,
         {u"output"_s},
         Text::tr("Prints the output of a completed request.")},
        {Name::Cancel, u"cancel"_s, request, 2, 2, {}, Text::tr("Cancels a request.")},
        {Name::Upload,
         u"upload"_s,
         u"FILE..."_s,
         1,
         many,
         {u"expires"_s},
         Text::tr("Puts files where models can read them and prints their URLs.")},
        {Name::Models,
         u"models"_s,
         u"[WORDS...]"_s,
         0,
         many,
         {u"category"_s, u"status"_s},
         Text::tr("Lists the models that have these words.")},
        {Name::Schema,
         u"schema"_s,
         endpoint,
         1,
         1,
         {},
         Text::tr("Lists a model's inputs and outputs.")},
        {Name::Account,
         u"account"_s,
         {},
         0,
         0,
         {},
         Text::tr("Says which server and key are used, what is left to spend and what was spent "
                  "this month.")},
        {Name::LibraryList,
         u"library list"_s,
         u"[SEARCH...]"_s,
         0,
         many,
         {u"limit"_s},
         Text::tr("Lists results of the library, the newest first, or what a search finds.")},
        {Name::LibraryFind,
         u"library find"_s,
         u"SEARCH..."_s,
         1,
         many,
         {u"limit"_s},
         Text::tr("Lists the results that a search finds, as it is typed in the window: words, and "
                  "filters such as model:flux, rating:>=3, seed:42, type:video, from:2026-11-01, "
                  "is:starred or sort:oldest; a minus excludes, after --.")},
        {Name::LibraryShow,
         u"library show"_s,
         u"ID"_s,
         1,
         1,
         {},
         Text::tr("Prints all that is known of a result, what it was made from and what it was "
                  "used for. The beginning of an id is enough where only one has it.")},
        {Name::JobsList,
         u"jobs list"_s,
         {},
         0,
         0,
         {u"limit"_s, u"state"_s},
         Text::tr("Lists the jobs of the library, the window's too, the newest first.")},
        {Name::JobsShow,
         u"jobs show"_s,
         u"ID"_s,
         1,
         1,
         {u"logs"_s},
         Text::tr("Prints all that is known of a job. The beginning of an id is enough where only "
                  "one has it.")},
        {Name::JobsCancel,
         u"jobs cancel"_s,
         u"ID..."_s,
         1,
         many,
         {},
         Text::tr("Cancels jobs, or asks the program that looks after them to.")},
        {Name::JobsRetry,
         u"jobs retry"_s,
         u"ID..."_s,
         1,
         many,
         {u"new-seed"_s},
         Text::tr("Sends jobs that have ended once more and waits for them; a result that only "
                  "could not be fetched is fetched again, at no charge.")},
        {Name::JobsResume,
         u"jobs resume"_s,
         u"[ID...]"_s,
         0,
         many,
         {},
         Text::tr("Takes up jobs that no program looks after, after a crash for example, and waits "
                  "until they have ended. Nothing is sent twice.")},
        {Name::JobsWait,
         u"jobs wait"_s,
         u"[ID...]"_s,
         0,
         many,
         {},
         Text::tr(
             "Waits until jobs have ended, whoever looks after them, and prints their files.")},
        {Name::JobsFetch,
         u"jobs fetch"_s,
         u"REQUEST"_s,
         1,
         2,
         {u"endpoint"_s},
         Text::tr(
             "Brings the result of a request that was sent from elsewhere into the library, at "
             "no charge: its id with --endpoint, or an address of it.")},
        {Name::Batch,
         u"batch"_s,
         u"FILE"_s,
         1,
         1,
         {u"endpoint"_s, u"concurrency"_s, u"retry-failed"_s},
         Text::tr("Sends the requests of a file of JSON lines, each {\"endpoint\": ..., \"input\": "
                  "{...}} or an input alone, some at a time. Run again with the same file it goes "
                  "on where it was; nothing is sent twice.")},
        {Name::PresetsList,
         u"presets list"_s,
         {},
         0,
         0,
         ofModel,
         Text::tr("Lists the presets: named settings of models' inputs.")},
        {Name::PresetsShow, u"presets show"_s, u"NAME"_s, 1, 1, ofModel,
         Text::tr("Prints the inputs of a preset.")},
        {Name::PresetsExport, u"presets export"_s, u"NAME [FILE]"_s, 1, 2, ofModel,
         Text::tr("Writes a preset to a file to share, or to standard output.")},
        {Name::PresetsImport,
         u"presets import"_s,
         u"FILE..."_s,
         1,
         many,
         {},
         Text::tr("Adds the presets of files.")},
        {Name::PresetsDelete, u"presets delete"_s, u"NAME"_s, 1, 1, ofModel,
         Text::tr("Deletes a preset.")},
        {Name::KeySet,
         u"key set"_s,
         {},
         0,
         0,
         {u"no-test"_s},
         Text::tr(
             "Reads a key from standard input, tests it and keeps it in the system's key store. "
             "On a terminal what is typed is not shown.")},
        {Name::KeyTest,
         u"key test"_s,
         {},
         0,
         0,
         {},
         Text::tr("Says whether the server accepts the key, and if not what is wrong with it.")},
        {Name::KeyForget,
         u"key forget"_s,
         {},
         0,
         0,
         {},
         Text::tr("Takes the key out of the system's key store.")},
        {Name::WebhookListen,
         u"webhook listen"_s,
         {},
         0,
         0,
         {u"port"_s, u"host"_s, u"jwks"_s, u"save"_s},
         Text::tr("Takes webhooks on this computer, from a tunnel for example, checks their "
                  "signatures and prints them.")},
        {Name::WebhookVerify,
         u"webhook verify"_s,
         u"FILE"_s,
         1,
         1,
         {u"headers"_s, u"jwks"_s, u"at"_s},
         Text::tr(
             "Checks a webhook that was saved: headers, an empty line and the body, or the body "
             "alone with its headers in a file of their own.")},
        {Name::Serve,
         u"serve"_s,
         {},
         0,
         0,
         {u"port"_s, u"schemas"_s},
         Text::tr("Runs the local server until it is interrupted; prints its base URL first.")},
        {Name::Completion,
         u"completion"_s,
         u"bash|zsh|fish"_s,
         1,
         1,
         {},
         Text::tr("Prints a script that completes these commands in a shell.")},
        {Name::Manual, u"manual"_s, {}, 0, 0, {}, Text::tr("Prints the manual page.")},
        {Name::Help, u"help"_s, u"[COMMAND]"_s, 0, many, {}, Text::tr("Prints this text.")},
    };
}

QList<OptionSpec> optionTable()
{
    QStringList languages;
    for (const CodeLanguage language : codeLanguages())
        languages.append(codeLanguageName(language));
    QStringList states;
    for (int state = 0; state <= static_cast<int>(JobState::Unknown); ++state)
        states.append(jobStateName(static_cast<JobState>(state)));
    return {
        valued(u"server"_s, Value::Text, u"fal|local|URL|proxy:URL"_s,
               Text::tr("Where requests go. Without it: fal when there is a key, else the local "
                        "server, which makes free previews.")),
        valued(u"profile"_s, Value::Text, u"NAME"_s,
               Text::tr("The profile whose server and key are used.")),
        valued(u"data-dir"_s, Value::Folder, u"DIR"_s,
               Text::tr("Keeps settings, library and cache below this folder.")),
        flag(u"json"_s, Text::tr("Prints JSON only, one object a line for things that go on.")),
        flag(u"quiet"_s, Text::tr("Leaves out news on the way."), u"q"_s),
        flag(u"help"_s, Text::tr("Prints how to use it."), u"h"_s),
        flag(u"version"_s, Text::tr("Prints the version."), u"v"_s),
        valued(
            u"i"_s, Value::Text, u"NAME=VALUE"_s,
            Text::tr("An input: NAME=VALUE follows the schema's type, NAME=@FILE uploads the file "
                     "and passes its URL, NAME:=JSON passes JSON. NAME may be a path such as "
                     "loras[0].path.")),
        valued(u"input"_s, Value::File, u"FILE|-"_s,
               Text::tr("Inputs as a JSON object from a file or standard input.")),
        valued(u"preset"_s, Value::Text, u"NAME|FILE"_s,
               Text::tr("Starts from a preset of the model, or from a preset's file; --input and "
                        "-i go over it.")),
        flag(u"wildcards"_s,
             Text::tr("Decides wildcards in prompts: {a|b} is one of them, __name__ a line of that "
                      "list in the wildcards folder.")),
        valued(u"model"_s, Value::Text, u"ENDPOINT"_s, Text::tr("Presets of this model only.")),
        valued(u"output"_s, Value::Folder, u"DIR"_s,
               Text::tr("Saves the result's files in this folder and prints their paths.")),
        flag(u"logs"_s, Text::tr("Shows the model's logs.")),
        flag(u"follow"_s, Text::tr("Goes on until the request is completed.")),
        valued(u"mode"_s, Value::Choice, u"polling|streaming"_s,
               Text::tr("How the request is followed."), {u"polling"_s, u"streaming"_s}),
        valued(u"language"_s, Value::Choice, u"LANGUAGE"_s,
               Text::tr("The language of the code: %1. Without it: curl.")
                   .arg(languages.join(u", "_s)),
               languages),
        valued(
            u"call"_s, Value::Choice, u"CALL"_s,
            Text::tr("The call to be written: subscribe, submit, run, stream or realtime, as the "
                     "client has it."),
            {u"subscribe"_s, u"submit"_s, u"run"_s, u"stream"_s, u"realtime"_s}),
        flag(u"only-changed"_s, Text::tr("Leaves out values that equal the model's defaults.")),
        valued(u"timeout"_s, Value::Text, u"SECONDS"_s,
               Text::tr("Cancels the request when it has not been completed by then.")),
        valued(u"webhook"_s, Value::Text, u"URL"_s, Text::tr("fal posts the result there.")),
        valued(u"priority"_s, Value::Choice, u"low|normal"_s,
               Text::tr("The request's place in the server's queue."), {u"low"_s, u"normal"_s}),
        valued(u"start-timeout"_s, Value::Text, u"SECONDS"_s,
               Text::tr("The server gives up when the run has not begun by then.")),
        valued(u"hint"_s, Value::Text, u"TEXT"_s,
               Text::tr("Requests with the same hint go to the same runner where that can be.")),
        valued(u"tag"_s, Value::Text, u"KEY=VALUE"_s,
               Text::tr("A tag for the account's statistics; may be given several times.")),
        valued(u"max-queue"_s, Value::Text, u"N"_s,
               Text::tr("The server refuses the request when more are waiting.")),
        valued(u"expires"_s, Value::Text, u"SECONDS|1h|1d|7d|30d|1y|never"_s,
               Text::tr("How long the server keeps the files.")),
        flag(u"no-store"_s, Text::tr("The server keeps neither inputs nor outputs.")),
        flag(u"no-retry"_s, Text::tr("The server does not try a failed request again.")),
        valued(u"header"_s, Value::Text, u"NAME:VALUE"_s,
               Text::tr("One more header of the request; may be given several times.")),
        valued(u"max-buffering"_s, Value::Text, u"N"_s,
               Text::tr("How many inputs the server keeps waiting, 1 to 60.")),
        valued(u"throttle"_s, Value::Text, u"MILLISECONDS"_s,
               Text::tr("The least time between two inputs. Without it each waits for the result "
                        "of the one before.")),
        valued(u"category"_s, Value::Text, u"CATEGORY"_s,
               Text::tr("Models of this category only, for example text-to-image.")),
        valued(u"status"_s, Value::Choice, u"active|deprecated"_s,
               Text::tr("Models of this status only."), {u"active"_s, u"deprecated"_s}),
        valued(u"state"_s, Value::Choice, u"STATE"_s, Text::tr("Jobs in this state only."), states),
        flag(u"new-seed"_s, Text::tr("Leaves the seed to the model.")),
        valued(u"endpoint"_s, Value::Text, u"ENDPOINT"_s,
               Text::tr("The model, where the request or the line names none.")),
        valued(u"concurrency"_s, Value::Text, u"N"_s,
               Text::tr("How many requests are under way at once. Without it: as the profile has "
                        "it.")),
        flag(u"retry-failed"_s, Text::tr("Sends what has failed or was cancelled once more.")),
        valued(u"limit"_s, Value::Text, u"N"_s, Text::tr("How many are listed.")),
        flag(u"no-test"_s, Text::tr("Keeps the key without asking the server about it.")),
        valued(u"port"_s, Value::Text, u"N"_s, Text::tr("The port; 0 is a free one.")),
        valued(u"host"_s, Value::Text, u"NAME"_s,
               Text::tr("The public name of a tunnel that forwards to this computer; may be given "
                        "several times.")),
        valued(u"jwks"_s, Value::File, u"URL|FILE"_s,
               Text::tr("Where the keys are that sign webhooks. Without it: the server's.")),
        valued(u"save"_s, Value::Folder, u"DIR"_s,
               Text::tr("Keeps every delivery in this folder.")),
        valued(u"headers"_s, Value::File, u"FILE"_s,
               Text::tr("The headers of the saved webhook, where its file has the body alone.")),
        valued(u"at"_s, Value::Text, u"SECONDS"_s,
               Text::tr("The time of the check, in Unix seconds. Without it: now.")),
        valued(u"schemas"_s, Value::Folder, u"DIR"_s,
               Text::tr(
                   "Also answers for every OpenAPI document of fal's in this folder, with made-up "
                   "outputs of the right shape.")),
    };
}

QStringList globalOptions()
{
    return {u"server"_s, u"profile"_s, u"data-dir"_s, u"json"_s,
            u"quiet"_s,  u"help"_s,    u"version"_s};
}

OptionSpec optionOf(const QString &name)
{
    const QList<OptionSpec> options = optionTable();
    return *std::find_if(options.cbegin(), options.cend(),
                         [&name](const OptionSpec &option) { return option.name == name; });
}

} // namespace peregrine::cli
