#pragma once

#include "core/base/error.h"
#include "core/base/processlock.h"
#include "core/base/result.h"

#include <QCoreApplication>
#include <QString>

#include <memory>

namespace peregrine {

/// One run of a program that works on a library, from its start to its end, however that comes: a
/// file that it keeps locked. Jobs name the run that looks after them (Job::runner); when it is
/// over another program may take them up. Calls touch the disk; any thread.
class ProgramRun
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::ProgramRun)

public:
    /// The folder is shared by all programs on the library. Nothing happens before begin().
    explicit ProgramRun(QString folder);
    ~ProgramRun();

    /// Also removes what runs have left that are over.
    [[nodiscard]] Expected<Done, Error> begin();
    /// Unique for all time.
    [[nodiscard]] const QString &id() const { return m_id; }
    /// Whether that run, of this or of another program, still goes on.
    [[nodiscard]] bool isAlive(const QString &id) const;

private:
    [[nodiscard]] QString pathOf(const QString &id) const;

    const QString m_folder;
    const QString m_id;
    std::unique_ptr<ProcessLock> m_lock;
};

} // namespace peregrine
