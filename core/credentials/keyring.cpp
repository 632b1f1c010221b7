#include "core/credentials/keyring.h"

#include "core/credentials/credentials.h"
#include "core/credentials/keystore.h"

#include <QPointer>

#include <utility>

namespace peregrine {

namespace {

/// A key that is looked up, in memory or in the store.
class ResolveCall final : public FalCall<ResolvedKey>
{
public:
    ResolveCall(ResolvedKey known, QObject *parent)
        : FalCall(parent)
    {
        succeedWith(std::move(known));
    }

    ResolveCall(FalCall<Secret> *read, QObject *parent)
        : FalCall(parent)
        , m_read(read)
    {
        connect(read, &FalReply::succeeded, this, [this, read] {
            const bool isThere = !read->value().isEmpty();
            succeedWith({read->value(), isThere ? KeySource::Store : KeySource::None});
        });
        connect(read, &FalReply::failed, this, [this](const Error &error) {
            succeedWith({Secret(), KeySource::None, error});
        });
    }

protected:
    void stop() override
    {
        // It may be what calls this.
        if (m_read)
            m_read->deleteLater();
    }

private:
    QPointer<FalCall<Secret>> m_read;
};

} // namespace

QString keySourceName(KeySource source)
{
    switch (source) {
    case KeySource::None:
        return QStringLiteral("none");
    case KeySource::Session:
        return QStringLiteral("session");
    case KeySource::Environment:
        return QStringLiteral("environment");
    case KeySource::Store:
        return QStringLiteral("store");
    }
    return {};
}

KeyRing::KeyRing(KeyStore &store, QProcessEnvironment environment, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_environment(std::move(environment))
{ }

std::optional<ResolvedKey> KeyRing::known(const QString &reference) const
{
    const Secret session = m_session.value(reference);
    if (!session.isEmpty())
        return ResolvedKey{session, KeySource::Session};
    const auto key = credentialsFromEnvironment(m_environment);
    if (!key)
        return ResolvedKey{Secret(), KeySource::None, key.error()};
    if (!key->isEmpty())
        return ResolvedKey{*key, KeySource::Environment};
    return std::nullopt;
}

FalCall<ResolvedKey> *KeyRing::resolve(const QString &reference)
{
    if (auto resolved = known(reference))
        return new ResolveCall(std::move(*resolved), this);
    return new ResolveCall(m_store.read(reference), this);
}

void KeyRing::useForSession(const QString &reference, Secret key)
{
    if (key.isEmpty())
        m_session.remove(reference);
    else
        m_session.insert(reference, std::move(key));
    Q_EMIT changed(reference);
}

FalReply *KeyRing::set(const QString &reference, const Secret &key)
{
    FalReply *written = m_store.write(reference, key);
    connect(written, &FalReply::succeeded, this, [this, reference] {
        m_session.remove(reference);
        Q_EMIT changed(reference);
    });
    return written;
}

FalReply *KeyRing::forget(const QString &reference)
{
    m_session.remove(reference);
    FalReply *removed = m_store.remove(reference);
    connect(removed, &FalReply::finished, this, [this, reference] { Q_EMIT changed(reference); });
    return removed;
}

} // namespace peregrine
