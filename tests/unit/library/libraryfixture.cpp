#include "tests/unit/library/libraryfixture.h"

#include "core/library/sqlhelpers.h"
#include "tests/support/await.h"

#include <QDir>

namespace peregrine::test {

LibraryFixture::LibraryFixture()
    : m_store(m_folder.filePath(QStringLiteral("library.sqlite")),
              m_folder.filePath(QStringLiteral("results")))
    , m_jobs(m_store)
    , m_assets(m_store)
{
    QDir(m_folder.path()).mkdir(QStringLiteral("results"));
    if (!await(m_store.open()))
        qFatal("the library does not open");
}

QString LibraryFixture::resultPath(const QString &name) const
{
    return m_folder.filePath(QStringLiteral("results/") + name);
}

Job LibraryFixture::job(const QString &prompt)
{
    Job job;
    job.id = JobId(makeIdText());
    job.batch = BatchId(makeIdText());
    job.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    job.modelTitle = QStringLiteral("Paint");
    job.input = {{QStringLiteral("prompt"), prompt}};
    job.state = JobState::Done;
    job.createdAt = QDateTime(QDate(2026, 11, 1), QTime(12, 0));
    return job;
}

Asset LibraryFixture::asset(const Job &job, const QString &fileName, int index) const
{
    Asset asset;
    asset.id = AssetId(makeIdText());
    asset.job = job.id;
    asset.batch = job.batch;
    asset.index = index;
    asset.kind = MediaKind::Image;
    asset.mimeType = QStringLiteral("image/png");
    asset.path = resultPath(fileName);
    asset.bytes = 1000;
    asset.size = {1024, 768};
    asset.createdAt = job.createdAt;
    asset.title = job.title();
    asset.endpoint = job.endpoint.toString();
    asset.modelTitle = job.modelTitle;
    return asset;
}

Asset LibraryFixture::add(const Job &job, const QString &fileName)
{
    const Asset made = asset(job, fileName);
    if (!await(m_jobs.saveResult(job, {made})))
        qFatal("a result cannot be saved");
    return made;
}

Asset LibraryFixture::add(const QString &prompt)
{
    return add(job(prompt), QStringLiteral("%1.png").arg(++m_count));
}

Asset LibraryFixture::add(const QString &prompt, const QImage &picture, const char *format)
{
    const QString name =
        QStringLiteral("%1.%2").arg(++m_count).arg(QLatin1String(format).toString().toLower());
    if (!picture.save(resultPath(name), format))
        qFatal("a picture cannot be written");
    return add(job(prompt), name);
}

QStringList LibraryFixture::found(const QString &search)
{
    const auto index = await(m_assets.index(parseLibraryQuery(search).query));
    if (!index)
        qFatal("the search failed");
    QList<AssetId> ids;
    for (const LibraryEntry &entry : index->entries)
        ids.append(entry.id);
    const auto assets = await(m_assets.load(ids));
    QStringList titles;
    for (const Asset &asset : *assets)
        titles.append(asset.title);
    return titles;
}

void LibraryFixture::execute(const QString &sql)
{
    const auto done = await(m_store.run([sql](QSqlDatabase &database) -> Expected<Done, Error> {
        if (auto ran = peregrine::execute(database, sql); !ran)
            return Unexpected{ran.error()};
        return Done{};
    }));
    if (!done)
        qFatal("a statement failed");
}

} // namespace peregrine::test
