#pragma once

#include <QLockFile>
#include <QString>

#include <chrono>

namespace peregrine {

/// A file that at most one program holds locked, until it lets go or ends, however that comes.
/// QLockFile with two differences: a lock does not grow stale by age, and one whose file says
/// nothing (its program was killed, or the power failed, before it was written) does not stay
/// locked for ever. Not for several threads at once; different objects on one file exclude each
/// other within a program, too.
class ProcessLock
{
public:
    enum class Outcome {
        Locked,
        HeldByOther,
        NotWritable, ///< the folder is missing, is read-only, or its disk is full
    };

    explicit ProcessLock(const QString &path);

    /// Blocks for about `patience` at most, or a second while the file says nothing yet.
    [[nodiscard]] Outcome tryLock(std::chrono::milliseconds patience = {});

private:
    [[nodiscard]] bool saysNothing() const;
    [[nodiscard]] bool isFresh() const;

    QLockFile m_file;
};

} // namespace peregrine
