#include "app/cli/linereader.h"

#include <mutex>
#include <thread>

namespace peregrine::cli {

struct LineReader::Shared
{
    std::mutex mutex;
    /// Null when nobody listens any more.
    LineReader *reader = nullptr;

    template <typename F> bool tell(F signal)
    {
        const std::lock_guard lock(mutex);
        if (!reader)
            return false;
        QMetaObject::invokeMethod(reader, std::move(signal), Qt::QueuedConnection);
        return true;
    }
};

LineReader::LineReader(FILE *stream, QObject *parent)
    : QObject(parent)
    , m_shared(std::make_shared<Shared>())
{
    m_shared->reader = this;
    // Nothing can interrupt a read of a terminal: the thread ends with the stream or the program.
    std::thread([this, stream, shared = m_shared] {
        QByteArray line;
        for (int letter = std::fgetc(stream); letter != EOF; letter = std::fgetc(stream)) {
            if (letter != '\n') {
                if (line.size() < maxLine)
                    line.append(static_cast<char>(letter));
                continue;
            }
            if (!shared->tell([this, line] { Q_EMIT lineRead(line); }))
                return;
            line.clear();
        }
        if (!line.isEmpty())
            shared->tell([this, line] { Q_EMIT lineRead(line); });
        shared->tell([this] { Q_EMIT ended(); });
    }).detach();
}

LineReader::~LineReader()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->reader = nullptr;
}

} // namespace peregrine::cli
