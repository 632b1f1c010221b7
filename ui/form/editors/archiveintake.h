#pragma once

#include "core/archive/filepacker.h"
#include "core/schema/fieldspec.h"

#include <QFuture>
#include <QObject>
#include <QStringList>

namespace peregrine {

/// Makes one archive of the files and folders that are given to a field which takes an archive.
/// Destroying it gives up what is under way.
class ArchiveIntake : public QObject
{
    Q_OBJECT

public:
    /// The packer must outlive it.
    explicit ArchiveIntake(FilePacker &packer, QObject *parent = nullptr);
    ~ArchiveIntake() override;

    /// Whether the field takes an archive and these are none.
    [[nodiscard]] static bool isNeeded(const FieldSpec &field, const QStringList &paths);

    /// Instead of what is being packed.
    void pack(const QStringList &paths);
    void cancel();
    [[nodiscard]] bool isPacking() const { return m_future.isRunning(); }

Q_SIGNALS:
    /// 0 to 1.
    void progressed(double part);
    void packed(const peregrine::PackedFiles &archive);
    void failed(const QString &words);

private:
    FilePacker &m_packer;
    QFuture<FilePacker::Result> m_future;
};

} // namespace peregrine
