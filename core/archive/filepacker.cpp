#include "core/archive/filepacker.h"

#include "core/archive/packlist.h"
#include "core/media/filenames.h"
#include "core/media/partfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>
#include <QPromise>
#include <QtConcurrentRun>

#include <memory>
#include <zip.h>

namespace peregrine {

namespace {

using Promise = QPromise<FilePacker::Result>;

constexpr int thousand = 1000;

struct Discard
{
    void operator()(zip_t *archive) const { zip_discard(archive); }
};

using Archive = std::unique_ptr<zip_t, Discard>;

/// A name that no file in the folder has.
QString freePath(const QString &folder, const QString &baseName)
{
    for (int number = 1;; ++number) {
        QString path =
            folder + QLatin1Char('/') + numberedName(baseName, number, QStringLiteral(".zip"));
        if (!QFileInfo::exists(path))
            return path;
    }
}

/// Packing what is packed costs time and gains nothing.
bool isPacked(const QString &name)
{
    static const QMimeDatabase types;
    const QString type = types.mimeTypeForFile(name, QMimeDatabase::MatchExtension).name();
    return (type.startsWith(QLatin1String("image/")) && type != QLatin1String("image/bmp")
            && type != QLatin1String("image/svg+xml"))
        || type.startsWith(QLatin1String("video/")) || type == QLatin1String("audio/mpeg")
        || type == QLatin1String("application/zip");
}

Error zipError(const QString &name, zip_t *archive)
{
    return Error::storage(FilePacker::tr("The archive \"%1\" could not be made: %2.")
                              .arg(name, QString::fromUtf8(zip_strerror(archive))));
}

Expected<Done, Error> add(zip_t *archive, const PackEntry &entry, const QString &name)
{
    zip_source_t *source =
        zip_source_file(archive, QFile::encodeName(entry.path).constData(), 0, -1);
    if (!source)
        return Unexpected{zipError(name, archive)};
    const zip_int64_t index =
        zip_file_add(archive, entry.name.toUtf8().constData(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return Unexpected{zipError(name, archive)};
    }
    const auto at = zip_uint64_t(index);
    zip_set_file_compression(archive, at, isPacked(entry.name) ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0);
    zip_file_set_mtime(archive, at, time_t(entry.modified.toSecsSinceEpoch()), 0);
    return Done();
}

FilePacker::Result packTo(const QStringList &paths, const QString &folder, Promise &promise)
{
    const auto list = PackList::of(paths);
    if (!list)
        return Unexpected{list.error()};
    if (!QDir().mkpath(folder))
        return Unexpected{
            Error::storage(FilePacker::tr("The folder \"%1\" could not be made.").arg(folder))};
    if (const auto space = checkSpace(folder, list->bytes); !space)
        return Unexpected{space.error()};

    const QFileInfo first(paths.constFirst());
    const QString path =
        freePath(folder,
                 safeFileText(first.isDir() ? first.fileName() : first.completeBaseName(),
                              QStringLiteral("files")));
    const QString name = QFileInfo(path).fileName();
    int code = 0;
    Archive archive(zip_open(QFile::encodeName(path).constData(), ZIP_CREATE | ZIP_EXCL, &code));
    if (!archive)
        return Unexpected{
            Error::storage(FilePacker::tr("The archive \"%1\" could not be made.").arg(name))};
    for (const PackEntry &entry : list->entries) {
        if (const auto added = add(archive.get(), entry, name); !added)
            return Unexpected{added.error()};
    }
    promise.setProgressRange(0, thousand);
    zip_register_progress_callback_with_state(
        archive.get(), 1.0 / thousand,
        [](zip_t *, double done, void *state) {
            static_cast<Promise *>(state)->setProgressValue(int(done * thousand));
        },
        nullptr, &promise);
    zip_register_cancel_callback_with_state(
        archive.get(),
        [](zip_t *, void *state) { return int(static_cast<Promise *>(state)->isCanceled()); },
        nullptr, &promise);
    // Reads, packs and writes all; on success the archive is gone with it.
    if (zip_close(archive.get()) != 0)
        return Unexpected{zipError(name, archive.get())};
    (void)archive.release();
    return PackedFiles{path, int(list->entries.size()), QFileInfo(path).size()};
}

} // namespace

FilePacker::FilePacker(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

FilePacker::~FilePacker()
{
    for (QFuture<Result> &future : m_underWay)
        future.cancel();
    m_pool.waitForDone();
}

QFuture<FilePacker::Result> FilePacker::pack(const QStringList &paths)
{
    m_underWay.removeIf([](const QFuture<Result> &future) { return future.isFinished(); });
    const QFuture<Result> future =
        QtConcurrent::run(&m_pool, [paths, folder = m_folder](Promise &promise) {
            Result result = packTo(paths, folder, promise);
            if (!promise.isCanceled())
                promise.addResult(std::move(result));
            else if (result)
                QFile::remove(result->path);
        });
    m_underWay.append(future);
    return future;
}

} // namespace peregrine
