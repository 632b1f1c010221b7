#include "app/cli/commandline.h"
#include "app/cli/commandtable.h"
#include "app/cli/manualpage.h"
#include "app/cli/shellcompletion.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine::cli;
using namespace Qt::StringLiterals;

/// What peregrine-cli prints for shells and for man: correct for the programs that read it, and
/// complete by the command table.
class TestCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isInTheShellsLanguage_data();
    void isInTheShellsLanguage();
    void bashCompletes_data();
    void bashCompletes();
    void fishCompletes_data();
    void fishCompletes();
    void anotherShellHasNone();
    void manualIsComplete();
    void helpIsComplete();
    void everyOptionIsOfACommand();

private:
    struct Outcome
    {
        int status = -1;
        QString output;
    };
    Outcome run(const QString &program, const QStringList &arguments);
    QString write(const QString &name, const QString &text);

    QTemporaryDir m_folder;
};

TestCompletion::Outcome TestCompletion::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, m_folder.path());
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(30'000))
        return {-1, process.errorString()};
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

QString TestCompletion::write(const QString &name, const QString &text)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
        qFatal("no file");
    return file.fileName();
}

void TestCompletion::isInTheShellsLanguage_data()
{
    QTest::addColumn<QString>("shell");
    for (const char *shell : {"bash", "zsh", "fish"})
        QTest::newRow(shell) << QString::fromLatin1(shell);
}

void TestCompletion::isInTheShellsLanguage()
{
    QFETCH(QString, shell);
    const QString script = completionScript(shell);
    QVERIFY(script.contains(u"subscribe"));
    const Outcome outcome = run(shell, {u"-n"_s, write(u"script."_s + shell, script)});
    QVERIFY2(outcome.status == 0, qPrintable(outcome.output));
}

void TestCompletion::bashCompletes_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("command") << QStringList{u"subs"_s} << QStringList{u"subscribe"_s};
    QTest::newRow("second word") << QStringList{u"key"_s, u"f"_s} << QStringList{u"forget"_s};
    QTest::newRow("option") << QStringList{u"submit"_s, u"a/b"_s, u"--prio"_s}
                            << QStringList{u"--priority"_s};
    QTest::newRow("choice") << QStringList{u"submit"_s, u"a/b"_s, u"--priority"_s, u"l"_s}
                            << QStringList{u"low"_s};
    QTest::newRow("option of another command")
        << QStringList{u"models"_s, u"--prio"_s} << QStringList{};
    QTest::newRow("shell") << QStringList{u"completion"_s, u"z"_s} << QStringList{u"zsh"_s};
}

void TestCompletion::bashCompletes()
{
    QFETCH(QStringList, words);
    QFETCH(QStringList, expected);
    QStringList quoted{u"peregrine-cli"_s};
    for (const QString &word : std::as_const(words))
        quoted.append(u'\'' + word + u'\'');
    const QString path = write(u"bash"_s, completionScript(u"bash"_s));
    const Outcome outcome = run(u"bash"_s,
                                {u"-c"_s,
                                 u"source '%1'; COMP_WORDS=(%2); COMP_CWORD=%3; _peregrine_cli; "
                                 "printf '%s\\n' \"${COMPREPLY[@]}\""_s.arg(path, quoted.join(u' '))
                                     .arg(words.size())});
    QCOMPARE(outcome.output.split(u'\n', Qt::SkipEmptyParts), expected);
}

void TestCompletion::fishCompletes_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected");
    QTest::newRow("command") << u"peregrine-cli subs"_s << u"subscribe"_s;
    QTest::newRow("second word") << u"peregrine-cli key f"_s << u"forget"_s;
    QTest::newRow("option") << u"peregrine-cli submit a/b --prio"_s << u"--priority"_s;
    QTest::newRow("choice") << u"peregrine-cli submit a/b --priority l"_s << u"low"_s;
}

void TestCompletion::fishCompletes()
{
    QFETCH(QString, line);
    QFETCH(QString, expected);
    const QString path = write(u"fish"_s, completionScript(u"fish"_s));
    const Outcome outcome = run(
        u"fish"_s, {u"--no-config"_s, u"-c"_s, u"source '%1'; complete -C '%2'"_s.arg(path, line)});
    QStringList candidates;
    const QStringList lines = outcome.output.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &candidate : lines)
        candidates.append(candidate.section(u'\t', 0, 0));
    QVERIFY2(candidates.contains(expected), qPrintable(outcome.output));
}

void TestCompletion::anotherShellHasNone()
{
    QVERIFY(completionScript(u"tcsh"_s).isNull());
}

void TestCompletion::manualIsComplete()
{
    const QString page = manualPage();
    for (const CommandSpec &command : commandTable())
        QVERIFY2(page.contains(u"\\fB"_s + QString(command.words).replace(u'-', u"\\-"_s)),
                 qPrintable(command.words));
    const Outcome outcome =
        run(u"mandoc"_s, {u"-T"_s, u"lint"_s, u"-W"_s, u"error"_s, write(u"page.1"_s, page)});
    QVERIFY2(outcome.status == 0, qPrintable(outcome.output));
}

void TestCompletion::helpIsComplete()
{
    const QString help = helpText();
    for (const CommandSpec &command : commandTable())
        QVERIFY2(help.contains(u"\n  "_s + command.words), qPrintable(command.words));
    for (const OptionSpec &option : optionTable())
        QVERIFY2(help.contains(option.dashed()), qPrintable(option.name));
    const QString one = helpText(u"key"_s);
    QVERIFY(one.contains(u"key forget") && !one.contains(u"subscribe"));
}

void TestCompletion::everyOptionIsOfACommand()
{
    QStringList used = globalOptions();
    for (const CommandSpec &command : commandTable()) {
        for (const QString &name : command.options) {
            QCOMPARE(optionOf(name).name, name);
            used.append(name);
        }
    }
    for (const OptionSpec &option : optionTable())
        QVERIFY2(used.contains(option.name), qPrintable(option.name));
}

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
