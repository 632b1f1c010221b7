#pragma once

#include "core/base/error.h"
#include "core/media/download.h"
#include "core/media/thumbnailer.h"

#include <QImage>
#include <QObject>
#include <QPointer>
#include <QString>

namespace peregrine {

/// A picture on its way from a web address to the screen. Born running; connect before returning to
/// the event loop. Ends exactly once, with arrived() or failed(), and deletes itself then. Deleting
/// it before gives it up. All signals come from the event loop.
class PictureFetch : public QObject
{
    Q_OBJECT

public:
    /// Made by WebPictures. Whoever sends it refuses more than maxBytes.
    PictureFetch(Thumbnailer &thumbnails, QString host, qint64 maxBytes, QObject *parent);
    ~PictureFetch() override;

    /// The bytes come by this download.
    void follow(Download *download);
    /// They are there already.
    void decode(const DownloadedFile &file);
    /// Ends it, from the event loop.
    void refuse(const Error &error);

Q_SIGNALS:
    /// Bytes; total is -1 when not known.
    void progressed(qint64 done, qint64 total);
    /// It is on disk and is what it should be.
    void stored(const peregrine::DownloadedFile &file);
    /// The whole picture, of a video a frame near its start.
    void arrived(const QImage &picture);
    /// The message says in words for people what to do.
    void failed(const peregrine::Error &error);

private:
    [[nodiscard]] QString wordsFor(const Error &error) const;
    void fail(const Error &error);

    Thumbnailer &m_thumbnails;
    QString m_host;
    qint64 m_maxBytes;
    QPointer<Download> m_download;
    bool m_ended = false;
};

} // namespace peregrine
