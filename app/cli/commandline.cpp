#include "app/cli/commandline.h"

#include "app/cli/argumenttext.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>
#include <array>
#include <cmath>

namespace peregrine::cli {

namespace {

using Name = CommandLine::Name;

struct NamedCommand
{
    const char *word;
    Name name;
    /// How many words stand after it.
    int least;
    int most;
};

constexpr int many = 1'000'000;
constexpr std::array commands{
    NamedCommand{"run", Name::Run, 1, 1},
    NamedCommand{"subscribe", Name::Subscribe, 1, 1},
    NamedCommand{"submit", Name::Submit, 1, 1},
    NamedCommand{"status", Name::Status, 2, 2},
    NamedCommand{"result", Name::Result, 2, 2},
    NamedCommand{"cancel", Name::Cancel, 2, 2},
    NamedCommand{"upload", Name::Upload, 1, many},
    NamedCommand{"models", Name::Models, 0, many},
    NamedCommand{"schema", Name::Schema, 1, 1},
    NamedCommand{"library", Name::LibraryList, 1, 1},
    NamedCommand{"serve", Name::Serve, 0, 0},
    NamedCommand{"key", Name::KeySet, 1, 1},
    NamedCommand{"webhook", Name::WebhookListen, 1, 2},
    NamedCommand{"help", Name::Help, 0, many},
};

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::cli::CommandLine)
};

Unexpected<Error> usage(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message + u'\n' + Text::tr("peregrine-cli --help shows how to use it.");
    return Unexpected{error};
}

/// Ids are the server's and opaque; only what would lead to another address is refused.
bool isRequestId(const QString &text)
{
    constexpr qsizetype longest = 256;
    return !text.isEmpty() && text.size() <= longest && !text.contains(u'/')
        && text != QLatin1String(".") && text != QLatin1String("..");
}

bool isHostName(const QString &text)
{
    constexpr qsizetype longest = 253;
    return !text.isEmpty() && text.size() <= longest
        && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
               return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'.' || c == u'-');
           });
}

/// The command that a word after "key" or "webhook" makes of it.
struct SubCommand
{
    Name family;
    const char *word;
    Name name;
    int words;
};

constexpr std::array subCommands{
    SubCommand{Name::KeySet, "set", Name::KeySet, 1},
    SubCommand{Name::KeySet, "test", Name::KeyTest, 1},
    SubCommand{Name::KeySet, "forget", Name::KeyForget, 1},
    SubCommand{Name::WebhookListen, "listen", Name::WebhookListen, 1},
    SubCommand{Name::WebhookListen, "verify", Name::WebhookVerify, 2},
};

Expected<Done, Error> readSubCommand(const QString &family, const QStringList &words,
                                     CommandLine &line)
{
    const auto found =
        std::find_if(subCommands.begin(), subCommands.end(), [&](const SubCommand &one) {
            return one.family == line.name && words.first() == QLatin1String(one.word);
        });
    if (found == subCommands.end())
        return usage(Text::tr("%1: there is no \"%2\".").arg(family, shortened(words.first())));
    line.name = found->name;
    if (words.size() < found->words)
        return usage(
            Text::tr("%1: something is missing after it.").arg(family + u' ' + words.first()));
    if (words.size() > found->words)
        return usage(Text::tr("%1: \"%2\" is too much.")
                         .arg(family + u' ' + words.first(), shortened(words.at(found->words))));
    line.webhookFile = words.value(1);
    return Done();
}

void addOptions(QCommandLineParser &parser)
{
    const auto value = [&parser](const QStringList &names, const char *valueName) {
        parser.addOption(QCommandLineOption(names, QString(), QLatin1String(valueName)));
    };
    const auto flag = [&parser](const QStringList &names) {
        parser.addOption(QCommandLineOption(names));
    };
    value({QStringLiteral("server")}, "SERVER");
    value({QStringLiteral("profile")}, "NAME");
    value({QStringLiteral("data-dir")}, "DIR");
    value({QStringLiteral("i")}, "NAME=VALUE");
    value({QStringLiteral("input")}, "FILE");
    value({QStringLiteral("output")}, "DIR");
    value({QStringLiteral("webhook")}, "URL");
    value({QStringLiteral("priority")}, "PRIORITY");
    value({QStringLiteral("start-timeout")}, "SECONDS");
    value({QStringLiteral("category")}, "CATEGORY");
    value({QStringLiteral("limit")}, "N");
    value({QStringLiteral("port")}, "N");
    value({QStringLiteral("schemas")}, "DIR");
    value({QStringLiteral("host")}, "NAME");
    value({QStringLiteral("jwks")}, "URL|FILE");
    value({QStringLiteral("save")}, "DIR");
    value({QStringLiteral("headers")}, "FILE");
    value({QStringLiteral("at")}, "SECONDS");
    flag({QStringLiteral("no-test")});
    flag({QStringLiteral("logs")});
    flag({QStringLiteral("json")});
    flag({QStringLiteral("quiet"), QStringLiteral("q")});
    flag({QStringLiteral("help"), QStringLiteral("h")});
    flag({QStringLiteral("version"), QStringLiteral("v")});
}

/// The options that are more than text; the error says which one is wrong.
Expected<Done, Error> readValues(const QCommandLineParser &parser, CommandLine &line)
{
    bool ok = true;
    if (parser.isSet(QStringLiteral("priority"))) {
        const QString priority = parser.value(QStringLiteral("priority"));
        if (priority != QLatin1String("low") && priority != QLatin1String("normal"))
            return usage(
                Text::tr("--priority is low or normal, not \"%1\".").arg(shortened(priority)));
        line.submit.priority = priority == QLatin1String("low") ? SubmitOptions::Priority::Low
                                                                : SubmitOptions::Priority::Normal;
    }
    if (parser.isSet(QStringLiteral("start-timeout"))) {
        const double seconds = parser.value(QStringLiteral("start-timeout")).toDouble(&ok);
        if (!ok || !std::isfinite(seconds) || seconds <= 1)
            return usage(Text::tr("--start-timeout is a number of seconds above 1."));
        line.submit.startTimeout = seconds;
    }
    if (parser.isSet(QStringLiteral("webhook"))) {
        line.submit.webhook = QUrl(parser.value(QStringLiteral("webhook")), QUrl::StrictMode);
        if (!line.submit.webhook.isValid()
            || !line.submit.webhook.scheme().startsWith(QLatin1String("http"))
            || line.submit.webhook.host().isEmpty())
            return usage(Text::tr("--webhook is an http or https address."));
    }
    if (parser.isSet(QStringLiteral("port"))) {
        line.port = parser.value(QStringLiteral("port")).toUShort(&ok);
        if (!ok)
            return usage(Text::tr("--port is a number from 0 to 65535."));
    }
    if (parser.isSet(QStringLiteral("at"))) {
        // Beyond that, seconds do not fit a date.
        constexpr qint64 latest = 99'999'999'999;
        const qint64 seconds = parser.value(QStringLiteral("at")).toLongLong(&ok);
        if (!ok || seconds < 0 || seconds > latest)
            return usage(Text::tr("--at is a time in Unix seconds."));
        line.at = seconds;
    }
    for (const QString &host : parser.values(QStringLiteral("host"))) {
        if (!isHostName(host))
            return usage(Text::tr("--host is a name like tunnel.example.org, without https:// and "
                                  "port, not \"%1\".")
                             .arg(shortened(host)));
        line.hosts.append(host);
    }
    if (parser.isSet(QStringLiteral("schemas"))) {
        line.schemasFolder = parser.value(QStringLiteral("schemas"));
        if (!QFileInfo(line.schemasFolder).isDir())
            return usage(Text::tr("--schemas is a folder of OpenAPI documents; \"%1\" is none.")
                             .arg(shortened(line.schemasFolder)));
    }
    if (parser.isSet(QStringLiteral("limit"))) {
        line.limit = parser.value(QStringLiteral("limit")).toInt(&ok);
        if (!ok || line.limit < 1)
            return usage(Text::tr("--limit is a number above 0."));
    }
    return Done();
}

} // namespace

Expected<CommandLine, Error> parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsCompactedShortOptions);
    addOptions(parser);
    if (!parser.parse(QStringList(QStringLiteral("peregrine-cli")) + arguments))
        return usage(shortened(parser.errorText()));

    CommandLine line;
    line.server = parser.value(QStringLiteral("server"));
    line.profile = parser.value(QStringLiteral("profile"));
    line.dataDir = parser.value(QStringLiteral("data-dir"));
    line.json = parser.isSet(QStringLiteral("json"));
    line.quiet = parser.isSet(QStringLiteral("quiet"));
    line.inputs = parser.values(QStringLiteral("i"));
    line.inputFile = parser.value(QStringLiteral("input"));
    line.outputFolder = parser.value(QStringLiteral("output"));
    line.noTest = parser.isSet(QStringLiteral("no-test"));
    line.jwks = parser.value(QStringLiteral("jwks"));
    line.saveFolder = parser.value(QStringLiteral("save"));
    line.headersFile = parser.value(QStringLiteral("headers"));
    line.logs = parser.isSet(QStringLiteral("logs"));
    line.query.category = parser.value(QStringLiteral("category"));
    if (parser.isSet(QStringLiteral("version"))) {
        line.name = Name::Version;
        return line;
    }
    QStringList words = parser.positionalArguments();
    if (parser.isSet(QStringLiteral("help")) || words.isEmpty())
        return line;
    if (const auto read = readValues(parser, line); !read)
        return Unexpected{read.error()};

    const QString word = words.takeFirst();
    const auto command =
        std::find_if(commands.begin(), commands.end(), [&word](const NamedCommand &named) {
            return word == QLatin1String(named.word);
        });
    if (command == commands.end())
        return usage(Text::tr("There is no command \"%1\".").arg(shortened(word)));
    line.name = command->name;
    if (words.size() < command->least)
        return usage(Text::tr("%1: something is missing after it.").arg(word));
    if (words.size() > command->most)
        return usage(
            Text::tr("%1: \"%2\" is too much.").arg(word, shortened(words.at(command->most))));

    switch (line.name) {
    case Name::Upload:
        line.files = words;
        break;
    case Name::Models:
        line.query.words = words.join(u' ');
        break;
    case Name::LibraryList:
        if (words.first() != QLatin1String("list"))
            return usage(Text::tr("library: there is no \"%1\".").arg(shortened(words.first())));
        break;
    case Name::KeySet:
    case Name::WebhookListen:
        if (const auto read = readSubCommand(word, words, line); !read)
            return Unexpected{read.error()};
        break;
    case Name::Run:
    case Name::Subscribe:
    case Name::Submit:
    case Name::Status:
    case Name::Result:
    case Name::Cancel:
    case Name::Schema: {
        const auto endpoint = EndpointId::parse(words.first());
        if (!endpoint)
            return Unexpected{endpoint.error()};
        line.endpoint = *endpoint;
        if (words.size() > 1)
            line.request = RequestId(words.at(1));
        if (words.size() > 1 && !isRequestId(words.at(1)))
            return usage(Text::tr("\"%1\" is not a request id.").arg(shortened(words.at(1))));
        break;
    }
    case Name::Serve:
    case Name::KeyTest:
    case Name::KeyForget:
    case Name::WebhookVerify:
    case Name::Help:
    case Name::Version:
        break;
    }
    return line;
}

QString helpText()
{
    return Text::tr(
        "peregrine-cli: fal.ai models from the command line\n"
        "\n"
        "  run|subscribe|submit ENDPOINT [-i NAME=VALUE]... [--input FILE|-] [--output DIR]\n"
        "                       [--webhook URL] [--priority low|normal] [--start-timeout S] "
        "[--logs]\n"
        "  status|result|cancel ENDPOINT REQUEST_ID [--logs]\n"
        "  upload FILE...\n"
        "  models [WORDS] [--category C]\n"
        "  schema ENDPOINT\n"
        "  library list [--limit N]\n"
        "  serve [--port N] [--schemas DIR]\n"
        "                        the local server, until interrupted; prints its base URL first; "
        "with\n"
        "                        --schemas it emulates each endpoint whose OpenAPI document is in "
        "DIR\n"
        "  key set [--no-test]   reads a key from standard input, tests it and keeps it in the "
        "system's\n"
        "                        key store; a terminal is asked without showing what is typed\n"
        "  key test|forget\n"
        "  webhook listen [--port N] [--host NAME]... [--jwks URL|FILE] [--save DIR]\n"
        "                        takes webhooks from a tunnel that forwards from NAME, checks and "
        "prints them\n"
        "  webhook verify FILE [--headers FILE] [--jwks URL|FILE] [--at SECONDS]\n"
        "                        checks one that was saved: headers, an empty line, the body; or "
        "the body\n"
        "                        alone with its headers in a file of their own\n"
        "\n"
        "Inputs: -i NAME=VALUE follows the schema's type, -i NAME=@FILE uploads the file and "
        "passes its\n"
        "URL, -i NAME:=JSON passes JSON; NAME may be a path like loras[0].path.\n"
        "\n"
        "Everywhere: --server fal|local|URL  --profile NAME  --data-dir DIR  --json  --quiet  "
        "--version  --help\n"
        "Without --server: fal when there is a key (FAL_KEY, or FAL_KEY_ID with FAL_KEY_SECRET, "
        "or one that\n"
        "key set has kept), else the local server, which makes free previews.\n"
        "\n"
        "Exit status: 0 done; 1 the request failed on the server; 2 bad usage or invalid input;\n"
        "3 not authorised; 4 network or server unreachable; 5 cancelled or timed out.");
}

} // namespace peregrine::cli
