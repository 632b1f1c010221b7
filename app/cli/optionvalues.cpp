#include "app/cli/optionvalues.h"

#include "app/cli/argumenttext.h"
#include "app/cli/commandtable.h"
#include "core/credentials/profile.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace peregrine::cli {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::cli::CommandLine)
};

bool isHostName(const QString &text)
{
    constexpr qsizetype longest = 253;
    return !text.isEmpty() && text.size() <= longest
        && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
               return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'.' || c == u'-');
           });
}

/// Reads options one after the other; the first that is wrong is kept.
class Reader
{
public:
    explicit Reader(const QCommandLineParser &parser)
        : m_parser(parser)
    { }

    [[nodiscard]] bool has(const QString &name) const { return !m_problem && m_parser.isSet(name); }
    [[nodiscard]] QString text(const QString &name) const { return m_parser.value(name); }
    [[nodiscard]] QStringList texts(const QString &name) const { return m_parser.values(name); }
    void refuse(const QString &message)
    {
        if (!m_problem)
            m_problem = usageError(message);
    }
    void whole(const QString &name, int least, int most, int &target)
    {
        if (!has(name))
            return;
        bool ok = false;
        const int value = text(name).toInt(&ok);
        if (ok && value >= least && value <= most)
            target = value;
        else
            refuse(Text::tr("--%1 is a number from %2 to %3.").arg(name).arg(least).arg(most));
    }
    void seconds(const QString &name, double above, std::optional<double> &target)
    {
        if (!has(name))
            return;
        bool ok = false;
        const double value = text(name).toDouble(&ok);
        constexpr double longest = 30.0 * 24 * 3600;
        if (ok && std::isfinite(value) && value > above && value <= longest)
            target = value;
        else
            refuse(Text::tr("--%1 is a number of seconds above %2.").arg(name).arg(above));
    }
    [[nodiscard]] Expected<Done, Error> end() const
    {
        if (m_problem)
            return Unexpected{*m_problem};
        return Done();
    }

private:
    const QCommandLineParser &m_parser;
    std::optional<Error> m_problem;
};

void readSubmit(Reader &reader, CommandLine &line)
{
    SubmitOptions &submit = line.submit;
    if (reader.has(u"priority"_s) && reader.text(u"priority"_s) == u"low")
        submit.priority = SubmitOptions::Priority::Low;
    reader.seconds(u"start-timeout"_s, 1, submit.startTimeout);
    submit.hint = reader.text(u"hint"_s);
    submit.noRetry = reader.has(u"no-retry"_s);
    if (reader.has(u"no-store"_s))
        submit.storeIo = false;
    if (reader.has(u"max-queue"_s)) {
        int most = 0;
        reader.whole(u"max-queue"_s, 0, 1'000'000, most);
        submit.maxQueueLength = most;
    }
    if (reader.has(u"webhook"_s)) {
        submit.webhook = QUrl(reader.text(u"webhook"_s), QUrl::StrictMode);
        if (!submit.webhook.isValid() || !submit.webhook.scheme().startsWith(u"http")
            || submit.webhook.host().isEmpty())
            reader.refuse(Text::tr("--webhook is an http or https address."));
    }
    if (reader.has(u"expires"_s)) {
        const auto seconds = ObjectLifecycle::parseExpiration(reader.text(u"expires"_s));
        if (seconds)
            submit.objectLifecycle.expiresIn = *seconds;
        else
            reader.refuse(seconds.error().message);
    }
    for (const QString &tag : reader.texts(u"tag"_s)) {
        const qsizetype equals = tag.indexOf(u'=');
        if (equals > 0)
            submit.tags.insert(tag.left(equals), tag.mid(equals + 1));
        else
            reader.refuse(Text::tr("--tag is KEY=VALUE, not \"%1\".").arg(shortened(tag)));
    }
    for (const QString &header : reader.texts(u"header"_s)) {
        const qsizetype colon = header.indexOf(u':');
        if (colon > 0)
            submit.headers.append(
                {header.left(colon).trimmed().toUtf8(), header.mid(colon + 1).trimmed().toUtf8()});
        else
            reader.refuse(Text::tr("--header is NAME:VALUE, not \"%1\".").arg(shortened(header)));
    }
    if (const auto headers = submit.toHeaders(); !headers)
        reader.refuse(headers.error().message);
}

void readFollowing(Reader &reader, CommandLine &line)
{
    if (reader.text(u"mode"_s) == u"streaming")
        line.mode = SubscribeOptions::Mode::Streaming;
    reader.seconds(u"timeout"_s, 0, line.timeout);
    line.logs = reader.has(u"logs"_s);
    line.follow = reader.has(u"follow"_s);
    if (reader.has(u"max-buffering"_s)) {
        int most = 0;
        reader.whole(u"max-buffering"_s, 1, 60, most);
        line.maxBuffering = most;
    }
    if (reader.has(u"throttle"_s)) {
        int milliseconds = 0;
        reader.whole(u"throttle"_s, 0, 60'000, milliseconds);
        line.throttle = milliseconds;
    }
}

void readJobs(Reader &reader, CommandLine &line)
{
    line.jobState = jobStateFromName(reader.text(u"state"_s));
    line.newSeed = reader.has(u"new-seed"_s);
    line.retryFailed = reader.has(u"retry-failed"_s);
    if (reader.has(u"concurrency"_s))
        reader.whole(u"concurrency"_s, 1, Profile::maxConcurrency, line.concurrency);
    if (reader.has(u"endpoint"_s)) {
        const auto endpoint = EndpointId::parse(reader.text(u"endpoint"_s));
        if (endpoint)
            line.endpoint = *endpoint;
        else
            reader.refuse(endpoint.error().message);
    }
}

void readServing(Reader &reader, CommandLine &line)
{
    int port = 0;
    reader.whole(u"port"_s, 0, 65535, port);
    line.port = static_cast<quint16>(port);
    line.schemasFolder = reader.text(u"schemas"_s);
    if (reader.has(u"schemas"_s) && !QFileInfo(line.schemasFolder).isDir())
        reader.refuse(
            Text::tr("--schemas: there is no folder %1.").arg(shortened(line.schemasFolder)));
    if (reader.has(u"at"_s)) {
        // Beyond that, seconds do not fit a date.
        constexpr qint64 latest = 99'999'999'999;
        bool ok = false;
        const qint64 seconds = reader.text(u"at"_s).toLongLong(&ok);
        if (ok && seconds >= 0 && seconds <= latest)
            line.at = seconds;
        else
            reader.refuse(Text::tr("--at is a time in Unix seconds."));
    }
    line.hosts = reader.texts(u"host"_s);
    for (const QString &host : std::as_const(line.hosts)) {
        if (!isHostName(host))
            reader.refuse(
                Text::tr("--host is a name like tunnel.example.org, without https:// and port, not "
                         "\"%1\".")
                    .arg(shortened(host)));
    }
    line.jwks = reader.text(u"jwks"_s);
    line.saveFolder = reader.text(u"save"_s);
    line.headersFile = reader.text(u"headers"_s);
    line.noTest = reader.has(u"no-test"_s);
}

} // namespace

Error usageError(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message + u'\n' + Text::tr("peregrine-cli --help shows how to use it.");
    return error;
}

Expected<Done, Error> readOptionValues(const QCommandLineParser &parser, CommandLine &line)
{
    Reader reader(parser);
    for (const OptionSpec &option : optionTable()) {
        if (option.value == OptionSpec::Value::Choice && reader.has(option.name)
            && !option.choices.contains(reader.text(option.name)))
            reader.refuse(Text::tr("--%1 is one of %2, not \"%3\".")
                              .arg(option.name, option.choices.join(u", "_s),
                                   shortened(reader.text(option.name))));
    }
    line.server = reader.text(u"server"_s);
    line.profile = reader.text(u"profile"_s);
    line.dataDir = reader.text(u"data-dir"_s);
    line.json = reader.has(u"json"_s);
    line.quiet = reader.has(u"quiet"_s);
    line.inputs = reader.texts(u"i"_s);
    line.inputFile = reader.text(u"input"_s);
    line.outputFolder = reader.text(u"output"_s);
    line.preset = reader.text(u"preset"_s);
    line.wildcards = reader.has(u"wildcards"_s);
    if (reader.has(u"model"_s)) {
        const auto endpoint = EndpointId::parse(reader.text(u"model"_s));
        if (endpoint)
            line.presetModel = endpoint->toString();
        else
            reader.refuse(endpoint.error().message);
    }
    line.query.category = reader.text(u"category"_s);
    line.query.status = reader.text(u"status"_s);
    reader.whole(u"limit"_s, 1, 1'000'000, line.limit);
    line.language = codeLanguageFromName(reader.text(u"language"_s)).value_or(CodeLanguage::Curl);
    line.call = codeCallFromName(reader.text(u"call"_s)).value_or(CodeCall::Subscribe);
    line.onlyChanged = reader.has(u"only-changed"_s);
    readSubmit(reader, line);
    readFollowing(reader, line);
    readJobs(reader, line);
    readServing(reader, line);
    return reader.end();
}

} // namespace peregrine::cli
