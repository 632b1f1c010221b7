#include "app/startup.h"

#include "app/windowarguments.h"
#include "core/base/async.h"
#include "core/settings/settingkeys.h"
#include "ui/form/inputform.h"
#include "ui/shell/createpage.h"
#include "ui/shell/formpanel.h"
#include "ui/shell/mainwindow.h"

#include <QtConcurrent>

#include <utility>

namespace peregrine {

namespace {

/// What the embedded server draws at once; more would only wait there.
constexpr int localLimit = 4;

} // namespace

Startup::Startup(Services &services, MainWindow &window, QString server, EndpointId endpoint,
                 QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_window(window)
    , m_server(std::move(server))
    , m_endpoint(std::move(endpoint))
{
    m_window.createPage().form().input().setWebPictures(&m_services.webPictures);
    connect(&m_services.drafts, &DraftBook::loaded, this, &Startup::proceed);
    connect(&m_window, &MainWindow::tryAgain, this, &Startup::begin);
    connect(&m_window, &MainWindow::serverChosen, this, [this](const QString &chosen) {
        m_services.settings.set(settings::server, chosen);
        choose(chosen);
    });
}

Startup::~Startup()
{
    // They work on the services.
    m_preparation.waitForFinished();
    m_serverStart.waitForFinished();
}

void Startup::begin()
{
    m_preparation = QtConcurrent::run([folders = m_services.folders, &run = m_services.run] {
        auto prepared = folders.prepare();
        return prepared ? run.begin() : prepared;
    });
    whenDone(this, m_preparation, [this](const Expected<Done, Error> &prepared) {
        if (prepared)
            openLibrary();
        else
            m_window.showProblem(tr("Peregrine cannot keep your work here"), prepared.error());
    });
}

void Startup::take(const QStringList &arguments, const QString &activationToken)
{
    m_window.comeToFront(activationToken);
    const auto asked = WindowArguments::parse(arguments);
    if (!asked) {
        m_window.showNews(asked.error().message);
        return;
    }
    if (!asked->endpoint.isEmpty())
        m_endpoint = asked->endpoint;
    if (!asked->server.isEmpty())
        m_server = asked->server;
    m_files += asked->files;
    if (!m_isReady)
        return; // the start does it
    m_window.openFiles(std::exchange(m_files, {}));
    if (!asked->server.isEmpty())
        choose(asked->server);
    else if (!m_endpoint.isEmpty())
        m_window.openModel(std::exchange(m_endpoint, {}));
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
        m_services.drafts.load();
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
    if (m_localBase && m_isKeySettled && m_services.drafts.isLoaded())
        useServer(*std::exchange(m_localBase, std::nullopt));
}

void Startup::useServer(const Expected<QUrl, Error> &base)
{
    if (base)
        m_services.servers.setLocalBase(*base);
    else
        m_window.showNews(base.error().message);

    m_window.libraryReady();
    m_isReady = true;
    m_window.openFiles(std::exchange(m_files, {}));
    const Profile profile = m_services.profiles.current();
    m_services.jobs.setLimit(FalServers::fal, profile.concurrency);
    m_services.jobs.setLimit(FalServers::local, localLimit);
    if (!profile.server.isEmpty() && profile.server != FalServers::local)
        m_services.jobs.setLimit(profile.server, profile.concurrency);
    m_services.jobs.resume();
    m_services.assets.forgetTrashed();
    m_services.pictureHashes.start();
    m_services.libraryWatch.start();

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
