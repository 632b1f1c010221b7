#include "resources/resources.h"
#include "tests/scenes/scenes.h"

#include <QApplication>
#include <QDir>
#include <QTranslator>

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Peregrine"));
    peregrine::initResources();
    QTranslator translator;
    if (translator.load(QStringLiteral(":/translations/peregrine_en.qm")))
        QApplication::installTranslator(&translator);
    const QString folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("scenes");
    QDir().mkpath(folder);
    return Scenes(application, folder).shootAll() ? 0 : 1;
}
