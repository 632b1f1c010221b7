#include "app/cli/manualpage.h"

#include "app/cli/commandtable.h"

#include <QCoreApplication>

namespace peregrine::cli {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::cli::ManualPage)
};

/// A backslash, a hyphen and a dot at the beginning of a line mean something to man.
QString roff(QString text)
{
    text.replace(u'\\', u"\\e"_s).replace(u'-', u"\\-"_s);
    if (text.startsWith(u'.') || text.startsWith(u'\''))
        text.prepend(u"\\&"_s);
    return text;
}

QString entry(const QString &head, const QString &text)
{
    return u".TP\n"_s + head + u'\n' + roff(text) + u'\n';
}

QString section(const QString &title)
{
    return u".SH "_s + title + u'\n';
}

QString optionHead(const OptionSpec &option)
{
    QString head = u"\\fB"_s + roff((option.name.size() == 1 ? u"-"_s : u"--"_s) + option.name);
    if (!option.shortName.isEmpty())
        head += u"\\fR, \\fB"_s + roff(u'-' + option.shortName);
    head += u"\\fR"_s;
    if (!option.placeholder.isEmpty())
        head += u" \\fI"_s + roff(option.placeholder) + u"\\fR"_s;
    return head;
}

QString commandHead(const CommandSpec &command)
{
    QString head = u"\\fB"_s + roff(command.words) + u"\\fR"_s;
    if (!command.arguments.isEmpty())
        head += u" \\fI"_s + roff(command.arguments) + u"\\fR"_s;
    for (const QString &name : command.options)
        head += u" ["_s + optionHead(optionOf(name)) + u']';
    return head;
}

} // namespace

QString manualPage()
{
    QString page = u".TH PEREGRINE\\-CLI 1 \"\" \"Peregrine %1\" \"User Commands\"\n"_s.arg(
        roff(QStringLiteral(PEREGRINE_VERSION)));
    page += section(u"NAME"_s) + u"peregrine\\-cli \\- "_s
        + roff(Text::tr("fal.ai models from the command line")) + u'\n';
    page += section(u"SYNOPSIS"_s)
        + u"\\fBperegrine\\-cli\\fR \\fICOMMAND\\fR [\\fIARGUMENT\\fR]... [\\fIOPTION\\fR]...\n"_s;
    page += section(u"COMMANDS"_s);
    for (const CommandSpec &command : commandTable())
        page += entry(commandHead(command), command.help);
    page += section(u"OPTIONS"_s);
    for (const OptionSpec &option : optionTable())
        page += entry(optionHead(option), option.help);
    page += section(u"EXIT STATUS"_s);
    const QStringList statuses{
        Text::tr("Done."),
        Text::tr("The request failed on the server."),
        Text::tr("Bad usage or invalid input."),
        Text::tr("Not authorised."),
        Text::tr("Network or server unreachable."),
        Text::tr("Cancelled or timed out."),
    };
    for (qsizetype i = 0; i < statuses.size(); ++i)
        page += entry(u"\\fB"_s + QString::number(i) + u"\\fR"_s, statuses.at(i));
    page += section(u"ENVIRONMENT"_s);
    page += entry(u"\\fBFAL_KEY\\fR"_s,
                  Text::tr("The key. FAL_KEY_ID and FAL_KEY_SECRET together do the same."));
    page += entry(u"\\fBPEREGRINE_DATA_DIR\\fR"_s, Text::tr("As --data-dir."));
    page += section(u"EXAMPLES"_s);
    const QList<std::pair<QString, QString>> examples{
        {u"peregrine-cli subscribe local/paint -i prompt='a red kite' --output ."_s,
         Text::tr("A picture from the local server, saved in this folder.")},
        {u"peregrine-cli run fal-ai/flux/dev -i image_size=1280x720 -i loras[0].path=@style.safetensors"_s,
         Text::tr("A file deep in the input is uploaded first.")},
        {u"peregrine-cli submit fal-ai/flux/dev --input request.json --json | jq -r .request_id"_s,
         Text::tr("The request's id for a script.")},
    };
    for (const auto &[command, text] : examples)
        page += u".TP\n.nf\n"_s + roff(command) + u"\n.fi\n"_s + roff(text) + u'\n';
    return page;
}

} // namespace peregrine::cli
