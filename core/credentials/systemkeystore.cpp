#include "core/credentials/systemkeystore.h"

#include "core/base/result.h"
#include "core/credentials/keychaincall.h"

#include <QFileInfo>

#include <utility>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::SystemKeyStore)
};

QString storeName()
{
#if defined(Q_OS_MACOS)
    return Text::tr("The keychain of macOS");
#elif defined(Q_OS_WIN)
    return Text::tr("The credential store of Windows");
#else
    return Text::tr("The system's key store (a Secret Service such as GNOME Keyring or KeePassXC, "
                    "or KWallet)");
#endif
}

QString withoutIt()
{
    return Text::tr("Without it, use the key for this session only, or put it into the environment "
                    "as FAL_KEY.");
}

bool isBusMissing()
{
#ifdef Q_OS_LINUX
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
        && (runtime.isEmpty() || !QFileInfo::exists(runtime + QStringLiteral("/bus")));
#else
    return false;
#endif
}

Error closed(const QString &why)
{
    return Error::storage(why + u' ' + withoutIt());
}

/// No bus, no service and a locked store are all OtherError here, with words of the backend's.
Error problemOf(const QKeychain::Job &job)
{
    if (job.error() == QKeychain::AccessDenied || job.error() == QKeychain::AccessDeniedByUser)
        return closed(Text::tr("%1 did not let Peregrine in. Unlock it, allow Peregrine, and try "
                               "again.")
                          .arg(storeName()));
    if (isBusMissing())
        return closed(
            Text::tr("%1 cannot be reached: there is no D-Bus session here.").arg(storeName()));
    const QString words = job.errorString().trimmed();
    return closed(words.isEmpty()
                      ? Text::tr("%1 is not running, or is locked.").arg(storeName())
                      : Text::tr("%1 is not running, or is locked: %2").arg(storeName(), words));
}

Error silence(std::chrono::milliseconds patience)
{
    const auto seconds =
        static_cast<int>(std::chrono::ceil<std::chrono::seconds>(patience).count());
    Error error = closed(
        Text::tr("%1 did not answer within %n second(s). It may be waiting for its password.",
                 nullptr, seconds)
            .arg(storeName()));
    return error;
}

template <typename T>
KeychainCall<T> *call(QKeychain::Job *job, const QString &reference,
                      std::function<T(QKeychain::Job &)> value, std::chrono::milliseconds patience,
                      QObject *parent)
{
    job->setKey(reference);
    // QtKeychain would write a plain file.
    job->setInsecureFallback(false);
    return new KeychainCall<T>(job, {std::move(value), T(), problemOf, silence(patience)}, patience,
                               parent);
}

Done done(QKeychain::Job &)
{
    return {};
}

} // namespace

SystemKeyStore::SystemKeyStore(Options options, QObject *parent)
    : KeyStore(parent)
    , m_options(std::move(options))
{ }

FalCall<Secret> *SystemKeyStore::read(const QString &reference)
{
    return call<Secret>(
        new QKeychain::ReadPasswordJob(m_options.service), reference,
        [](QKeychain::Job &job) {
            return Secret(static_cast<QKeychain::ReadPasswordJob &>(job).textData().toLatin1());
        },
        m_options.patience, this);
}

FalReply *SystemKeyStore::write(const QString &reference, const Secret &key)
{
    auto *job = new QKeychain::WritePasswordJob(m_options.service);
    job->setTextData(QString::fromLatin1(key.reveal()));
    return call<Done>(job, reference, done, m_options.patience, this);
}

FalReply *SystemKeyStore::remove(const QString &reference)
{
    return call<Done>(new QKeychain::DeletePasswordJob(m_options.service), reference, done,
                      m_options.patience, this);
}

} // namespace peregrine
