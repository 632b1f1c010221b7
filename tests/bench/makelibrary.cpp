#include "tests/bench/librarymaker.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QTextStream>

using namespace peregrine;
using namespace peregrine::bench;

// makelibrary FOLDER [--count 50000] [--files 2000] [--edge 768]: a library for looking and
// measuring; open it with peregrine --data-dir FOLDER.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption count(QStringLiteral("count"), QStringLiteral("How many results."),
                                   QStringLiteral("n"), QStringLiteral("50000"));
    const QCommandLineOption files(QStringLiteral("files"),
                                   QStringLiteral("How many of the newest have a file; -1: all."),
                                   QStringLiteral("n"), QStringLiteral("0"));
    const QCommandLineOption edge(QStringLiteral("edge"),
                                  QStringLiteral("The longer side of pictures in pixels."),
                                  QStringLiteral("px"), QStringLiteral("768"));
    parser.addOptions({count, files, edge});
    parser.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("The data folder."));
    parser.addHelpOption();
    parser.process(application);
    if (parser.positionalArguments().size() != 1)
        parser.showHelp(2);

    QTextStream out(stdout);
    LibraryMaker::Options options;
    options.assets = parser.value(count).toInt();
    options.files = parser.value(files).toInt();
    options.edge = parser.value(edge).toInt();
    const QString folder = parser.positionalArguments().constFirst();
    QDir().mkpath(folder);
    LibraryMaker maker(Folders::resolve(folder), options);
    const auto made = maker.make([&out](int done) {
        out << QStringLiteral("%1 results\r").arg(done);
        out.flush();
    });
    out << '\n';
    if (made)
        return 0;
    QTextStream(stderr) << made.error().message << '\n';
    return 1;
}
