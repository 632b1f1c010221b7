#pragma once

#include "core/fal/storage/uploadbody.h"

#include <QFile>

namespace peregrine {

/// Reads an upload's bytes where they are when they are wanted. Blocks on the disk: for the thread
/// that sends. A file that is not what it was ends the reading with problem().
class UploadReader
{
public:
    explicit UploadReader(UploadBody body);

    /// Opens the file; false with problem() when that cannot be done.
    [[nodiscard]] bool open();
    /// How many bytes were read, 0 at the end; -1 with problem() when they cannot be had.
    [[nodiscard]] qint64 read(char *into, qint64 most);
    /// Back or forth within the body, for a transfer that begins again.
    [[nodiscard]] bool seek(qint64 position);
    /// False with problem() when the file has changed since it was looked at.
    [[nodiscard]] bool isUnchanged();

    [[nodiscard]] qint64 position() const { return m_position; }
    /// A sentence for people; empty while all is well.
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    void changed();

    const UploadBody m_body;
    QFile m_file;
    qint64 m_position = 0;
    QString m_problem;
};

} // namespace peregrine
