#pragma once

#include "core/base/secret.h"
#include "core/fal/falclient.h"

#include <QHash>
#include <QObject>
#include <QString>
#include <QUrl>

namespace peregrine {

/// The servers that this program talks to, by name: "fal" is the cloud, "local" the embedded
/// server, "proxy:" with an address is the cloud through a team's proxy, anything else is a base
/// URL. A job keeps the name, so that it goes on with its own server whatever is chosen meanwhile.
class FalServers : public QObject
{
    Q_OBJECT

public:
    static const QString fal;
    static const QString local;
    /// What the name of a proxy begins with.
    static const QString proxyPrefix;

    /// The key is for the cloud and for base URLs the user names; the local server never gets it,
    /// and proxies only when they are told to.
    /// All servers share one memory of uploads; without one each remembers for itself.
    explicit FalServers(Secret key, QObject *parent = nullptr,
                        std::shared_ptr<UploadMemory> uploads = {});

    /// Where the embedded server listens; until then "local" has no client. A client for an earlier
    /// address stays valid for those who use it.
    void setLocalBase(const QUrl &base);
    /// Empty until then.
    [[nodiscard]] const QUrl &localBase() const { return m_localBase; }
    [[nodiscard]] bool hasKey() const { return !m_key.isEmpty(); }
    /// From the next request on, for every client that may have the key; what is under way goes on
    /// with the key it left with.
    void setKey(Secret key);
    /// A proxy has a key of its own; one that wants the user's gets it after this.
    void setProxiesGetKey(bool get);

    /// The client of a server; the error says what is wrong with the name. Owned here, valid as
    /// long as this is.
    [[nodiscard]] Expected<FalClient *, Error> client(const QString &server);

private:
    FalClient *add(const QString &server, FalEnvironment environment);
    [[nodiscard]] bool mayHaveKey(const QString &server) const;
    void handOutKey();

    Secret m_key;
    QUrl m_localBase;
    bool m_proxiesGetKey = false;
    std::shared_ptr<UploadMemory> m_uploads;
    QHash<QString, FalClient *> m_clients;
};

} // namespace peregrine
