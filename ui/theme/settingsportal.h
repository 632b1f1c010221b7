#pragma once

#include <QDBusVariant>
#include <QObject>

namespace peregrine::theme {

/// The desktop's settings portal: org.freedesktop.appearance, color-scheme. Asked asynchronously;
/// without a session bus it stays silent.
class SettingsPortal final : public QObject
{
    Q_OBJECT

public:
    explicit SettingsPortal(QObject *parent = nullptr);

Q_SIGNALS:
    /// 0 no preference, 1 dark, 2 light.
    void colorScheme(uint scheme);

private Q_SLOTS:
    // A slot by name: QDBusConnection::connect knows no function pointers.
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void announce(const QVariant &value);
};

} // namespace peregrine::theme
