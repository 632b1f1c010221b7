#include "app/cli/shellcompletion.h"

#include "app/cli/commandtable.h"

namespace peregrine::cli {

using namespace Qt::StringLiterals;

namespace {

QString dashed(const QString &name)
{
    return (name.size() == 1 ? u"-"_s : u"--"_s) + name;
}

/// In single quotes, for all three shells.
QString quoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

QStringList optionsOf(const CommandSpec &command)
{
    QStringList names = command.options;
    names.append(globalOptions());
    return names;
}

QStringList dashedOptionsOf(const CommandSpec &command)
{
    QStringList words;
    for (const QString &name : optionsOf(command))
        words.append(dashed(name));
    return words;
}

/// First words of the commands, each once.
QStringList firstWords()
{
    QStringList words;
    for (const CommandSpec &command : commandTable()) {
        const QString word = command.words.section(u' ', 0, 0);
        if (!words.contains(word))
            words.append(word);
    }
    return words;
}

QStringList secondWords(const QString &first)
{
    QStringList words;
    for (const CommandSpec &command : commandTable()) {
        if (command.words.startsWith(first + u' '))
            words.append(command.words.section(u' ', 1, 1));
    }
    return words;
}

QString argumentWords(const CommandSpec &command)
{
    return command.name == CommandLine::Name::Completion ? u"bash zsh fish"_s : QString();
}

QString bashScript()
{
    QString script =
        u"# bash completion of peregrine-cli\n_peregrine_cli() {\n"
        "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
        "    local words=() i\n"
        "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
        "        [[ ${COMP_WORDS[i]} != -* ]] && words+=(\"${COMP_WORDS[i]}\")\n"
        "    done\n"
        "    COMPREPLY=()\n"
        "    case $previous in\n"_s;
    for (const OptionSpec &option : optionTable()) {
        const QString name = dashed(option.name);
        if (option.value == OptionSpec::Value::File)
            script += u"    %1) COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n"_s.arg(name);
        else if (option.value == OptionSpec::Value::Folder)
            script += u"    %1) COMPREPLY=($(compgen -d -- \"$current\")); return ;;\n"_s.arg(name);
        else if (option.value == OptionSpec::Value::Choice)
            script += u"    %1) COMPREPLY=($(compgen -W %2 -- \"$current\")); return ;;\n"_s.arg(
                name, quoted(option.choices.join(u' ')));
        else if (option.value != OptionSpec::Value::None)
            script += u"    %1) return ;;\n"_s.arg(name);
    }
    script += u"    esac\n    local choices=\n    case \"${words[*]}\" in\n"_s;
    script += u"    '') choices=%1 ;;\n"_s.arg(quoted(firstWords().join(u' ')));
    for (const QString &word : firstWords()) {
        const QStringList second = secondWords(word);
        if (!second.isEmpty())
            script += u"    %1) choices=%2 ;;\n"_s.arg(quoted(word), quoted(second.join(u' ')));
    }
    for (const CommandSpec &command : commandTable()) {
        const QString more = argumentWords(command);
        QStringList choices = dashedOptionsOf(command);
        if (!more.isEmpty())
            choices.prepend(more);
        script += u"    %1|%1' '*) choices=%2 ;;\n"_s.arg(quoted(command.words),
                                                          quoted(choices.join(u' ')));
    }
    script += u"    esac\n"
              "    COMPREPLY=($(compgen -W \"$choices\" -- \"$current\"))\n"
              "    case \"${words[*]}\" in\n"_s;
    for (const CommandSpec &command : commandTable()) {
        if (command.takesFiles())
            script += u"    %1|%1' '*) COMPREPLY+=($(compgen -f -- \"$current\")) ;;\n"_s.arg(
                quoted(command.words));
    }
    script += u"    esac\n}\ncomplete -F _peregrine_cli peregrine-cli\n"_s;
    return script;
}

/// Brackets and colons have a meaning of their own there.
QString zshText(QString text)
{
    return text.replace(u'\\', u"\\\\"_s)
        .replace(u':', u"\\:"_s)
        .replace(u'[', u"\\["_s)
        .replace(u']', u"\\]"_s);
}

QString zshAction(const OptionSpec &option)
{
    switch (option.value) {
    case OptionSpec::Value::None:
        return {};
    case OptionSpec::Value::File:
        return u":%1:_files"_s.arg(zshText(option.placeholder));
    case OptionSpec::Value::Folder:
        return u":%1:_files -/"_s.arg(zshText(option.placeholder));
    case OptionSpec::Value::Choice:
        return u":%1:(%2)"_s.arg(zshText(option.placeholder), option.choices.join(u' '));
    case OptionSpec::Value::Text:
        return u":%1: "_s.arg(zshText(option.placeholder));
    }
    return {};
}

QString zshScript()
{
    QString script = u"#compdef peregrine-cli\n# zsh completion of peregrine-cli\n"
                     "_peregrine_cli() {\n    local -a words_so_far\n"
                     "    words_so_far=(${${words[2,CURRENT-1]}:#-*})\n"
                     "    case \"${words_so_far[*]}\" in\n"_s;
    const auto describe = [](const QStringList &entries) {
        QStringList all;
        for (const QString &entry : entries)
            all.append(quoted(entry));
        return u"local -a choices=(%1); _describe 'command' choices"_s.arg(all.join(u' '));
    };
    QStringList first;
    for (const QString &word : firstWords()) {
        QString help;
        for (const CommandSpec &command : commandTable()) {
            if (help.isEmpty() && command.words.section(u' ', 0, 0) == word)
                help = command.help;
        }
        first.append(word + u':' + zshText(help));
    }
    script += u"    '') %1 ;;\n"_s.arg(describe(first));
    for (const QString &word : firstWords()) {
        const QStringList second = secondWords(word);
        if (!second.isEmpty())
            script += u"    %1) %2 ;;\n"_s.arg(quoted(word), describe(second));
    }
    for (const CommandSpec &command : commandTable()) {
        QStringList arguments;
        for (const QString &name : optionsOf(command)) {
            const OptionSpec option = optionOf(name);
            arguments.append(quoted(u'*' + dashed(name) + u'[' + zshText(option.help) + u']'
                                    + zshAction(option)));
        }
        if (command.takesFiles())
            arguments.append(u"'*:file:_files'"_s);
        else if (const QString more = argumentWords(command); !more.isEmpty())
            arguments.append(u"'*:shell:(%1)'"_s.arg(more));
        script +=
            u"    %1|%1' '*) _arguments %2 ;;\n"_s.arg(quoted(command.words), arguments.join(u' '));
    }
    script += u"    esac\n}\n"
              "if [ \"$funcstack[1]\" = _peregrine_cli ]; then\n    _peregrine_cli \"$@\"\n"
              "else\n    compdef _peregrine_cli peregrine-cli\nfi\n"_s;
    return script;
}

QString fishScript()
{
    QString script = u"# fish completion of peregrine-cli\n"
                     "function __peregrine_words\n"
                     "    string match -v -- '-*' (commandline -opc)[2..] | string join ' '\n"
                     "end\n"
                     "complete -c peregrine-cli -f\n"_s;
    for (const CommandSpec &command : commandTable()) {
        const QString first = command.words.section(u' ', 0, 0);
        const QString second = command.words.section(u' ', 1, 1);
        const QString before = second.isEmpty() ? QString() : first;
        script +=
            u"complete -c peregrine-cli -n 'test \"$(__peregrine_words)\" = \"%1\"' -a %2 -d %3\n"_s
                .arg(before, second.isEmpty() ? first : second, quoted(command.help));
        if (!second.isEmpty())
            script +=
                u"complete -c peregrine-cli -n 'test \"$(__peregrine_words)\" = \"\"' -a %1\n"_s
                    .arg(first);
        const QString condition =
            u"-n 'string match -q -- \"%1 *\" \"$(__peregrine_words) \"'"_s.arg(command.words);
        for (const QString &name : command.options) {
            const OptionSpec option = optionOf(name);
            QString line = u"complete -c peregrine-cli %1 "_s.arg(condition);
            line += (name.size() == 1 ? u"-s "_s : u"-l "_s) + name;
            if (option.value == OptionSpec::Value::File
                || option.value == OptionSpec::Value::Folder)
                line += u" -r -F"_s;
            else if (option.value == OptionSpec::Value::Choice)
                line += u" -x -a "_s + quoted(option.choices.join(u' '));
            else if (option.value != OptionSpec::Value::None)
                line += u" -x"_s;
            script += line + u" -d "_s + quoted(option.help) + u'\n';
        }
        if (command.takesFiles())
            script += u"complete -c peregrine-cli %1 -F\n"_s.arg(condition);
        if (const QString more = argumentWords(command); !more.isEmpty())
            script += u"complete -c peregrine-cli %1 -a %2\n"_s.arg(condition, quoted(more));
    }
    for (const QString &name : globalOptions()) {
        const OptionSpec option = optionOf(name);
        script += u"complete -c peregrine-cli -l %1%2%3 -d %4\n"_s.arg(
            name, option.shortName.isEmpty() ? QString() : u" -s "_s + option.shortName,
            option.value == OptionSpec::Value::None
                ? QString()
                : (option.value == OptionSpec::Value::Folder ? u" -r -F"_s : u" -x"_s),
            quoted(option.help));
    }
    return script;
}

} // namespace

QString completionScript(const QString &shell)
{
    if (shell == u"bash")
        return bashScript();
    if (shell == u"zsh")
        return zshScript();
    if (shell == u"fish")
        return fishScript();
    return {};
}

} // namespace peregrine::cli
