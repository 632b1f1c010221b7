#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/fal/transport/falanswer.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace peregrine {

class FileSender;

/// One request of a FileSender under way. Deleting it abandons the request.
class FileSending final : public QObject
{
    Q_OBJECT

public:
    /// Any HTTP answer, also a refusal; an error when there was none or the file could not be read.
    using Outcome = Expected<FalAnswer, Error>;

    FileSending(FileSender &sender, quint64 id, std::function<void(const Outcome &)> done,
                QObject *owner);
    ~FileSending() override;

Q_SIGNALS:
    /// Bytes of the body that have gone out, some times a second at most.
    void progressed(qint64 sent);

private:
    friend class FileSender;
    void finish(const Outcome &outcome);

    QPointer<FileSender> m_sender;
    const quint64 m_id;
    std::function<void(const Outcome &)> m_done;
};

} // namespace peregrine
