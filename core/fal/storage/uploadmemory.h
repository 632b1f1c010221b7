#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QFuture>
#include <QList>
#include <QString>
#include <QUrl>

namespace peregrine {

class FalTransport;

/// Whose storage an upload lies in.
struct UploadOwner
{
    /// "fal" or the base URL.
    QString server;
    /// Tells keys apart without telling the key; empty without a key.
    QByteArray account;

    friend bool operator==(const UploadOwner &, const UploadOwner &) = default;
};

/// Who uploads through a transport.
[[nodiscard]] UploadOwner ownerOf(const FalTransport &transport);

/// What makes two uploads the same. The file's name is no part of it.
struct UploadIdentity
{
    UploadOwner owner;
    QByteArray sha256;
    qint64 size = 0;
    QString contentType;
    /// The lifecycle header, access rules included; empty for the account's default.
    QByteArray lifecycle;

    friend bool operator==(const UploadIdentity &, const UploadIdentity &) = default;
};

/// An upload that was made before.
struct RememberedUpload
{
    UploadIdentity identity;
    QUrl url;
    /// Invalid: not known.
    QDateTime expiresAt;
    /// When the URL was last known to work.
    QDateTime checkedAt;

    friend bool operator==(const RememberedUpload &, const RememberedUpload &) = default;
};

/// Remembers what was uploaded, so that the same content is not sent twice while it is there. Used
/// from the main thread; it may answer from anywhere, never blocks, and keeps a bounded number of
/// uploads. Forgetting something costs one more upload and is no error.
class UploadMemory
{
public:
    UploadMemory() = default;
    UploadMemory(const UploadMemory &) = delete;
    UploadMemory &operator=(const UploadMemory &) = delete;
    virtual ~UploadMemory() = default;

    /// All uploads of content of that size. Asking by size first spares reading a file that cannot
    /// be known.
    virtual QFuture<QList<RememberedUpload>> find(const UploadOwner &owner, qint64 size) = 0;
    /// Replaces what was known under the same identity.
    virtual void remember(const RememberedUpload &upload) = 0;
    virtual void forget(const QUrl &url) = 0;
};

} // namespace peregrine
