#include "core/localserver/localserver.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

// The local server as a process of its own, for clients in other languages: prints its base URL and
// serves until its standard input ends.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption key(QStringLiteral("key"), QStringLiteral("Required key."),
                                 QStringLiteral("key"));
    const QCommandLineOption minimumRun(QStringLiteral("minimum-run"),
                                        QStringLiteral("Least milliseconds of a run."),
                                        QStringLiteral("ms"), QStringLiteral("0"));
    parser.addOptions({key, minimumRun});
    parser.process(application);

    peregrine::LocalServer::Options options;
    options.requiredKey = parser.value(key).toUtf8();
    options.minimumRunMs = parser.value(minimumRun).toInt();
    peregrine::LocalServer server(options);
    const auto base = server.start();
    if (!base) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(base.error().message));
        return 1;
    }
    std::printf("%s\n", qUtf8Printable(base->toString()));
    std::fflush(stdout);
    // HTTP and drawing have threads of their own; this one only waits for the end.
    while (std::getchar() != EOF) { }
    return 0;
}
