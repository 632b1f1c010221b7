#pragma once

#include "app/services.h"
#include "core/fal/endpointid.h"

#include <QFuture>
#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace peregrine {

class MainWindow;

/// Brings the services up behind the window that is on screen already: folders, library, local
/// server, jobs. What does not work is said in the window, with a way to try again; nothing is
/// overwritten.
class Startup : public QObject
{
    Q_OBJECT

public:
    /// `server` empty: the last choice, else fal with a key and local without.
    Startup(Services &services, MainWindow &window, QString server, EndpointId endpoint,
            QObject *parent = nullptr);

    ~Startup() override;

    void begin();
    /// Files to open once the library is there.
    void setFiles(const QStringList &files) { m_files = files; }
    /// What a later start of the program was asked for: comes to the front and does it.
    void take(const QStringList &arguments, const QString &activationToken);

private:
    void openLibrary();
    void startServer();
    void findKey();
    void useKey(const ResolvedKey &resolved);
    /// Goes on when the local server, the key and what forms held last are settled.
    void proceed();
    void useServer(const Expected<QUrl, Error> &base);
    void choose(const QString &server);

    Services &m_services;
    MainWindow &m_window;
    QString m_server;
    EndpointId m_endpoint;
    QStringList m_files;
    QFuture<Expected<Done, Error>> m_preparation;
    QFuture<Expected<QUrl, Error>> m_serverStart;
    std::optional<Expected<QUrl, Error>> m_localBase;
    bool m_isKeySettled = false;
    /// The window has a server and a library.
    bool m_isReady = false;
};

} // namespace peregrine
