#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/fal/falreply.h"

#include <QHash>
#include <QObject>
#include <QProcessEnvironment>
#include <QString>

#include <optional>

namespace peregrine {

class KeyStore;

/// Where a key comes from, in the order in which it is looked for.
enum class KeySource { None, Session, Environment, Store };

/// Stable name for --json: "none", "session", "environment", "store".
[[nodiscard]] QString keySourceName(KeySource source);

struct ResolvedKey
{
    /// Empty when there is none.
    Secret key;
    KeySource source = KeySource::None;
    /// Why it was not found where it may well be: half a pair in the environment, no key store.
    std::optional<Error> problem{};
};

/// The keys of this run: given for the session, else from the environment (FAL_KEY, or FAL_KEY_ID
/// with FAL_KEY_SECRET, as fal's clients read them), else from the key store. Keys have names, a
/// profile's key reference. The store must outlive it.
class KeyRing : public QObject
{
    Q_OBJECT

public:
    explicit KeyRing(KeyStore &store,
                     QProcessEnvironment environment = QProcessEnvironment::systemEnvironment(),
                     QObject *parent = nullptr);

    /// What needs no key store: nothing when only the store can tell.
    [[nodiscard]] std::optional<ResolvedKey> known(const QString &reference) const;
    /// Succeeds also without a key; ResolvedKey::problem says more.
    FalCall<ResolvedKey> *resolve(const QString &reference);

    /// In memory only, before all others; an empty one ends that.
    void useForSession(const QString &reference, Secret key);
    /// Into the key store; then it takes the place of a key given for the session.
    FalReply *set(const QString &reference, const Secret &key);
    /// Out of the session and the store. The environment is not ours to change.
    FalReply *forget(const QString &reference);

Q_SIGNALS:
    /// What resolve() answers may be another now.
    void changed(const QString &reference);

private:
    KeyStore &m_store;
    QProcessEnvironment m_environment;
    QHash<QString, Secret> m_session;
};

} // namespace peregrine
