#pragma once

#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/interrupt.h"
#include "core/credentials/keyring.h"
#include "core/credentials/profilerepository.h"
#include "core/credentials/systemkeystore.h"
#include "core/library/store.h"
#include "core/localserver/localserverhost.h"
#include "core/settings/folders.h"
#include "core/settings/settings.h"

#include <QJsonObject>
#include <QObject>
#include <QUrl>

#include <memory>

namespace peregrine::cli {

/// One run of peregrine-cli: profile, key, server, then the command. Owns what the command works
/// with. The order of the members is the order of dependence.
class Program : public QObject
{
    Q_OBJECT

public:
    /// input: what --input gave. The output must outlive it.
    Program(const CommandLine &line, QJsonObject input, Output &output, QObject *parent = nullptr);
    ~Program() override;

    /// From the event loop, once.
    void start();

Q_SIGNALS:
    /// Once.
    void finished(int exitStatus);

private:
    void useKey(const ResolvedKey &resolved);
    void launch(const Secret &key);
    [[nodiscard]] Expected<Done, Error> startLocalServer(QUrl &base);
    [[nodiscard]] std::unique_ptr<Command> makeCommand(const Context &context, const QUrl &base);
    void interrupt();
    void fail(const Error &error);

    CommandLine m_line;
    QJsonObject m_input;
    Output &m_output;
    Folders m_folders;
    Settings m_settings;
    ProfileRepository m_profiles;
    SystemKeyStore m_store;
    KeyRing m_keys;
    Profile m_profile;
    QString m_server;
    std::unique_ptr<LocalServerHost> m_host;
    std::unique_ptr<Store> m_library;
    std::unique_ptr<FalServers> m_servers;
    std::unique_ptr<Command> m_command;
    Interrupt m_interrupt;
};

} // namespace peregrine::cli
