#include "tests/support/neighbourwindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QImageReader>
#include <QUrl>

using namespace peregrine::test;

/// Another program on the desktop, for tests: what its options name can be dragged out of its
/// window and copied from it.
int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    const auto option = [](const char *name, const char *value = "VALUE") {
        return QCommandLineOption(QLatin1String(name), QString(), QLatin1String(value));
    };
    QCommandLineParser parser;
    parser.addOptions({option("url"), option("text"), option("html"), option("picture", "FILE"),
                       option("format", "TYPE=DATA"), QCommandLineOption(QStringLiteral("move"))});
    parser.process(application);

    NeighbourGoods goods;
    const QStringList urls = parser.values(QStringLiteral("url"));
    for (const QString &url : urls)
        goods.urls.append(QUrl(url));
    goods.text = parser.value(QStringLiteral("text"));
    goods.html = parser.value(QStringLiteral("html"));
    if (parser.isSet(QStringLiteral("picture"))) {
        QImageReader reader(parser.value(QStringLiteral("picture")));
        if (!reader.read(&goods.picture))
            qFatal("%s: %s", qPrintable(reader.fileName()), qPrintable(reader.errorString()));
    }
    const QStringList formats = parser.values(QStringLiteral("format"));
    for (const QString &format : formats)
        goods.formats.append({format.section(u'=', 0, 0), format.section(u'=', 1).toUtf8()});
    if (parser.isSet(QStringLiteral("move")))
        goods.action = Qt::MoveAction;

    NeighbourWindow window(std::move(goods));
    window.show();
    return QApplication::exec();
}
