#pragma once

#include "core/credentials/keystore.h"

#include <chrono>

namespace peregrine {

/// The system's own store: Secret Service (GNOME Keyring, KeePassXC) or KWallet on Linux, the
/// keychain on macOS, the credential store on Windows, by QtKeychain. Never a plain file.
class SystemKeyStore final : public KeyStore
{
    Q_OBJECT

public:
    struct Options
    {
        /// What the entries belong to, as the system's own key manager shows it.
        QString service = QStringLiteral("Peregrine");
        /// A store that does not answer for so long counts as missing; what was asked of it may
        /// still happen.
        std::chrono::milliseconds patience{2000};
    };

    explicit SystemKeyStore(Options options, QObject *parent = nullptr);
    explicit SystemKeyStore(QObject *parent = nullptr)
        : SystemKeyStore(Options(), parent)
    { }

    FalCall<Secret> *read(const QString &reference) override;
    FalReply *write(const QString &reference, const Secret &key) override;
    FalReply *remove(const QString &reference) override;

private:
    Options m_options;
};

} // namespace peregrine
