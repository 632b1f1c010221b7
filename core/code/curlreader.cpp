#include "core/code/curlreader.h"

#include "core/code/importwords.h"
#include "core/code/literalreader.h"
#include "core/code/shellwords.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::CurlReader)
};

/// What one curl command says.
struct Command
{
    QString url;
    /// Where a proxy is to pass it on to.
    QString target;
    std::optional<ShellWord> body;
};

/// Options of curl that take a value and do not matter here.
bool takesValue(const QString &option)
{
    static const QStringList names{u"-A"_s,
                                   u"-b"_s,
                                   u"-c"_s,
                                   u"-e"_s,
                                   u"-E"_s,
                                   u"-F"_s,
                                   u"-K"_s,
                                   u"-m"_s,
                                   u"-o"_s,
                                   u"-T"_s,
                                   u"-u"_s,
                                   u"-w"_s,
                                   u"-x"_s,
                                   u"-X"_s,
                                   u"--request"_s,
                                   u"--output"_s,
                                   u"--max-time"_s,
                                   u"--user"_s,
                                   u"--cookie"_s,
                                   u"--write-out"_s,
                                   u"--user-agent"_s,
                                   u"--proxy"_s,
                                   u"--referer"_s,
                                   u"--retry"_s,
                                   u"--form"_s,
                                   u"--connect-timeout"_s,
                                   u"--upload-file"_s,
                                   u"--cacert"_s,
                                   u"--cert"_s,
                                   u"--resolve"_s};
    return names.contains(option);
}

bool isData(const QString &option)
{
    return option == u"-d"_s || option == u"--json"_s || option.startsWith(u"--data"_s);
}

void readHeader(const QString &header, Command &command)
{
    const qsizetype colon = header.indexOf(u':');
    if (header.left(colon).trimmed().compare(u"x-fal-target-url"_s, Qt::CaseInsensitive) == 0)
        command.target = header.mid(colon + 1).trimmed();
}

Command commandOf(const QList<ShellWord> &words)
{
    Command command;
    for (qsizetype i = 1; i < words.size(); ++i) {
        ShellWord word = words.at(i);
        QString option = word.text;
        std::optional<ShellWord> attached;
        if (!option.startsWith(u'-') || option == u"-"_s) {
            command.url = command.url.isEmpty() ? option : command.url;
            continue;
        }
        if (option.startsWith(u"--"_s) && option.contains(u'=')) {
            const qsizetype equals = option.indexOf(u'=');
            attached = ShellWord{option.mid(equals + 1), word.offset, word.expands};
            option.truncate(equals);
        } else if (!option.startsWith(u"--"_s) && option.size() > 2
                   && (takesValue(option.left(2)) || option.startsWith(u"-d"_s)
                       || option.startsWith(u"-H"_s))) {
            attached = ShellWord{option.mid(2), word.offset, word.expands};
            option.truncate(2);
        }
        const bool header = option == u"-H"_s || option == u"--header"_s;
        const bool url = option == u"--url"_s;
        if (!header && !url && !isData(option) && !takesValue(option))
            continue;
        if (!attached) {
            if (++i >= words.size())
                break;
            attached = words.at(i);
        }
        if (header)
            readHeader(attached->text, command);
        else if (url)
            command.url = attached->text;
        else if (isData(option) && !command.body)
            command.body = attached;
    }
    return command;
}

/// A URL of fal's, also one below another server's base: https://base/queue.fal.run/...
EndpointId endpointOf(const Command &command)
{
    QString url = command.target.isEmpty() ? command.url : command.target;
    static const QRegularExpression host(u"^https?://.*?/((?:queue\\.)?fal\\.run/.*)$"_s);
    if (const auto match = host.match(url); match.hasMatch())
        url = u"https://"_s + match.captured(1);
    url = url.section(u'?', 0, 0);
    if (url.contains(u"://fal.run/"_s) && url.endsWith(u"/stream"_s))
        url.chop(7);
    const auto id = url.contains(u"://"_s) ? EndpointId::parse(url) : EndpointId::parse({});
    return id ? *id : EndpointId();
}

/// Texts that are nothing but a variable of the shell hold no value.
QJsonValue withoutVariables(const QJsonValue &value, const QString &pointer, QStringList &unused)
{
    static const QRegularExpression variable(u"^\\$\\{?[A-Za-z_][A-Za-z0-9_]*\\}?$"_s);
    return withoutTexts(value, pointer, unused,
                        [](const QString &text) { return variable.match(text).hasMatch(); });
}

} // namespace

std::optional<Expected<ImportedInput, ImportFault>> CurlReader::read(const QString &text)
{
    static const QRegularExpression curl(u"(?:^|[\\s;&|(`$])curl(?:\\.exe)?[ \\t\\\\]"_s,
                                         QRegularExpression::MultilineOption);
    auto matches = curl.globalMatch(text);
    if (!matches.hasNext())
        return std::nullopt;
    std::optional<ImportFault> problem;
    constexpr int mostCommands = 100;
    for (int n = 0; n < mostCommands && matches.hasNext(); ++n) {
        const auto match = matches.next();
        const qsizetype start = text.indexOf(u"curl"_s, match.capturedStart());
        const auto words = shellWords(text, start);
        if (!words) {
            problem = problem ? problem : ImportFault::at(text, words.error());
            continue;
        }
        const Command command = commandOf(*words);
        const EndpointId endpoint = endpointOf(command);
        if (!command.body || endpoint.isEmpty())
            continue;
        if (command.body->text.startsWith(u'@')) {
            problem = ImportFault{Words::tr("The input is in a file or on standard input, not in "
                                            "the command.")};
            continue;
        }
        LiteralReader reader(command.body->text, LiteralReader::Dialect::Json);
        const auto value = reader.wholeText();
        if (!value || !value->isObject()) {
            const TextFault fault = value
                ? TextFault{Words::tr("The data of the command is not a JSON object."), 0}
                : value.error();
            // The body's lines are the command's, behind its quote.
            qsizetype begin = command.body->offset;
            while (u"$'\""_s.contains(text.at(begin)))
                ++begin;
            problem = ImportFault::at(text, {fault.message, begin + fault.offset});
            continue;
        }
        ImportedInput found;
        found.source = ImportedInput::Source::Curl;
        found.endpoint = endpoint;
        found.input = value->toObject();
        if (command.body->expands)
            found.input = withoutVariables(found.input, {}, found.unused).toObject();
        return found;
    }
    if (problem)
        return Unexpected{*problem};
    return Unexpected{
        ImportFault{Words::tr("The curl command sends no JSON to a model's address at fal.")}};
}

} // namespace peregrine
