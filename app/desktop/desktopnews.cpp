#include "app/desktop/desktopnews.h"

#include "core/base/async.h"
#include "core/library/assetrepository.h"
#include "core/settings/settingkeys.h"
#include "core/settings/settings.h"
#include "ui/shell/createpage.h"
#include "ui/shell/mainwindow.h"

#include <QAction>
#include <QApplication>

#include <algorithm>

namespace peregrine {

namespace {

constexpr qsizetype titleLength = 120;

} // namespace

DesktopNews::DesktopNews(JobManager &jobs, AssetRepository &assets, Settings &settings,
                         MainWindow &window, const QDBusConnection &session,
                         const QDBusConnection &system, QObject *parent)
    : QObject(parent)
    , m_assets(assets)
    , m_settings(settings)
    , m_window(window)
    , m_news(jobs)
    , m_notifier(session)
    , m_launcher(session)
    , m_sleep(system)
{
    connect(&m_news, &JobNews::progressChanged, this, &DesktopNews::showProgress);
    connect(&m_news, &JobNews::batchEnded, this, &DesktopNews::tell);
    connect(&m_notifier, &DesktopNotifier::activated, this, &DesktopNews::comeToFront);
    connect(&m_notifier, &DesktopNotifier::soundMissing, this, &QApplication::beep);
    // Who has come back has seen it.
    connect(qApp, &QGuiApplication::applicationStateChanged, this,
            [this](Qt::ApplicationState state) {
                if (state == Qt::ApplicationActive)
                    m_notifier.withdraw();
            });
    makeActions();
}

void DesktopNews::makeActions()
{
    const auto choice = [this](const QString &text, const Setting<bool> &setting) {
        auto *action = new QAction(text, this);
        action->setCheckable(true);
        action->setChecked(m_settings.get(setting));
        connect(action, &QAction::toggled, this, [this, &setting](bool on) {
            m_settings.set(setting, on);
            showProgress();
        });
        m_window.addJobAction(action);
    };
    choice(tr("&Notify when a batch ends"), settings::notifications);
    choice(tr("&Sound when a batch ends"), settings::notificationSound);
    choice(tr("Keep the computer &awake while jobs are under way"), settings::keepAwake);
}

bool DesktopNews::isLookedAt() const
{
    return QGuiApplication::applicationState() == Qt::ApplicationActive && m_window.isVisible()
        && !m_window.isMinimized();
}

void DesktopNews::showProgress()
{
    m_launcher.setProgress(m_news.ended(), m_news.active());
    m_window.setProgress(m_news.ended(), m_news.total());
    m_sleep.setHolding(m_news.active() > 0 && m_settings.get(settings::keepAwake));
}

void DesktopNews::tell(const BatchNews &news)
{
    // What the user has cancelled is no news.
    if (news.canceled == news.total())
        return;
    if (isLookedAt())
        return;
    if (!m_settings.get(settings::notifications)) {
        if (m_settings.get(settings::notificationSound))
            QApplication::beep();
        return;
    }
    whenDone(
        this, m_assets.ofJob(news.job), [this, news](const Expected<QList<Asset>, Error> &assets) {
            QString picture;
            if (assets) {
                const auto image =
                    std::find_if(assets->cbegin(), assets->cend(),
                                 [](const Asset &asset) { return asset.kind == MediaKind::Image; });
                picture = image == assets->cend() ? QString() : image->path;
            }
            notify(news, picture);
        });
}

void DesktopNews::notify(const BatchNews &news, const QString &picture)
{
    DesktopNotifier::Notice notice;
    const int troubles = news.failed + news.unknown;
    if (news.done == 0)
        notice.title = tr("%n job(s) did not work", nullptr, troubles);
    else if (troubles == 0)
        notice.title = tr("%n job(s) done", nullptr, news.done);
    else
        notice.title = tr("%n job(s) done", nullptr, news.done) + QStringLiteral(", ")
            + tr("%n not", "of so many jobs that are not done", troubles);
    notice.text = news.title.simplified().left(titleLength);
    notice.picture = picture;
    notice.action = tr("Show");
    notice.tag = news.job.toString();
    notice.sound = m_settings.get(settings::notificationSound);
    m_notifier.show(notice);
}

void DesktopNews::comeToFront(const QString &job, const QString &activationToken)
{
    m_window.comeToFront(activationToken);
    m_window.showArea(MainWindow::Area::Create);
    m_window.createPage().showJob(JobId(job));
}

} // namespace peregrine
