#pragma once

#include "app/desktop/desktopnotifier.h"
#include "app/desktop/launcherentry.h"
#include "app/desktop/sleepguard.h"
#include "core/jobs/jobnews.h"

#include <QObject>

namespace peregrine {

class AssetRepository;
class MainWindow;
class Settings;

/// Tells the desktop how the work is going: one notification when a batch ends while nobody looks
/// at the window, progress on the program's icon and in the title, and, when the user wants it, no
/// sleep meanwhile.
class DesktopNews : public QObject
{
    Q_OBJECT

public:
    DesktopNews(JobManager &jobs, AssetRepository &assets, Settings &settings, MainWindow &window,
                const QDBusConnection &session, const QDBusConnection &system,
                QObject *parent = nullptr);

private:
    void showProgress();
    void tell(const BatchNews &news);
    void notify(const BatchNews &news, const QString &picture);
    void comeToFront(const QString &job, const QString &activationToken);
    void makeActions();
    [[nodiscard]] bool isLookedAt() const;

    AssetRepository &m_assets;
    Settings &m_settings;
    MainWindow &m_window;
    JobNews m_news;
    DesktopNotifier m_notifier;
    LauncherEntry m_launcher;
    SleepGuard m_sleep;
};

} // namespace peregrine
