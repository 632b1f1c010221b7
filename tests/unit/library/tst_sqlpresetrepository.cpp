#include "core/library/sqlpresetrepository.h"
#include "core/library/sqlpromptrepository.h"
#include "core/library/store.h"
#include "tests/support/await.h"

#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;

namespace {

const QDateTime someTime = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);

Preset presetNamed(const QString &id, const QString &name)
{
    Preset preset;
    preset.id = PresetId(id);
    preset.name = name;
    preset.endpoint = u"x/y"_s;
    preset.scope = Preset::Scope::All;
    preset.values.input = {{u"prompt"_s, u"a 'cat'"_s},
                           {u"seed"_s, std::numeric_limits<qint64>::max()}};
    preset.values.files = {{u"/image_url"_s, u"/a/b.png"_s}};
    preset.thumbnail = QByteArray("\0\xff picture", 10);
    preset.createdAt = someTime;
    preset.changedAt = someTime.addSecs(5);
    return preset;
}

RememberedPrompt promptOf(const QString &text, PromptKind kind = PromptKind::Prompt)
{
    return {kind, text, u"x/y"_s, someTime, 1};
}

QStringList textsOf(const Expected<QList<RememberedPrompt>, Error> &prompts)
{
    QStringList texts;
    for (const RememberedPrompt &prompt : *prompts)
        texts.append(prompt.text);
    return texts;
}

} // namespace

class TestSqlPresetRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void presetsComeBack()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"library.sqlite"_s);
        {
            Store store(path);
            QVERIFY(await(store.open()));
            SqlPresetRepository repository(store);
            QVERIFY(await(repository.save(presetNamed(u"1"_s, u"first"_s))));
            QVERIFY(await(repository.save(presetNamed(u"2"_s, u"second"_s))));
            QVERIFY(await(repository.save(presetNamed(u"2"_s, u"renamed"_s))));
            QVERIFY(await(repository.remove(PresetId(u"none"_s))));
        }
        Store store(path);
        QVERIFY(await(store.open()));
        SqlPresetRepository repository(store);
        const auto all = await(repository.all());
        QVERIFY(all);
        QCOMPARE(all->size(), 2);
        QCOMPARE(all->at(0), presetNamed(u"1"_s, u"first"_s));
        QCOMPARE(all->at(1), presetNamed(u"2"_s, u"renamed"_s));
        QVERIFY(await(repository.remove(PresetId(u"1"_s))));
        QCOMPARE(await(repository.all())->size(), 1);
    }

    void oneDefaultAModel()
    {
        const QTemporaryDir dir;
        Store store(dir.filePath(u"library.sqlite"_s));
        QVERIFY(await(store.open()));
        SqlPresetRepository repository(store);
        Preset a = presetNamed(u"1"_s, u"a"_s);
        Preset b = presetNamed(u"2"_s, u"b"_s);
        a.isDefault = true;
        b.isDefault = true;
        QVERIFY(await(repository.save(a)));
        QVERIFY(await(repository.save(b)));
        const auto all = await(repository.all());
        QVERIFY(!all->at(0).isDefault);
        QVERIFY(all->at(1).isDefault);
    }

    void promptsAreKeptOnceNewestFirst()
    {
        const QTemporaryDir dir;
        Store store(dir.filePath(u"library.sqlite"_s));
        QVERIFY(await(store.open()));
        SqlPromptRepository repository(store);
        for (const QString &text : {u"a"_s, u"b"_s, u"c"_s, u"a"_s, u"A"_s})
            QVERIFY(await(repository.remember(promptOf(text), 3)));
        QVERIFY(await(repository.remember(promptOf(u"b"_s, PromptKind::Negative), 3)));
        QCOMPARE(textsOf(await(repository.newest(10))),
                 (QStringList{u"A"_s, u"a"_s, u"c"_s, u"b"_s}));
        QCOMPARE(textsOf(await(repository.newest(1))), (QStringList{u"A"_s, u"b"_s}));
        const auto found = await(repository.newest(10));
        QCOMPARE(found->first(), promptOf(u"A"_s));
        QCOMPARE(found->last().kind, PromptKind::Negative);
        QVERIFY(await(repository.forget(PromptKind::Prompt, u"a"_s)));
        QCOMPARE(textsOf(await(repository.newest(10))), (QStringList{u"A"_s, u"c"_s, u"b"_s}));
    }

    void aClosedLibrarySaysSo()
    {
        const QTemporaryDir dir;
        Store store(dir.filePath(u"library.sqlite"_s));
        SqlPresetRepository presets(store);
        SqlPromptRepository prompts(store);
        QVERIFY(!await(presets.all()));
        QVERIFY(!await(presets.save(presetNamed(u"1"_s, u"a"_s))));
        QVERIFY(!await(prompts.newest(1)));
        QVERIFY(!await(prompts.remember(promptOf(u"a"_s), 1)));
    }
};

QTEST_GUILESS_MAIN(TestSqlPresetRepository)

#include "tst_sqlpresetrepository.moc"
