#include "app/singleinstance.h"

#include "core/base/json.h"
#include "core/base/logging.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QJsonArray>
#include <QJsonObject>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QTimer>

#include <chrono>
#include <utility>

namespace peregrine {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 4s;
constexpr auto step = 100ms;
constexpr qsizetype maxMessageBytes = 256 * 1024;
constexpr qsizetype maxArguments = 1000;
const QByteArray accepted("ok\n");

/// One line of JSON.
QByteArray messageOf(const QStringList &arguments)
{
    const QString token = qEnvironmentVariable("XDG_ACTIVATION_TOKEN");
    return toJson(QJsonObject{{QStringLiteral("arguments"), QJsonArray::fromStringList(arguments)},
                              {QStringLiteral("activation_token"), token}})
               .replace('\n', ' ')
        + '\n';
}

} // namespace

SingleInstance::SingleInstance(QString dataFolder, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(dataFolder))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::serve);
}

SingleInstance::~SingleInstance() = default;

QString SingleInstance::socketName() const
{
    const QByteArray hash = QCryptographicHash::hash(QDir(m_folder).canonicalPath().toUtf8(),
                                                     QCryptographicHash::Sha256)
                                .toHex()
                                .left(16);
    const QString name = QStringLiteral("peregrine-") + QString::fromLatin1(hash);
    // Where only this user can put anything; elsewhere Qt's own place.
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
#ifdef Q_OS_UNIX
    if (!folder.isEmpty())
        return folder + u'/' + name;
#endif
    return name;
}

SingleInstance::Role SingleInstance::begin(const QStringList &arguments)
{
    QDir().mkpath(m_folder);
    auto lock = std::make_unique<ProcessLock>(m_folder + QStringLiteral("/window.lock"));
    QDeadlineTimer deadline(patience);
    // The first one may not listen yet, or be on its way out.
    std::chrono::milliseconds wait{};
    do {
        switch (lock->tryLock(std::exchange(wait, step))) {
        case ProcessLock::Outcome::Locked:
            m_lock = std::move(lock);
            listen();
            return Role::First;
        case ProcessLock::Outcome::NotWritable:
            return Role::First; // startup says so
        case ProcessLock::Outcome::HeldByOther:
            break;
        }
        if (handOver(arguments))
            return Role::HandedOver;
    } while (!deadline.hasExpired());
    return Role::Alone;
}

bool SingleInstance::handOver(const QStringList &arguments) const
{
    QLocalSocket socket;
    socket.connectToServer(socketName());
    if (!socket.waitForConnected(int(step.count())))
        return false;
    socket.write(messageOf(arguments));
    while (socket.state() == QLocalSocket::ConnectedState
           && socket.bytesAvailable() < accepted.size()) {
        if (!socket.waitForReadyRead(int(std::chrono::milliseconds(patience).count())))
            break;
    }
    return socket.readAll() == accepted;
}

void SingleInstance::listen()
{
    const QString name = socketName();
    // What a program that was killed has left.
    QLocalServer::removeServer(name);
    if (!m_server.listen(name))
        qCWarning(lcUi) << "No socket for later windows:" << m_server.errorString();
}

void SingleInstance::serve()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(patience, socket, [socket] { socket->abort(); });
        const auto read = [this, socket] {
            if (socket->bytesAvailable() > maxMessageBytes) {
                socket->abort();
                return;
            }
            if (!socket->canReadLine())
                return;
            const auto message = parseJson(socket->readLine(maxMessageBytes));
            const QJsonObject json = message ? message->toObject() : QJsonObject();
            const QJsonArray list = json.value(QStringLiteral("arguments")).toArray();
            if (!json.contains(QStringLiteral("arguments")) || list.size() > maxArguments) {
                socket->abort();
                return;
            }
            QStringList arguments;
            for (const QJsonValue &argument : list)
                arguments.append(argument.toString());
            socket->write(accepted);
            socket->disconnectFromServer();
            Q_EMIT argumentsArrived(arguments,
                                    json.value(QStringLiteral("activation_token")).toString());
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        read();
    }
}

} // namespace peregrine
