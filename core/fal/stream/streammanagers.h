#pragma once

#include <QList>
#include <QNetworkAccessManager>
#include <QObject>

namespace peregrine {

/// Connections for answers that stay open. Qt opens six connections a host and manager and lets all
/// others wait, so streams have managers of their own, and as many as it takes.
class StreamManagers : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~StreamManagers() override;

    /// A manager with a connection to spare, owned here. Give it back when the stream has ended.
    [[nodiscard]] QNetworkAccessManager *take();
    void giveBack(QNetworkAccessManager *manager);

private:
    struct Shared
    {
        QNetworkAccessManager *manager = nullptr;
        int streams = 0;
    };

    /// One less than Qt's six: a stream that was given up frees its connection a little later.
    static constexpr int streamsEach = 5;

    QList<Shared> m_managers;
};

} // namespace peregrine
