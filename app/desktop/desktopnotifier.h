#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QString>

#include <optional>

namespace peregrine {

/// The desktop's notifications (org.freedesktop.Notifications of the Desktop Notifications
/// Specification). One at a time: a new one takes the place of the one before. Where nobody shows
/// them nothing happens.
class DesktopNotifier : public QObject
{
    Q_OBJECT

public:
    struct Notice
    {
        QString title;
        QString text;
        /// A picture file of this machine; may be empty.
        QString picture;
        /// The words of its button.
        QString action;
        /// Given back by activated().
        QString tag;
        /// With the desktop's own sound for what is complete.
        bool sound = false;
    };

    explicit DesktopNotifier(const QDBusConnection &bus, QObject *parent = nullptr);

    void show(const Notice &notice);
    /// Takes back what is shown: it was seen.
    void withdraw();

Q_SIGNALS:
    /// The user clicked the notice or its button. The token lets a window come to the front; it may
    /// be empty.
    void activated(const QString &tag, const QString &activationToken);
    /// A notice wants a sound and the desktop's notifications have none.
    void soundMissing();

private Q_SLOTS:
    void onAction(uint id, const QString &action);
    void onToken(uint id, const QString &token);
    void onClosed(uint id, uint reason);

private:
    void askForSound();

    QDBusConnection m_bus;
    uint m_id = 0;
    QString m_tag;
    QString m_token;
    /// Once the desktop has said so.
    std::optional<bool> m_hasSound;
};

} // namespace peregrine
