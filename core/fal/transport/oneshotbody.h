#pragma once

#include <QByteArray>
#include <QIODevice>

namespace peregrine {

/// A request body that can be read once. QNetworkAccessManager sends a request again by itself when
/// a connection dies before the answer, on a fresh connection too; a paid job would run twice. A
/// body that cannot be rewound makes it stop with ContentReSendError instead. It also knows whether
/// the request can have left: Qt reads the body in the thread of its owner, when the connection is
/// there.
class OneShotBody : public QIODevice
{
    Q_OBJECT

public:
    OneShotBody(QByteArray bytes, QObject *parent);

    /// Without a byte of its body no server begins a request.
    [[nodiscard]] bool wasRead() const { return m_read > 0; }
    /// From now on nothing more is read: a request whose body was not read cannot leave any more.
    void withdraw();

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool atEnd() const override;
    [[nodiscard]] qint64 bytesAvailable() const override;
    /// Always false, without the warning of QIODevice's own.
    bool seek(qint64 position) override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    QByteArray m_bytes;
    qint64 m_read = 0;
    bool m_withdrawn = false;
};

} // namespace peregrine
