#include "tests/gui/gallery/galleryfixture.h"

#include "core/localserver/studio/studio.h"

#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QtTest>

namespace peregrine {

using namespace Qt::StringLiterals;

GalleryFixture::GalleryFixture()
    : m_store(std::make_unique<Store>(m_folder.filePath(u"library.db"_s)))
    , m_jobs(std::make_unique<SqlJobRepository>(*m_store))
    , m_assets(std::make_unique<AssetRepository>(*m_store))
    , m_thumbnailer(std::make_unique<Thumbnailer>(QString()))
{
    const bool opened = m_store->open().result().hasValue();
    if (!opened)
        qFatal("The temporary library cannot be opened.");
}

Asset GalleryFixture::addPicture(const QString &title, const QSize &size)
{
    Asset asset;
    asset.kind = MediaKind::Image;
    asset.mimeType = u"image/png"_s;
    asset.path = path(u"picture-%1.png"_s.arg(++m_count));
    asset.size = size;
    QImage image(size, QImage::Format_RGB32);
    image.fill(QColor::fromHsv(m_count * 47 % 360, 150, 200));
    image.save(asset.path);
    return save(asset, title);
}

QList<Asset> GalleryFixture::addPictures(int count)
{
    QList<Asset> assets;
    for (int i = 0; i < count; ++i)
        assets.append(addPicture(u"picture number %1"_s.arg(i)));
    return assets;
}

Asset GalleryFixture::addFile(const QString &name, const QByteArray &bytes, MediaKind kind,
                              const QString &mimeType)
{
    Asset asset;
    asset.kind = kind;
    asset.mimeType = mimeType;
    asset.path = path(name);
    QFile file(asset.path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("A test file cannot be written.");
    file.close();
    return save(asset, name);
}

Asset GalleryFixture::save(Asset asset, const QString &title)
{
    Job job;
    job.id = JobId(makeIdText());
    job.endpoint = *EndpointId::parse(u"local/paint"_s);
    job.modelTitle = u"Paint"_s;
    job.server = u"local"_s;
    job.input = {{u"prompt"_s, title}, {u"seed"_s, 42}, {u"num_images"_s, 1}};
    job.state = JobState::Done;
    job.request = RequestId(u"request-%1"_s.arg(m_count));
    job.createdAt = QDateTime::currentDateTimeUtc();
    job.submittedAt = job.createdAt.addMSecs(10);
    job.startedAt = job.createdAt.addMSecs(1510);
    job.endedAt = job.createdAt.addMSecs(4010);
    asset.id = AssetId(makeIdText());
    asset.job = job.id;
    asset.bytes = QFileInfo(asset.path).size();
    asset.createdAt = job.endedAt;
    asset.title = title;
    asset.endpoint = job.endpoint.toString();
    asset.modelTitle = job.modelTitle;
    if (!m_jobs->saveResult(job, {asset}).result().hasValue())
        qFatal("A test result cannot be saved.");
    return asset;
}

Job GalleryFixture::jobOf(const Asset &asset)
{
    return m_jobs->find(asset.job).result().value();
}

QByteArray GalleryFixture::video()
{
    studio::AnimateRequest request;
    request.prompt = u"a quiet sea at dusk"_s;
    request.size = {160, 90};
    request.seconds = 2;
    request.framesPerSecond = 12;
    const auto film = studio::animate(request, [](int, int, const QString &) { return true; });
    return film ? film->bytes : QByteArray();
}

QByteArray GalleryFixture::sound()
{
    studio::SpeakRequest request;
    request.text = u"good morning"_s;
    const auto speech = studio::speak(request, [](int, int, const QString &) { return true; });
    return speech ? speech->bytes : QByteArray();
}

} // namespace peregrine
