#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QFuture>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QThreadPool>

namespace peregrine {

/// An archive that was made.
struct PackedFiles
{
    /// Absolute path.
    QString path;
    int files = 0;
    qint64 bytes = 0;

    friend bool operator==(const PackedFiles &, const PackedFiles &) = default;
};

/// Packs files and folders into a zip for models that take an archive, by libzip. Works on a thread
/// of its own, one archive after the other; destroying it gives up what is under way.
class FilePacker : public QObject
{
    Q_OBJECT

public:
    using Result = Expected<PackedFiles, Error>;

    explicit FilePacker(QObject *parent = nullptr);
    ~FilePacker() override;

    /// Where the archives go; made when it is missing.
    void setFolder(const QString &folder) { m_folder = folder; }

    /// See PackList for what goes in. The archive is named after the folder or the first file. The
    /// future's progress is in thousandths; cancelling it leaves nothing behind.
    [[nodiscard]] QFuture<Result> pack(const QStringList &paths);

private:
    QString m_folder;
    QThreadPool m_pool;
    QList<QFuture<Result>> m_underWay;
};

} // namespace peregrine
