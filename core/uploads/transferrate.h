#pragma once

#include <QList>
#include <QtGlobal>

#include <chrono>

namespace peregrine {

/// How fast a transfer is now: over its last seconds, so that a pause or a burst long ago does not
/// count.
class TransferRate
{
public:
    static constexpr std::chrono::milliseconds window{4000};
    /// Sooner nothing can be said.
    static constexpr std::chrono::milliseconds shortest{400};

    /// All that has gone by a moment on any clock that only goes forward.
    void add(qint64 bytes, std::chrono::milliseconds at);
    /// 0 while it is not known.
    [[nodiscard]] qint64 bytesPerSecond() const;

private:
    struct Mark
    {
        std::chrono::milliseconds at;
        qint64 bytes = 0;
    };

    QList<Mark> m_marks;
};

} // namespace peregrine
