#include "ui/form/mimedrop.h"

#include <QMimeData>
#include <QTest>
#include <QUrl>

using namespace peregrine;

class TestMimeDrop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void read_data();
    void read();
    void picturesOfPages_data();
    void picturesOfPages();
};

void TestMimeDrop::read_data()
{
    QTest::addColumn<QStringList>("urls");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("picture");
    QTest::addColumn<MediaKind>("wanted");
    QTest::addColumn<QString>("found");
    const QStringList none;
    const QString empty;
    QTest::newRow("nothing") << none << empty << false << MediaKind::Image << empty;
    QTest::newRow("file") << QStringList{u"file:///a/b%20c.png"_qs} << empty << false
                          << MediaKind::Image << u"file /a/b c.png"_qs;
    QTest::newRow("several files") << QStringList{u"file:///a.png"_qs, u"file:///b.png"_qs} << empty
                                   << false << MediaKind::Image << u"file /a.png /b.png"_qs;
    QTest::newRow("file before picture") << QStringList{u"file:///a.png"_qs} << empty << true
                                         << MediaKind::Image << u"file /a.png"_qs;
    QTest::newRow("picture before link") << QStringList{u"https://a.b/x.png"_qs} << empty << true
                                         << MediaKind::Image << u"picture"_qs;
    QTest::newRow("no picture for a video field")
        << QStringList{u"https://a.b/x"_qs} << empty << true << MediaKind::Video
        << u"address https://a.b/x"_qs;
    QTest::newRow("address as text") << none << u" https://a.b/x.png\n"_qs << false
                                     << MediaKind::Image << u"address https://a.b/x.png"_qs;
    QTest::newRow("data URI") << none << u"data:image/png;base64,AA"_qs << false << MediaKind::Image
                              << u"address data:image/png;base64,AA"_qs;
    QTest::newRow("data without a comma")
        << none << u"data:nothing"_qs << false << MediaKind::Image << empty;
    QTest::newRow("prose with an address")
        << none << u"https://a.b is nice"_qs << false << MediaKind::Image << empty;
    QTest::newRow("no host") << none << u"https://"_qs << false << MediaKind::Image << empty;
    QTest::newRow("script") << QStringList{u"javascript:alert(1)"_qs} << empty << false
                            << MediaKind::Image << empty;
    QTest::newRow("plain path as text")
        << none << QCoreApplication::applicationFilePath() + u'\n' << false << MediaKind::Other
        << u"file "_qs + QCoreApplication::applicationFilePath();
    QTest::newRow("path of nothing")
        << none << u"/no/such/file.png"_qs << false << MediaKind::Image << empty;
    QTest::newRow("path in prose")
        << none << u"/\nis the root"_qs << false << MediaKind::Image << empty;
    QTest::newRow("path as text") << none << u"file:///a/b.png"_qs << false << MediaKind::Image
                                  << u"file /a/b.png"_qs;
}

void TestMimeDrop::picturesOfPages_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("address");
    const QString link = u"https://a.b/page"_qs;
    QTest::newRow("picture in a link")
        << uR"(<a href="https://a.b/page"><img alt="x" src="https://a.b/x.png?w=1&amp;h=2"></a>)"_qs
        << link << u"https://a.b/x.png?w=1&h=2"_qs;
    QTest::newRow("other quotes") << u"<IMG SRC = 'https://a.b/x.png'>"_qs << link
                                  << u"https://a.b/x.png"_qs;
    QTest::newRow("data") << uR"(<img src="data:image/png;base64,AA">)"_qs << QString()
                          << u"data:image/png;base64,AA"_qs;
    QTest::newRow("no picture") << u"<a href='https://a.b/page'>page</a>"_qs << link << link;
    QTest::newRow("local picture") << uR"(<img src="file:///etc/passwd">)"_qs << link << link;
    QTest::newRow("relative") << uR"(<img src="x.png">)"_qs << link << link;
    QTest::newRow("no end") << u"<img "_qs + QString(100'000, u'a') << link << link;
}

void TestMimeDrop::picturesOfPages()
{
    QFETCH(QString, html);
    QFETCH(QString, link);
    QFETCH(QString, address);
    QMimeData mime;
    mime.setHtml(html);
    if (!link.isEmpty())
        mime.setUrls({QUrl(link)});
    const auto drop = readDrop(mime, MediaKind::Image);
    QVERIFY(drop);
    QCOMPARE(drop->address, address);
}

void TestMimeDrop::read()
{
    QFETCH(QStringList, urls);
    QFETCH(QString, text);
    QFETCH(bool, picture);
    QFETCH(MediaKind, wanted);
    QFETCH(QString, found);
    QMimeData mime;
    QList<QUrl> list;
    for (const QString &url : urls)
        list.append(QUrl(url));
    if (!list.isEmpty())
        mime.setUrls(list);
    if (!text.isEmpty())
        mime.setText(text);
    if (picture)
        mime.setImageData(QImage(2, 2, QImage::Format_RGB32));
    const auto drop = readDrop(mime, wanted);
    QString seen;
    if (drop && !drop->files.isEmpty())
        seen = u"file "_qs + drop->files.join(u' ');
    else if (drop && !drop->picture.isNull())
        seen = u"picture"_qs;
    else if (drop)
        seen = u"address "_qs + drop->address;
    QCOMPARE(seen, found);
}

QTEST_MAIN(TestMimeDrop)
#include "tst_mimedrop.moc"
