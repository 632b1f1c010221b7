#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QUrl>

#include <functional>

class QNetworkReply;

namespace peregrine {

class FalTransport;

/// Asks whether an uploaded file is still there: HEAD, without the key. Deleting it abandons the
/// question.
class UrlCheck final : public QObject
{
    Q_OBJECT

public:
    enum class Answer {
        There,
        Gone,
        /// Nobody could say: no answer in time, or one that says nothing about the file.
        Unknown,
    };

    /// `size` is what the file must have. `done` is called once from the event loop.
    UrlCheck(FalTransport &transport, const QUrl &url, qint64 size,
             std::function<void(Answer)> done, QObject *owner);
    ~UrlCheck() override;

private:
    void conclude();
    void end(Answer answer);

    const qint64 m_size;
    std::function<void(Answer)> m_done;
    QPointer<QNetworkReply> m_reply;
    QTimer m_patience;
};

} // namespace peregrine
