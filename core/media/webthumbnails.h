#pragma once

#include "core/media/assetdownloader.h"
#include "core/media/thumbnailer.h"

#include <QCache>
#include <QHash>
#include <QImage>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QString>
#include <QUrl>

#include <memory>

namespace peregrine {

/// Small pictures of addresses on the web, for lists that are scrolled through: fetched when they
/// are wanted, a few at a time and without any key, given up when they are not any more, kept in a
/// folder that stays bounded. One that cannot be had is not asked for again. Lives in one thread;
/// decoding is the thumbnailer's.
class WebThumbnails : public QObject
{
    Q_OBJECT

public:
    static constexpr int atOnce = 4;
    static constexpr qint64 maxBytes = 8LL * 1024 * 1024;
    static constexpr qint64 folderBytes = 64LL * 1024 * 1024;

    /// The thumbnailer must outlive it. plainHttpBase as in AssetDownloader.
    WebThumbnails(QString folder, Thumbnailer &thumbnails, const QUrl &plainHttpBase = {},
                  QObject *parent = nullptr);
    ~WebThumbnails() override;

    /// Another server is in use. What is under way is given up, and what could not be had may be
    /// had now.
    void setPlainHttpBase(const QUrl &base);
    /// What is on show now, the first most urgent. What was wanted before and is not any more is
    /// given up.
    void want(const QList<QUrl> &urls);
    /// Null until arrived().
    [[nodiscard]] QImage pictureOf(const QUrl &url) const;

Q_SIGNALS:
    void arrived(const QUrl &url);

private:
    void next();
    void fetch(const QUrl &url, const QString &name);
    void decode(const QUrl &url, const QString &path);
    void settle(const QUrl &url);

    QString m_folder;
    Thumbnailer &m_thumbnails;
    QUrl m_plainHttpBase;
    std::unique_ptr<AssetDownloader> m_downloader;
    QCache<QUrl, QImage> m_pictures;
    QList<QUrl> m_waiting;
    /// Null downloads are being decoded.
    QHash<QUrl, QPointer<Download>> m_underWay;
    QSet<QUrl> m_missing;
};

} // namespace peregrine
