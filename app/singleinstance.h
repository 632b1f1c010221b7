#pragma once

#include "core/base/error.h"
#include "core/base/processlock.h"
#include "core/base/result.h"

#include <QLocalServer>
#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>

namespace peregrine {

/// One window program per library: the first one keeps a lock in the data folder and listens on a
/// socket that only this user may use; a later one hands it its arguments and ends. When the first
/// one does not answer, the later one goes on beside it, which the library allows.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    enum class Role {
        First, ///< or nobody could be asked; goes on
        HandedOver, ///< the first one has the arguments
        Alone, ///< another one has the library but does not answer; goes on
    };

    /// `dataFolder` is made when it is missing.
    explicit SingleInstance(QString dataFolder, QObject *parent = nullptr);
    ~SingleInstance() override;

    /// Once, before there is a window: may block for some seconds when another program has just
    /// begun or hangs.
    [[nodiscard]] Role begin(const QStringList &arguments);

Q_SIGNALS:
    /// Of a later program, as they were on its command line; paths in them are absolute. The token
    /// lets the window come to the front where the desktop asks for one; it may be empty.
    void argumentsArrived(const QStringList &arguments, const QString &activationToken);

private:
    [[nodiscard]] QString socketName() const;
    [[nodiscard]] bool handOver(const QStringList &arguments) const;
    void listen();
    void serve();

    const QString m_folder;
    std::unique_ptr<ProcessLock> m_lock;
    QLocalServer m_server;
};

} // namespace peregrine
