#pragma once

#include "core/fal/storage/curltransfer.h"

#include <QList>
#include <QMutex>
#include <QThread>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace peregrine {

/// The thread in which libcurl sends. add() and remove() may be called from anywhere; the functions
/// given to the constructor are called in the worker's thread. The destructor stops it at once.
class CurlWorker final : public QThread
{
    Q_OBJECT

public:
    using Progressed = std::function<void(quint64 id, qint64 sent)>;
    using Ended = std::function<void(quint64 id, const FileSending::Outcome &)>;

    CurlWorker(Progressed progressed, Ended ended);
    ~CurlWorker() override;

    void add(quint64 id, const SendRequest &request);
    void remove(quint64 id);

protected:
    void run() override;

private:
    struct Command
    {
        quint64 id = 0;
        std::optional<SendRequest> request; ///< none: remove
    };

    struct FreeMulti
    {
        void operator()(CURLM *multi) const { curl_multi_cleanup(multi); }
    };

    [[nodiscard]] bool takeCommands();
    void startWaiting();
    void collect();
    void report();
    void drop(quint64 id);
    void wake();

    const Progressed m_progressed;
    const Ended m_ended;
    std::unique_ptr<CURLM, FreeMulti> m_multi;

    QMutex m_mutex;
    std::vector<Command> m_commands;
    bool m_stopping = false;

    // Of the worker's thread alone.
    std::map<quint64, std::unique_ptr<CurlTransfer>> m_active;
    std::map<quint64, SendRequest> m_waiting;
};

} // namespace peregrine
