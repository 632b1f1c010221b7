#include "app/startup.h"

#include "core/base/async.h"
#include "core/settings/settingkeys.h"
#include "ui/form/inputform.h"
#include "ui/shell/createpage.h"
#include "ui/shell/formpanel.h"
#include "ui/shell/mainwindow.h"

#include <QtConcurrent>

#include <utility>

namespace peregrine {

Startup::Startup(Services &services, MainWindow &window, QString server, EndpointId endpoint,
                 QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_window(window)
    , m_server(std::move(server))
    , m_endpoint(std::move(endpoint))
{
    m_window.createPage().form().input().setWebPictures(&m_services.webPictures);
    connect(&m_window, &MainWindow::tryAgain, this, &Startup::begin);
    connect(&m_window, &MainWindow::serverChosen, this, [this](const QString &chosen) {
        m_services.settings.set(settings::server, chosen);
        choose(chosen);
    });
}

Startup::~Startup()
{
    // It works on the services.
    m_serverStart.waitForFinished();
}

void Startup::begin()
{
    whenDone(this, QtConcurrent::run([folders = m_services.folders] { return folders.prepare(); }),
             [this](const Expected<Done, Error> &prepared) {
                 if (prepared)
                     openLibrary();
                 else
                     m_window.showProblem(tr("Peregrine cannot keep your work here"),
                                          prepared.error());
             });
}

void Startup::openLibrary()
{
    whenDone(this, m_services.store.open(), [this](const Expected<Done, Error> &opened) {
        if (!opened) {
            m_window.showProblem(tr("The library cannot be opened"), opened.error());
            return;
        }
        m_window.hideProblem();
        m_services.prompts.load();
        m_services.presets.load();
        startServer();
    });
}

void Startup::startServer()
{
    // It reads what it had stored: not on the interface's thread.
    m_serverStart = QtConcurrent::run([&host = m_services.localServer] { return host.start(); });
    whenDone(this, m_serverStart, [this](const Expected<QUrl, Error> &base) {
        m_localBase = base;
        proceed();
    });
    findKey();
}

void Startup::findKey()
{
    if (m_services.servers.hasKey()) {
        m_isKeySettled = true;
        return;
    }
    // A store that hangs is given up after a while; the window is there meanwhile.
    FalCall<ResolvedKey> *call =
        m_services.keys.resolve(m_services.profiles.current().keyReference);
    connect(call, &FalReply::succeeded, this, [this, call] { useKey(call->value()); });
}

void Startup::useKey(const ResolvedKey &resolved)
{
    if (!resolved.key.isEmpty())
        m_services.servers.setKey(resolved.key);
    // Who works with previews of their own computer misses no key.
    const QString chosen =
        m_server.isEmpty() ? m_services.settings.get(settings::server) : m_server;
    if (resolved.problem && !chosen.isEmpty() && chosen != FalServers::local)
        m_window.showNews(resolved.problem->message);
    m_isKeySettled = true;
    proceed();
}

void Startup::proceed()
{
    if (m_localBase && m_isKeySettled)
        useServer(*std::exchange(m_localBase, std::nullopt));
}

void Startup::useServer(const Expected<QUrl, Error> &base)
{
    if (base)
        m_services.servers.setLocalBase(*base);
    else
        m_window.showNews(base.error().message);

    m_window.libraryReady();
    m_window.openFiles(std::exchange(m_files, {}));
    m_services.jobs.resume();

    QString server = m_server;
    if (server.isEmpty())
        server = m_services.settings.get(settings::server);
    if (server.isEmpty()
        || (server == FalServers::fal && !m_services.servers.hasKey() && m_server.isEmpty()))
        server = m_services.servers.hasKey() ? FalServers::fal : FalServers::local;
    choose(server);
}

void Startup::choose(const QString &server)
{
    const auto client = m_services.servers.client(server);
    if (!client)
        m_window.showNews(client.error().message);
    const QUrl base = client ? (*client)->transport().environment().base() : QUrl();
    m_services.webPictures.setPlainHttpBase(base);
    m_services.webThumbnails.setPlainHttpBase(base);
    m_window.useServer(server, std::exchange(m_endpoint, {}));
}

} // namespace peregrine
