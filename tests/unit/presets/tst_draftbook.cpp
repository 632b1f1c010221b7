#include "core/presets/draftbook.h"
#include "core/presets/draftfile.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

FormValues prompt(const QString &text)
{
    return {QJsonObject{{u"prompt"_s, text}}, {}};
}

QStringList endpoints(const QList<FormDraft> &drafts)
{
    QStringList list;
    for (const FormDraft &draft : drafts)
        list.append(draft.endpoint);
    return list;
}

} // namespace

/// What forms held, from one start of the program to the next.
class TestDraftBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"drafts.json"_s);
    }

    void comesBackAfterARestart()
    {
        FormValues values = prompt(u"a heron — ✓"_s);
        values.input.insert(u"image_url"_s, QJsonValue());
        values.files = {{u"/image_url"_s, QDir::temp().absoluteFilePath(u"a.png"_s)}};
        {
            DraftBook book(m_file);
            load(book);
            book.put(u"fal-ai/a"_s, prompt(u"old"_s));
            book.put(u"fal-ai/b"_s, prompt(u"b"_s));
            book.put(u"fal-ai/a"_s, values);
            book.put(u"fal-ai/c"_s, prompt(u"c"_s));
            book.remove(u"fal-ai/c"_s);
        }
        DraftBook book(m_file);
        QVERIFY(!book.find(u"fal-ai/a"_s));
        load(book);
        QCOMPARE(endpoints(book.drafts()), QStringList({u"fal-ai/a"_s, u"fal-ai/b"_s}));
        QCOMPARE(*book.find(u"fal-ai/a"_s), values);
    }

    void isOnDiskWhileTheProgramRuns()
    {
        DraftBook book(m_file);
        load(book);
        for (int i = 0; i < 20; ++i)
            book.put(u"fal-ai/a"_s, prompt(QString::number(i)));
        QTRY_COMPARE(onDisk().value(0).values, prompt(u"19"_s));
    }

    void whatIsPutBeforeReadingCounts()
    {
        QVERIFY(draftfile::save({{u"fal-ai/a"_s, prompt(u"old"_s)}}, m_file));
        {
            DraftBook book(m_file);
            book.put(u"fal-ai/a"_s, prompt(u"new"_s));
        }
        // Nothing was read yet: nothing is overwritten.
        QCOMPARE(onDisk().value(0).values, prompt(u"old"_s));
        DraftBook book(m_file);
        book.put(u"fal-ai/a"_s, prompt(u"new"_s));
        load(book);
        QCOMPARE(*book.find(u"fal-ai/a"_s), prompt(u"new"_s));
        QTRY_COMPARE(onDisk().value(0).values, prompt(u"new"_s));
    }

    void theOldestGo()
    {
        DraftBook book(m_file);
        load(book);
        for (int i = 0; i <= draftfile::maxDrafts; ++i)
            book.put(u"fal-ai/m%1"_s.arg(i), prompt(u"x"_s));
        QCOMPARE(book.drafts().size(), draftfile::maxDrafts);
        QVERIFY(!book.find(u"fal-ai/m0"_s));
    }

    void largeOnesAreNotKept()
    {
        const FormValues large = prompt(QString(FormDraft::maxValuesBytes, u'x'));
        QJsonValue nested;
        for (int i = 0; i < 100; ++i)
            nested = QJsonArray{nested};
        const QByteArray bytes =
            draftfile::write({{u"fal-ai/a"_s, large},
                              {u"fal-ai/b"_s, prompt(u"b"_s)},
                              {u"fal-ai/c"_s, {QJsonObject{{u"x"_s, nested}}, {}}}});
        const auto contents = draftfile::read(bytes);
        QVERIFY(contents);
        QCOMPARE(endpoints(contents->drafts), QStringList(u"fal-ai/b"_s));
        QCOMPARE(contents->broken, 0);
    }

    void brokenFilesAreToldAndIgnored_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("kept");
        QTest::newRow("empty") << QByteArray() << 0;
        QTest::newRow("no JSON") << QByteArray("{\"peregrine_drafts\":1,\"dra") << 0;
        QTest::newRow("something else") << QByteArray("[1, 2]") << 0;
        QTest::newRow("newer") << QByteArray("{\"peregrine_drafts\":2,\"drafts\":[]}") << 0;
        const QByteArray good = "{\"endpoint\":\"fal-ai/a\",\"input\":{},\"files\":[]}";
        const auto with = [&good](const QByteArray &other) {
            return "{\"peregrine_drafts\":1,\"drafts\":[" + good + ',' + other + "]}";
        };
        QTest::newRow("no object") << with("7") << 1;
        QTest::newRow("no endpoint") << with("{\"endpoint\":\"../x\",\"input\":{}}") << 1;
        QTest::newRow("twice") << with(good) << 1;
        QTest::newRow("no input") << with("{\"endpoint\":\"fal-ai/b\",\"input\":[]}") << 1;
        QTest::newRow("a file without a place")
            << with("{\"endpoint\":\"fal-ai/b\",\"input\":{},\"files\":[{\"path\":\"/x\"}]}") << 1;
        QTest::newRow("a file somewhere")
            << with("{\"endpoint\":\"fal-ai/b\",\"input\":{},"
                    "\"files\":[{\"pointer\":\"/x\",\"path\":\"x\"}]}")
            << 1;
        QTest::newRow("too large") << QByteArray(draftfile::maxBytes + 1, ' ') << 0;
    }
    void brokenFilesAreToldAndIgnored()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const int, kept);
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        DraftBook book(m_file);
        QSignalSpy failed(&book, &DraftBook::failed);
        load(book);
        QCOMPARE(failed.size(), 1);
        QVERIFY(!failed.constFirst().constFirst().value<Error>().message.isEmpty());
        QCOMPARE(book.drafts().size(), kept);
        // And the program goes on keeping them.
        book.put(u"fal-ai/new"_s, prompt(u"x"_s));
        QTRY_COMPARE(endpoints(onDisk()).value(0), u"fal-ai/new"_s);
    }

    void aDiskThatCannotBeWrittenIsToldOnce()
    {
        DraftBook book(m_folder->filePath(u"not/there/drafts.json"_s));
        load(book);
        QSignalSpy failed(&book, &DraftBook::failed);
        book.put(u"fal-ai/a"_s, prompt(u"1"_s));
        QTRY_COMPARE(failed.size(), 1);
        book.put(u"fal-ai/a"_s, prompt(u"2"_s));
        QCOMPARE(*book.find(u"fal-ai/a"_s), prompt(u"2"_s));
    }

private:
    static void load(DraftBook &book)
    {
        QSignalSpy loaded(&book, &DraftBook::loaded);
        book.load();
        QVERIFY(loaded.wait());
        QVERIFY(book.isLoaded());
    }
    [[nodiscard]] QList<FormDraft> onDisk() const
    {
        const auto contents = draftfile::load(m_file);
        return contents ? contents->drafts : QList<FormDraft>();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestDraftBook)
#include "tst_draftbook.moc"
