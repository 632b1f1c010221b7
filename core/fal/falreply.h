#pragma once

#include "core/base/error.h"

#include <QObject>

#include <optional>
#include <utility>

namespace peregrine {

/// One call under way. Born running; connect before returning to the event loop. Ends exactly once:
/// succeeded() or failed(), then finished(), then it deletes itself. All signals come from the
/// event loop, never from inside a call. May be deleted at any moment, which abandons the call
/// silently. Lives in the thread of its service.
class FalReply : public QObject
{
    Q_OBJECT

public:
    explicit FalReply(QObject *parent);
    ~FalReply() override;

    /// Forgets the call: it ends as Canceled unless it has ended already. A request that the server
    /// has accepted goes on there; QueueService::cancel() is what stops it.
    void cancel();
    [[nodiscard]] bool hasSettled() const { return m_settled; }

Q_SIGNALS:
    /// Bytes of the body that goes up or comes down; total is -1 when not known.
    void progressed(qint64 done, qint64 total);
    void succeeded();
    void failed(const peregrine::Error &error);
    void finished();

protected:
    /// The first outcome wins.
    void succeed();
    void fail(const Error &error);
    /// Stops what is under way. Called once, when the outcome is there.
    virtual void stop();

private:
    void settle(std::optional<Error> error);

    bool m_settled = false;
};

/// A call that answers a T. The value may be read from succeeded() on.
template <typename T> class FalCall : public FalReply
{
public:
    using FalReply::FalReply;

    [[nodiscard]] const T &value() const { return *m_value; }

protected:
    void succeedWith(T value)
    {
        if (hasSettled())
            return;
        m_value = std::move(value);
        succeed();
    }

private:
    std::optional<T> m_value;
};

} // namespace peregrine
