#include "app/cli/commandline.h"

#include "app/cli/argumenttext.h"
#include "app/cli/commandtable.h"
#include "app/cli/optionvalues.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace peregrine::cli {

using namespace Qt::StringLiterals;

namespace {

using Name = CommandLine::Name;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::cli::CommandLine)
};

Unexpected<Error> usage(const QString &message)
{
    return Unexpected{usageError(message)};
}

/// Ids are the server's and opaque; only what would lead to another address is refused.
bool isRequestId(const QString &text)
{
    constexpr qsizetype longest = 256;
    return !text.isEmpty() && text.size() <= longest && !text.contains(u'/') && text != u"."
        && text != u"..";
}

void addOptions(QCommandLineParser &parser)
{
    for (const OptionSpec &option : optionTable()) {
        QStringList names{option.name};
        if (!option.shortName.isEmpty())
            names.append(option.shortName);
        parser.addOption(QCommandLineOption(names, option.help, option.placeholder));
    }
}

/// The command that the first words name, which are taken from them.
Expected<CommandSpec, Error> takeCommand(QStringList &words)
{
    const QString first = words.takeFirst();
    QList<CommandSpec> family;
    for (const CommandSpec &command : commandTable()) {
        if (command.words == first)
            return command;
        if (command.words.startsWith(first + u' '))
            family.append(command);
    }
    if (family.isEmpty())
        return usage(Text::tr("There is no command \"%1\".").arg(shortened(first)));
    if (words.isEmpty())
        return usage(Text::tr("%1: something is missing after it.").arg(first));
    const QString second = words.takeFirst();
    for (const CommandSpec &command : std::as_const(family)) {
        if (command.words == first + u' ' + second)
            return command;
    }
    return usage(Text::tr("%1: there is no \"%2\".").arg(first, shortened(second)));
}

/// An option that the command does not take is a misunderstanding, not something to pass over.
std::optional<Error> strangeOption(const QCommandLineParser &parser, const CommandSpec &command)
{
    const QStringList allowed = command.options + command.idle + globalOptions();
    for (const OptionSpec &option : optionTable()) {
        if (parser.isSet(option.name) && !allowed.contains(option.name))
            return usageError(Text::tr("%1 has no option %2.").arg(command.words, option.dashed()));
    }
    return std::nullopt;
}

Expected<Done, Error> takeArguments(const CommandSpec &command, const QStringList &words,
                                    CommandLine &line)
{
    if (words.size() < command.least)
        return usage(Text::tr("%1: something is missing after it.").arg(command.words));
    if (words.size() > command.most)
        return usage(Text::tr("%1: \"%2\" is too much.")
                         .arg(command.words, shortened(words.at(command.most))));
    if (command.takesEndpoint()) {
        const auto endpoint = EndpointId::parse(words.first());
        if (!endpoint)
            return Unexpected{endpoint.error()};
        line.endpoint = *endpoint;
        if (words.size() > 1 && !isRequestId(words.at(1)))
            return usage(Text::tr("\"%1\" is not a request id.").arg(shortened(words.at(1))));
        line.request = RequestId(words.value(1));
        return Done();
    }
    switch (command.name) {
    case Name::Upload:
    case Name::Batch:
        line.files = words;
        break;
    case Name::JobsShow:
    case Name::JobsCancel:
    case Name::JobsRetry:
    case Name::JobsResume:
    case Name::JobsWait:
    case Name::JobsFetch:
        line.jobs = words;
        break;
    case Name::LibraryList:
    case Name::LibraryFind:
        line.search = words.join(u' ');
        break;
    case Name::LibraryShow:
        line.asset = words.first();
        break;
    case Name::Models:
        line.query.words = words.join(u' ');
        break;
    case Name::WebhookVerify:
        line.webhookFile = words.first();
        break;
    case Name::PresetsShow:
    case Name::PresetsDelete:
    case Name::PresetsExport:
        line.presetName = words.first();
        line.files = words.mid(1);
        break;
    case Name::PresetsImport:
        line.files = words;
        break;
    case Name::Completion:
        line.shell = words.first();
        if (!QStringList{u"bash"_s, u"zsh"_s, u"fish"_s}.contains(line.shell))
            return usage(
                Text::tr("completion: bash, zsh or fish, not \"%1\".").arg(shortened(line.shell)));
        break;
    default:
        break;
    }
    return Done();
}

/// Words at a width, with an indent on every line.
QString wrapped(const QString &text, qsizetype indent, qsizetype width = 100)
{
    QString all;
    QString current;
    const QStringList words = text.split(u' ');
    for (const QString &word : words) {
        if (!current.isEmpty() && indent + current.size() + 1 + word.size() > width) {
            all += QString(indent, u' ') + current + u'\n';
            current.clear();
        }
        current += current.isEmpty() ? word : u' ' + word;
    }
    return all + QString(indent, u' ') + current + u'\n';
}

} // namespace

Expected<CommandLine, Error> parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsCompactedShortOptions);
    addOptions(parser);
    if (!parser.parse(QStringList(u"peregrine-cli"_s) + arguments))
        return usage(shortened(parser.errorText()));

    CommandLine line;
    if (parser.isSet(u"version"_s)) {
        line.name = Name::Version;
        return line;
    }
    QStringList words = parser.positionalArguments();
    if (parser.isSet(u"help"_s) || words.isEmpty() || words.first() == u"help") {
        words.removeAll(u"help"_s);
        line.helpOn = words.join(u' ');
        return line;
    }
    const auto command = takeCommand(words);
    if (!command)
        return Unexpected{command.error()};
    line.name = command->name;
    if (const auto strange = strangeOption(parser, *command))
        return Unexpected{*strange};
    for (const QString &name : command->idle) {
        if (parser.isSet(name))
            line.notes.append(
                Text::tr("%1 has no effect on %2.").arg(optionOf(name).dashed(), command->words));
    }
    if (const auto read = readOptionValues(parser, line); !read)
        return Unexpected{read.error()};
    if (const auto taken = takeArguments(*command, words, line); !taken)
        return Unexpected{taken.error()};
    return line;
}

QString helpText(const QString &command)
{
    QList<CommandSpec> commands = commandTable();
    commands.removeIf([&command](const CommandSpec &spec) {
        return !command.isEmpty() && !(spec.words + u' ').startsWith(command + u' ');
    });
    const bool isOne = !command.isEmpty() && !commands.isEmpty();
    if (commands.isEmpty())
        commands = commandTable();

    QString text = Text::tr("peregrine-cli: fal.ai models from the command line") + u"\n\n"_s;
    QStringList mentioned;
    for (const CommandSpec &spec : std::as_const(commands)) {
        text += u"  "_s + spec.words;
        if (!spec.arguments.isEmpty())
            text += u' ' + spec.arguments;
        text += u'\n' + wrapped(spec.help, 6);
        QStringList options;
        for (const QString &name : spec.options) {
            options.append(optionOf(name).synopsis());
            if (!mentioned.contains(name))
                mentioned.append(name);
        }
        if (!options.isEmpty())
            text += wrapped(options.join(u' '), 6);
    }
    const auto describe = [&text](const QStringList &names) {
        for (const QString &name : names) {
            const OptionSpec option = optionOf(name);
            text += u"  "_s + option.synopsis() + u'\n' + wrapped(option.help, 6);
        }
    };
    text += u'\n' + Text::tr("Options:") + u'\n';
    describe(mentioned);
    text += u'\n' + Text::tr("Options of all commands:") + u'\n';
    describe(globalOptions());
    if (!isOne) {
        text += u'\n'
            + Text::tr("Exit status: 0 done; 1 the request failed on the server; 2 bad usage or "
                       "invalid input;\n3 not authorised; 4 network or server unreachable; 5 "
                       "cancelled or timed out.\n\nEnvironment: FAL_KEY, or FAL_KEY_ID with "
                       "FAL_KEY_SECRET, is the key; PEREGRINE_DATA_DIR is --data-dir.");
    }
    return text.trimmed();
}

} // namespace peregrine::cli
