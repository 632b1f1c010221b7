#include "core/base/async.h"
#include "core/presets/presetbook.h"
#include "core/presets/presetname.h"
#include "core/presets/presetrepository.h"

#include <QMap>
#include <QSignalSpy>
#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

class FakeClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override
    {
        return QDateTime::fromMSecsSinceEpoch(1'000'000, Qt::UTC);
    }
};

class FakeRepository final : public PresetRepository
{
public:
    QFuture<Expected<QList<Preset>, Error>> all() override
    {
        if (isBroken)
            return readyFuture<Expected<QList<Preset>, Error>>(
                Unexpected{Error::storage(u"broken"_s)});
        return readyFuture<Expected<QList<Preset>, Error>>(kept.values());
    }
    QFuture<Saved> save(const Preset &preset) override
    {
        kept.insert(preset.id.toString(), preset);
        return answer();
    }
    QFuture<Saved> remove(const PresetId &id) override
    {
        kept.remove(id.toString());
        return answer();
    }

    QMap<QString, Preset> kept;
    bool isBroken = false;

private:
    [[nodiscard]] QFuture<Saved> answer() const
    {
        if (isBroken)
            return readyFuture<Saved>(Unexpected{Error::storage(u"broken"_s)});
        return readyFuture<Saved>(Done{});
    }
};

Preset named(const QString &name, const QString &endpoint = u"x/y"_s)
{
    Preset preset;
    preset.name = name;
    preset.endpoint = endpoint;
    preset.values.input = {{u"prompt"_s, name}};
    return preset;
}

QStringList names(const QList<Preset> &presets)
{
    QStringList list;
    for (const Preset &preset : presets)
        list.append(preset.name);
    return list;
}

} // namespace

class TestPresetBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sortsAsPeopleDo()
    {
        FakeRepository repository;
        const FakeClock clock;
        PresetBook book(repository, clock);
        for (const QString &name : {u"style 10"_s, u"Style 2"_s, u"anime"_s, u"Zebra"_s})
            QVERIFY(book.add(named(name)));
        QVERIFY(book.add(named(u"anime"_s, u"other/model"_s)));
        QCOMPARE(names(book.presetsFor(u"x/y"_s)),
                 (QStringList{u"anime"_s, u"Style 2"_s, u"style 10"_s, u"Zebra"_s}));
        QCOMPARE(book.presets().size(), 5);
        QCOMPARE(repository.kept.size(), 5);
    }

    void namesAreOfOneModelOnce()
    {
        FakeRepository repository;
        const FakeClock clock;
        PresetBook book(repository, clock);
        const auto id = book.add(named(u"  soft \n light "_s));
        QVERIFY(id);
        QCOMPARE(book.find(*id)->name, u"soft light"_s);
        QVERIFY(!book.add(named(u"SOFT LIGHT"_s)));
        QVERIFY(!book.add(named(u" \t "_s)));
        const auto imported = book.import(named(u"Soft light"_s));
        QVERIFY(imported);
        QCOMPARE(book.find(*imported)->name, u"Soft light 2"_s);
        QVERIFY(!book.rename(*imported, u"soft light"_s));
        QVERIFY(book.rename(*imported, u"SOFT light 2"_s));
        QCOMPARE(book.find(*imported)->name, u"SOFT light 2"_s);
        QVERIFY(!book.rename(PresetId(u"gone"_s), u"x"_s));
    }

    void oneDefaultAModel()
    {
        FakeRepository repository;
        const FakeClock clock;
        PresetBook book(repository, clock);
        const PresetId a = *book.add(named(u"a"_s));
        const PresetId b = *book.add(named(u"b"_s));
        const PresetId c = *book.add(named(u"c"_s, u"other/model"_s));
        for (const PresetId &id : {a, c, b})
            book.setDefault(id, true);
        QCOMPARE(book.defaultFor(u"x/y"_s)->id, b);
        QCOMPARE(book.defaultFor(u"other/model"_s)->id, c);
        QVERIFY(!book.find(a)->isDefault);
        book.setDefault(b, false);
        QVERIFY(!book.defaultFor(u"x/y"_s));
    }

    void overwritingCanBeTakenBack()
    {
        FakeRepository repository;
        const FakeClock clock;
        PresetBook book(repository, clock);
        const PresetId id = *book.add(named(u"a"_s));
        const Preset before = *book.find(id);
        book.overwrite(id, Preset::Scope::All, named(u"b"_s).values, "picture");
        QVERIFY(book.rename(id, u"c"_s));
        QVERIFY(book.restore(before));
        QCOMPARE(book.find(id)->values, before.values);
        QCOMPARE(book.find(id)->scope, before.scope);
        QVERIFY(book.find(id)->thumbnail.isEmpty());
        QCOMPARE(repository.kept.value(id.toString()).values, before.values);
        // The name is another matter.
        QCOMPARE(book.find(id)->name, u"c"_s);
        book.remove(id);
        QVERIFY(!book.restore(before));
        QVERIFY(book.presets().isEmpty());
    }

    void removingCanBeUndone()
    {
        FakeRepository repository;
        const FakeClock clock;
        PresetBook book(repository, clock);
        const PresetId a = *book.add(named(u"a"_s));
        const PresetId b = *book.add(named(u"b"_s));
        book.setDefault(a, true);
        book.remove(a);
        book.remove(b);
        book.remove(b);
        QVERIFY(book.presets().isEmpty());
        QVERIFY(repository.kept.isEmpty());
        const PresetId other = *book.add(named(u"A"_s));
        book.setDefault(other, true);
        QCOMPARE(book.undoRemove()->id, b);
        QCOMPARE(book.undoRemove()->id, a);
        QVERIFY(!book.undoRemove());
        QCOMPARE(book.find(a)->name, u"a 2"_s);
        QCOMPARE(book.defaultFor(u"x/y"_s)->id, other);
        QCOMPARE(repository.kept.size(), 3);
    }

    void overwritingKeepsNameAndPicture()
    {
        FakeRepository repository;
        const FakeClock clock;
        PresetBook book(repository, clock);
        Preset preset = named(u"a"_s);
        preset.thumbnail = "picture";
        const PresetId id = *book.add(preset);
        book.overwrite(id, Preset::Scope::All, {{{u"steps"_s, 4}}, {}}, {});
        QCOMPARE(book.find(id)->name, u"a"_s);
        QCOMPARE(book.find(id)->thumbnail, QByteArray("picture"));
        QCOMPARE(book.find(id)->scope, Preset::Scope::All);
        QCOMPARE(book.find(id)->values.input.value(u"steps"_s).toInt(), 4);
    }

    void loadsAndTellsWhatFailed()
    {
        FakeRepository repository;
        const FakeClock clock;
        Preset kept = named(u"kept"_s);
        kept.id = PresetId(u"1"_s);
        repository.kept.insert(u"1"_s, kept);
        PresetBook book(repository, clock);
        QSignalSpy loaded(&book, &PresetBook::loaded);
        book.load();
        QVERIFY(loaded.wait());
        QCOMPARE(names(book.presets()), QStringList(u"kept"_s));

        repository.isBroken = true;
        QSignalSpy failed(&book, &PresetBook::failed);
        QVERIFY(book.add(named(u"lost"_s)));
        QVERIFY(failed.wait());
        PresetBook second(repository, clock);
        QSignalSpy secondLoaded(&second, &PresetBook::loaded);
        second.load();
        QVERIFY(secondLoaded.wait());
        QVERIFY(second.isLoaded());
    }

    void namesFromOutside_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << u"a"_s << u"a"_s;
        QTest::newRow("lines") << u"a\r\nb\tc"_s << u"a b c"_s;
        QTest::newRow("turned around") << u"a\u202Eb"_s << u"ab"_s;
        QTest::newRow("control") << u"a\u0007b"_s << u"ab"_s;
        QTest::newRow("family") << u"👩\u200D👧"_s << u"👩\u200D👧"_s;
        QTest::newRow("long") << QString(5000, u'x') << QString(Preset::maxNameLength, u'x');
        QTest::newRow("cut in a pair") << QString(Preset::maxNameLength - 1, u'x') + u"🐈"_s
                                       << QString(Preset::maxNameLength - 1, u'x');
        QTest::newRow("nothing") << u"\u202E \u0000"_s << QString();
    }
    void namesFromOutside()
    {
        QFETCH(QString, typed);
        QFETCH(QString, name);
        const auto read = presetNameOf(typed);
        QCOMPARE(read ? *read : QString(), name);
    }
};

QTEST_GUILESS_MAIN(TestPresetBook)

#include "tst_presetbook.moc"
