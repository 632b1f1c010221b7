#pragma once

#include "core/fal/storage/filestamp.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace peregrine {

/// A run of bytes to send: of a file on disk, which is read while it goes out, or of bytes in
/// memory. A plain value, cheap to copy.
class UploadBody
{
public:
    UploadBody() = default;
    [[nodiscard]] static UploadBody ofBytes(QByteArray bytes);
    /// The stamp says what the file was when it was looked at; reading fails when it is not so any
    /// more.
    [[nodiscard]] static UploadBody ofFile(QString path, const FileStamp &stamp);
    /// So many bytes from there on, at most to the end of this body.
    [[nodiscard]] UploadBody part(qint64 offset, qint64 size) const;

    [[nodiscard]] qint64 size() const { return m_size; }
    /// In the file or the bytes.
    [[nodiscard]] qint64 offset() const { return m_offset; }
    /// Empty for bytes in memory.
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    [[nodiscard]] const FileStamp &stamp() const { return m_stamp; }

private:
    QString m_path;
    QByteArray m_bytes;
    FileStamp m_stamp;
    qint64 m_offset = 0;
    qint64 m_size = 0;
};

} // namespace peregrine
