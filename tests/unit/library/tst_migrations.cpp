#include "core/library/assetrepository.h"
#include "core/library/migrations.h"
#include "core/library/sqlhelpers.h"
#include "core/library/store.h"
#include "tests/support/await.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using peregrine::test::await;

namespace {

Expected<Done, Error> exec(const QSqlDatabase &database, const QString &sql)
{
    if (auto done = execute(database, sql); !done)
        return Unexpected{done.error()};
    return Done{};
}

/// What SQLite says the schema is, one statement a line.
QStringList schemaOf(QSqlDatabase &database)
{
    QStringList schema;
    auto rows = execute(database,
                        QStringLiteral("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
                                       " ORDER BY type, name"));
    while (rows && rows->next())
        schema.append(rows->value(0).toString());
    return schema;
}

} // namespace

/// Libraries of older versions.
class TestMigrations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void eachStepLeadsToTheFreshSchema();
    void oldResultsAreDescribed();
    void aStepIsDoneWhollyOrNotAtAll();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestMigrations::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("library.sqlite"));
}

void TestMigrations::eachStepLeadsToTheFreshSchema()
{
    Store fresh(m_path);
    QVERIFY(await(fresh.open()));
    const auto expected = await(fresh.run(
        [](QSqlDatabase &database) -> Expected<QStringList, Error> { return schemaOf(database); }));
    QVERIFY(expected->size() > 5);

    // A file as a program left it that knew only the first n steps.
    for (qsizetype known = 1; known <= librarySteps().size(); ++known) {
        const QString old = m_folder->filePath(QStringLiteral("old%1.sqlite").arg(known));
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), old);
            database.setDatabaseName(old);
            QVERIFY(database.open());
            QVERIFY(migrate(database, librarySteps().mid(0, known)));
        }
        QSqlDatabase::removeDatabase(old);
        Store store(old);
        QVERIFY(await(store.open()));
        const auto schema =
            await(store.run([](QSqlDatabase &database) -> Expected<QStringList, Error> {
                return schemaOf(database);
            }));
        QCOMPARE(*schema, *expected);
    }
}

void TestMigrations::oldResultsAreDescribed()
{
    // As the sixth version left them: a picture, one that was made from it, and one whose job is
    // gone.
    const QString connection = QStringLiteral("sixth");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        database.setDatabaseName(m_path);
        QVERIFY(database.open());
        QVERIFY(migrate(database, librarySteps().mid(0, 6)));
        const QString job = QStringLiteral(
            "INSERT INTO jobs (id, batch, endpoint, model_title, title, search_text, server, state,"
            " queue_position, request, status_url, response_url, cancel_url, inference_seconds,"
            " files, input, output) VALUES ('%1', 'b', 'fal-ai/flux/dev', 'FLUX', '', '', 'fal',"
            " 'done', -1, '', '', '', '', 0, '%2', '%3', '%4')");
        const QString asset = QStringLiteral(
            "INSERT INTO assets (id, job, position, kind, mime_type, path, bytes, width, height,"
            " duration, created_at) VALUES ('%1', %2, 0, 'image', 'image/png', '%3', 7, 64, 32, 0,"
            " 1700000000000)");
        QVERIFY(exec(
            database,
            job.arg(QStringLiteral("j1"), QStringLiteral("[]"),
                    QStringLiteral("{\"prompt\":\"An owl at \u00c4tna\",\"seed\":5}"),
                    QStringLiteral("{\"images\":[{\"url\":\"https://v3.fal.media/1.png\"}]}"))));
        QVERIFY(exec(database,
                     job.arg(QStringLiteral("j2"),
                             QStringLiteral("[{\"pointer\":\"/mask_url\",\"path\":\"%1\"}]")
                                 .arg(m_folder->filePath(QStringLiteral("alone.png"))),
                             QStringLiteral("{\"image_url\":\"https://v3.fal.media/1.png\"}"),
                             QStringLiteral("{}"))));
        QVERIFY(exec(database,
                     asset.arg(QStringLiteral("a1"), QStringLiteral("'j1'"),
                               QStringLiteral("2026/owl.png"))));
        QVERIFY(exec(database,
                     asset.arg(QStringLiteral("a2"), QStringLiteral("'j2'"),
                               QStringLiteral("2026/large.png"))));
        QVERIFY(exec(
            database,
            asset.arg(QStringLiteral("a3"), QStringLiteral("NULL"), QStringLiteral("alone.png"))));
        database.close();
    }
    QSqlDatabase::removeDatabase(connection);

    Store store(m_path, m_folder->path());
    QVERIFY(await(store.open()));
    AssetRepository assets(store);
    const auto owl = await(assets.find(AssetId(QStringLiteral("a1"))));
    QVERIFY(owl);
    QCOMPARE(owl->path, m_folder->filePath(QStringLiteral("2026/owl.png")));
    QCOMPARE(owl->title, QStringLiteral("An owl at \u00c4tna"));
    QCOMPARE(owl->modelTitle, QStringLiteral("FLUX"));
    QCOMPARE(owl->batch, BatchId(QStringLiteral("b")));
    QVERIFY(owl->judgement == Judgement() && !owl->imported && !owl->missing);
    for (const auto &[search, found] :
         {std::pair{"atna seed:5 model:flux", 1}, std::pair{"file:large", 1},
          std::pair{"file:alone", 1}, std::pair{"is:derived", 1}, std::pair{"", 3}}) {
        const auto index = await(assets.index(parseLibraryQuery(QLatin1String(search)).query));
        QVERIFY(index);
        QCOMPARE(index->entries.size(), found);
    }
    const auto sources = await(assets.sources(AssetId(QStringLiteral("a2"))));
    QCOMPARE(sources->size(), 2);
    QCOMPARE(sources->at(0).asset.id, owl->id);
    QCOMPARE(sources->at(1).asset.id, AssetId(QStringLiteral("a3")));
}

void TestMigrations::aStepIsDoneWhollyOrNotAtAll()
{
    Store store(m_path);
    QVERIFY(await(store.open()));
    const auto left = await(store.run([](QSqlDatabase &database) -> Expected<int, Error> {
        QList<MigrationStep> steps = librarySteps();
        const int version = static_cast<int>(steps.size());
        steps.append(
            {{QStringLiteral("CREATE TABLE half (id)"), QStringLiteral("CREATE GARBAGE")}});
        if (migrate(database, steps)
            || schemaOf(database).filter(QStringLiteral("half")).size() > 0)
            return -1;
        return *schemaVersion(database) - version;
    }));
    QCOMPARE(*left, 0);
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
