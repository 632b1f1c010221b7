#include "core/media/filedownload.h"

#include "core/base/async.h"
#include "core/media/mediatypes.h"
#include "core/media/resultcheck.h"

#include <QFileInfo>
#include <QtConcurrentRun>

#include <utility>

namespace peregrine {

namespace {

using Checked = Expected<MediaInfo, Error>;

Checked checkedFile(PartFile &part, const std::function<Expected<Done, Error>(PartFile &)> &write,
                    const QString &expectedType, const QString &baseName)
{
    if (write) {
        if (auto written = write(part); !written)
            return Unexpected{written.error()};
    }
    if (auto done = part.finish(); !done)
        return Unexpected{done.error()};
    auto checked = checkResult(part.path(), expectedType);
    if (checked)
        return checked;
    // People know the name that the file was to get, not the one it has meanwhile.
    Error error = checked.error();
    error.message.replace(QFileInfo(part.path()).fileName(), baseName);
    return Unexpected{error};
}

} // namespace

FileDownload::FileDownload(const DownloadRequest &request, QThreadPool &workers, QObject *parent)
    : Download(parent)
    , m_request(request)
    , m_workers(workers)
{ }

FileDownload::~FileDownload() = default;

bool FileDownload::openPart()
{
    m_part = std::make_shared<PartFile>();
    if (auto opened = m_part->open(m_request.folder, m_request.baseName); !opened) {
        fail(opened.error());
        return false;
    }
    return true;
}

void FileDownload::finishFile(const Step &write, const QString &expectedType)
{
    const auto checked = QtConcurrent::run(
        &m_workers, [part = m_part, write, expectedType, name = m_request.baseName] {
            return checkedFile(*part, write, expectedType, name);
        });
    whenDone(this, checked, [this](const Checked &info) {
        if (hasSettled())
            return;
        if (info)
            putInPlace(*info);
        else
            rejected(info.error());
    });
}

void FileDownload::rejected(const Error &error)
{
    fail(error);
}

void FileDownload::putInPlace(const MediaInfo &info)
{
    const auto placed = m_part->putInPlace(extensionFor(info.mimeType));
    if (!placed) {
        fail(placed.error());
        return;
    }
    const DownloadedFile file{*placed, info, m_part->size()};
    const auto flushed = QtConcurrent::run(&m_workers, [folder = m_request.folder] {
        flushFolder(folder);
        return Done{};
    });
    whenDone(this, flushed, [this, file](Done) { succeed(file); });
}

void FileDownload::keepFile()
{
    m_part->keep();
}

void FileDownload::stop()
{
    m_part.reset();
}

} // namespace peregrine
