#pragma once

#include "app/cli/commandline.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace peregrine::cli {

/// One option of peregrine-cli, as parser, help, completions and manual know it.
struct OptionSpec
{
    enum class Value { None, Text, File, Folder, Choice };

    /// Without dashes; "i" and "q" are short ones.
    QString name;
    QString shortName;
    Value value = Value::None;
    /// What stands for the value in help: "SECONDS".
    QString placeholder;
    QStringList choices;
    /// A sentence for people.
    QString help;

    /// "--server", "-i".
    [[nodiscard]] QString dashed() const
    {
        return QLatin1String(name.size() == 1 ? "-" : "--") + name;
    }
    /// "[--port N]".
    [[nodiscard]] QString synopsis() const;
};

/// One command: how it is written, what it takes and what it does.
struct CommandSpec
{
    CommandLine::Name name;
    /// "run", "key set".
    QString words;
    /// What stands after it: "ENDPOINT REQUEST_ID".
    QString arguments;
    /// How many arguments there are.
    qsizetype least = 0;
    qsizetype most = 0;
    /// Names of its options, without the global ones.
    QStringList options;
    /// A sentence for people.
    QString help;
    /// Names of options that all calls take and that mean nothing to this one: told, not refused.
    QStringList idle{};

    [[nodiscard]] bool takesEndpoint() const { return arguments.startsWith(u"ENDPOINT"); }
    [[nodiscard]] bool takesFiles() const { return arguments.contains(u"FILE"); }
};

/// All commands in the order of the help text. Texts are in the language of the program.
[[nodiscard]] QList<CommandSpec> commandTable();
/// All options.
[[nodiscard]] QList<OptionSpec> optionTable();
/// Names of the options that every command takes.
[[nodiscard]] QStringList globalOptions();
/// The option of that name; it has to be one of the table's.
[[nodiscard]] OptionSpec optionOf(const QString &name);

} // namespace peregrine::cli
