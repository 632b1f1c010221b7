#include "core/library/sqlpresetrepository.h"
#include "core/library/store.h"
#include "core/presets/presetfile.h"
#include "core/settings/folders.h"
#include "tests/cli/cliprocess.h"
#include "tests/support/await.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;

namespace {

Preset painting(const QString &name, const QString &endpoint = u"local/paint"_s)
{
    Preset preset;
    preset.id = PresetId(makeIdText());
    preset.name = name;
    preset.endpoint = endpoint;
    preset.values.input = {{u"prompt"_s, u"a {red|red} fox"_s}, {u"seed"_s, 7}};
    return preset;
}

void keep(const Folders &folders, const QList<Preset> &presets)
{
    Store store(folders.database(), folders.results());
    QVERIFY(await(store.open()));
    SqlPresetRepository repository(store);
    for (const Preset &preset : presets)
        QVERIFY(await(repository.save(preset)));
}

} // namespace

/// peregrine-cli presets, and calls that start from a preset or have wildcards.
class TestCliPresets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_folders = std::make_unique<Folders>(Folders::resolve(m_folder->filePath(u"data"_s)));
        m_cli = std::make_unique<CliProcess>(m_folder->path());
    }

    void noneAtFirst()
    {
        const CliResult list = m_cli->run({u"presets"_s, u"list"_s, u"--json"_s});
        QCOMPARE(list.status, 0);
        QCOMPARE(list.out, QByteArray("[]\n"));
        const CliResult show = m_cli->run({u"presets"_s, u"show"_s, u"nothing"_s});
        QCOMPARE(show.status, 2);
        QVERIFY(show.err.contains("no preset \"nothing\""));
        QVERIFY(!QFile::exists(m_folders->database()));
    }

    void listsShowsAndDeletes()
    {
        keep(*m_folders, {painting(u"Fox"_s), painting(u"Fox"_s, u"other/model"_s)});
        const CliResult list = m_cli->run({u"presets"_s, u"list"_s, u"--json"_s});
        QCOMPARE(QJsonDocument::fromJson(list.out).array().size(), 2);
        const CliResult one = m_cli->run({u"presets"_s, u"list"_s, u"--model"_s, u"other/model"_s});
        QCOMPARE(one.out, QByteArray("other/model  Fox\n"));

        const CliResult several = m_cli->run({u"presets"_s, u"show"_s, u"fox"_s});
        QCOMPARE(several.status, 2);
        QVERIFY(several.err.contains("--model"));
        const CliResult shown =
            m_cli->run({u"presets"_s, u"show"_s, u"fox"_s, u"--model"_s, u"local/paint"_s});
        QCOMPARE(shown.status, 0);
        QCOMPARE(QJsonDocument::fromJson(shown.out).object().value(u"seed"_s).toInt(), 7);

        QCOMPARE(m_cli->run({u"presets"_s, u"delete"_s, u"Fox"_s, u"--model"_s, u"other/model"_s})
                     .status,
                 0);
        const CliResult left = m_cli->run({u"presets"_s, u"list"_s});
        QCOMPARE(left.out, QByteArray("local/paint  Fox\n"));
    }

    void exportsAndImports()
    {
        keep(*m_folders, {painting(u"Fox"_s)});
        const QString path = m_folder->filePath(u"fox.peregrine-preset"_s);
        QCOMPARE(m_cli->run({u"presets"_s, u"export"_s, u"Fox"_s, path}).status, 0);
        const auto written = presetfile::load(path);
        QVERIFY(written);
        QCOMPARE(written->values.input, painting(u"Fox"_s).values.input);
        const CliResult printed = m_cli->run({u"presets"_s, u"export"_s, u"Fox"_s});
        QVERIFY(presetfile::read(printed.out));

        const CliResult imported = m_cli->run({u"presets"_s, u"import"_s, path});
        QCOMPARE(imported.status, 0);
        QCOMPARE(imported.out, QByteArray("local/paint  Fox 2\n"));
        QFile bad(m_folder->filePath(u"bad.peregrine-preset"_s));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("[]");
        bad.close();
        const CliResult refused = m_cli->run({u"presets"_s, u"import"_s, bad.fileName()});
        QCOMPARE(refused.status, 2);
        QVERIFY(refused.err.contains("no preset of Peregrine"));
    }

    void aCallStartsFromAPreset()
    {
        keep(*m_folders, {painting(u"Fox"_s), painting(u"Other"_s, u"other/model"_s)});
        const QString output = m_folder->filePath(u"out"_s);
        const CliResult run = m_cli->run({u"run"_s, u"local/paint"_s, u"--server"_s, u"local"_s,
                                          u"--preset"_s, u"fox"_s, u"-i"_s, u"seed=9"_s,
                                          u"--wildcards"_s, u"--json"_s, u"--output"_s, output});
        QVERIFY2(run.status == 0, run.err.constData());
        QCOMPARE(run.event(u"prompt"_s).value(u"text"_s).toString(), u"a red fox"_s);
        QCOMPARE(run.event(u"completed"_s).value(u"output"_s).toObject().value(u"seed"_s).toInt(),
                 9);
        const QStringList receipts = QDir(output).entryList({u"*.receipt.json"_s}, QDir::Files);
        QCOMPARE(receipts.size(), 1);
        QFile file(output + u'/' + receipts.first());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject receipt = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(receipt.value(u"input"_s).toObject().value(u"prompt"_s).toString(),
                 u"a red fox"_s);
        QCOMPARE(receipt.value(u"prompt_origin"_s)
                     .toObject()
                     .value(u"templates"_s)
                     .toObject()
                     .value(u"/prompt"_s)
                     .toString(),
                 u"a {red|red} fox"_s);

        const CliResult missing = m_cli->run(
            {u"run"_s, u"local/paint"_s, u"--server"_s, u"local"_s, u"--preset"_s, u"other"_s});
        QCOMPARE(missing.status, 2);
        QVERIFY(missing.err.contains("local/paint has no preset"));
    }

    void aPresetsFileServesToo()
    {
        const QString path = m_folder->filePath(u"fox.peregrine-preset"_s);
        QVERIFY(presetfile::save(painting(u"Fox"_s), path));
        const CliResult run = m_cli->run({u"run"_s, u"local/paint"_s, u"--server"_s, u"local"_s,
                                          u"--preset"_s, path, u"--json"_s});
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY(presetfile::save(painting(u"Fox"_s, u"other/model"_s), path));
        const CliResult other = m_cli->run(
            {u"run"_s, u"local/paint"_s, u"--server"_s, u"local"_s, u"--preset"_s, path});
        QCOMPARE(other.status, 2);
        QVERIFY(other.err.contains("is for other/model"));
    }

    void listsOfTheWildcardsFolder()
    {
        QVERIFY(QDir().mkpath(m_folders->wildcards()));
        QFile file(m_folders->wildcards() + u"/animals.txt"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("# all the same\nbadger\n");
        file.close();
        const QStringList call{u"run"_s, u"local/paint"_s, u"--server"_s, u"local"_s, u"--json"_s};
        const CliResult run =
            m_cli->run(call + QStringList{u"-i"_s, u"prompt=a __animals__"_s, u"--wildcards"_s});
        QVERIFY2(run.status == 0, run.err.constData());
        QCOMPARE(run.event(u"prompt"_s).value(u"text"_s).toString(), u"a badger"_s);

        const CliResult unknown =
            m_cli->run(call + QStringList{u"-i"_s, u"prompt=a __animal__"_s, u"--wildcards"_s});
        QCOMPARE(unknown.status, 2);
        const CliResult plain =
            m_cli->run(call + QStringList{u"-i"_s, u"prompt=a __animal__ {a|b}"_s});
        QCOMPARE(plain.status, 0);
        QVERIFY(plain.event(u"prompt"_s).isEmpty());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Folders> m_folders;
    std::unique_ptr<CliProcess> m_cli;
};

QTEST_GUILESS_MAIN(TestCliPresets)

#include "tst_clipresets.moc"
