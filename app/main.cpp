#include "app/desktop/desktopnews.h"
#include "app/services.h"
#include "app/singleinstance.h"
#include "app/startup.h"
#include "app/windowarguments.h"
#include "app/windowmeans.h"
#include "core/credentials/credentials.h"
#include "core/fal/transport/systemproxy.h"
#include "core/settings/settingkeys.h"
#include "resources/resources.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QTextStream>
#include <QTranslator>

#include <cstdio>

using namespace peregrine;

namespace {

void print(std::FILE *stream, const QString &text)
{
    QTextStream(stream) << text << Qt::endl;
}

/// Qt ends the program with an abort when there is no display; people deserve words.
bool hasDisplay(int argc, char *argv[])
{
#ifdef Q_OS_LINUX
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        if (!qEnvironmentVariableIsEmpty(name))
            return true;
    }
    for (int i = 1; i < argc; ++i) {
        if (qstrcmp(argv[i], "-platform") == 0)
            return true;
    }
    return false;
#else
    Q_UNUSED(argc)
    Q_UNUSED(argv)
    return true;
#endif
}

} // namespace

int main(int argc, char *argv[])
{
    if (!hasDisplay(argc, argv)) {
        print(stderr,
              QStringLiteral("There is no display here. Without a window, use peregrine-cli; "
                             "peregrine-cli --help shows how."));
        return 1;
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Peregrine"));
    QApplication::setApplicationVersion(QStringLiteral(PEREGRINE_VERSION));
    // English is in the code; its file has the plurals.
    QTranslator translator;
    if (translator.load(QLocale(QLocale::English), QStringLiteral("peregrine"), QStringLiteral("_"),
                        QStringLiteral(":/translations")))
        QApplication::installTranslator(&translator);
    QApplication::setDesktopFileName(QStringLiteral("peregrine"));
    initResources();

    const auto arguments = WindowArguments::parse(QApplication::arguments().mid(1));
    if (!arguments) {
        print(stderr, arguments.error().message);
        return 2;
    }
    if (arguments->help || arguments->version) {
        print(stdout,
              arguments->help ? WindowArguments::helpText()
                              : QStringLiteral("peregrine " PEREGRINE_VERSION));
        return 0;
    }
    SystemProxy::install();

    const Folders folders = Folders::resolve(arguments->dataDir);
    SingleInstance instance(folders.data());
    if (instance.begin(arguments->toList()) == SingleInstance::Role::HandedOver)
        return 0;

    auto key = credentialsFromEnvironment();
    Services services(folders, key ? *key : Secret());
    theme::Theme theme(application);
    theme.setAppearance(
        static_cast<theme::Appearance>(services.settings.get(settings::appearance)));

    MainWindow window(windowMeans(services, theme));
    if (!key)
        window.showNews(key.error().message);
    window.show();

    DesktopNews news(services.jobs, services.assets, services.settings, window,
                     QDBusConnection::sessionBus(), QDBusConnection::systemBus());

    Startup startup(services, window, arguments->server, arguments->endpoint);
    startup.setFiles(arguments->files);
    QObject::connect(&instance, &SingleInstance::argumentsArrived, &startup, &Startup::take);
    startup.begin();
    return QApplication::exec();
}
