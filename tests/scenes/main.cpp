#include "resources/resources.h"
#include "tests/scenes/scenes.h"

#include <QApplication>
#include <QDir>

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Peregrine"));
    peregrine::initResources();
    const QString folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("scenes");
    QDir().mkpath(folder);
    return Scenes(application, folder).shootAll() ? 0 : 1;
}
