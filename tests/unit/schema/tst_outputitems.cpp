#include "core/base/json.h"
#include "core/schema/outputitems.h"

#include <QTest>

using namespace peregrine;

class TestOutputItems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void found_data();
    void found();
    void keepsWhatTheServerSays();
    void survivesDepthAndNumber();
};

void TestOutputItems::found_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("items");
    const auto row = [](const char *name, const char *json, const QStringList &items) {
        QTest::newRow(name) << QByteArray(json) << items;
    };
    row("list of images",
        R"({"seed":1,"images":[{"url":"https://a.b/1.png","content_type":"image/png"},{"url":"https://a.b/2"}]})",
        {u"image /images/0"_qs, u"image /images/1"_qs});
    row("video, thumbnail after it",
        R"({"thumbnail":{"url":"https://a.b/t.jpg"},"video":{"url":"https://a.b/v","content_type":"video/mp4"}})",
        {u"video /video"_qs, u"image /thumbnail"_qs});
    row("type wins over name",
        R"({"image":{"url":"https://a.b/x.png","content_type":"video/webm"}})",
        {u"video /image"_qs});
    row("octet-stream says nothing",
        R"({"model_mesh":{"url":"https://a.b/m.glb","content_type":"application/octet-stream"}})",
        {u"3d /model_mesh"_qs});
    row("audio url as text", R"({"audio_url":"https://a.b/get?id=1"})", {u"audio /audio_url"_qs});
    row("extension before a query", R"({"files":["https://a.b/x.mp3?token=1"]})",
        {u"audio /files/0"_qs});
    row("map of meshes", R"({"model_urls":{"glb":{"url":"https://a.b/m.glb"},"obj":null}})",
        {u"3d /model_urls/glb"_qs});
    row("data URI", R"({"images":[{"url":"data:image/png;base64,AAAA"}]})",
        {u"image /images/0"_qs});
    row("data URI as text", R"({"x":"data:audio/wav;base64,AAAA"})", {u"audio /x"_qs});
    row("main text", R"({"output":"hello","prompt":"echo","finish_reason":"stop"})",
        {u"text /output"_qs});
    row("parts of a text are no results", R"({"text":"a b","chunks":[{"text":"a"},{"text":"b"}]})",
        {u"text /text"_qs});
    row("list of texts", R"({"results":["a","b"]})",
        {u"text /results/0"_qs, u"text /results/1"_qs});
    row("chat completion", R"({"choices":[{"message":{"content":"hi","role":"assistant"}}]})",
        {u"text /choices/0/message/content"_qs});
    row("a link is no file", R"({"citations":[{"url":"https://a.b/page","title":"t"}]})", {});
    row("no file of this machine",
        R"({"image":{"url":"file:///etc/passwd","content_type":"image/png"},"video":{"url":"javascript:1"}})",
        {});
    row("wrong types", R"({"images":"none","image":{"url":5},"video":[[null]],"text":7})", {});
    row("no webhook", R"({"webhook_image_url":"https://a.b/x.png"})", {});
    row("root is text", R"("hello")", {u"text "_qs});
    row("root is null", "null", {});
}

void TestOutputItems::found()
{
    QFETCH(QByteArray, json);
    QFETCH(QStringList, items);
    const auto parsed = parseJson(json);
    QVERIFY(parsed);
    QStringList found;
    for (const OutputItem &item : outputItems(*parsed))
        found.append(mediaKindName(item.kind) + u' ' + item.pointer);
    QCOMPARE(found, items);
}

void TestOutputItems::keepsWhatTheServerSays()
{
    const auto parsed = parseJson(
        R"({"images":[{"url":"https://a.b/1","content_type":"Image/PNG; q=1","file_name":"../../x.png","width":640,"height":480.0},
                      {"url":"https://a.b/2.png","width":-1,"height":1e300}]})");
    const QList<OutputItem> items = outputItems(*parsed);
    QCOMPARE(items.size(), 2);
    QCOMPARE(items.at(0).contentType, u"image/png"_qs);
    QCOMPARE(items.at(0).fileName, u"../../x.png"_qs);
    QCOMPARE(items.at(0).size, QSize(640, 480));
    QVERIFY(!items.at(1).size.isValid());
}

void TestOutputItems::survivesDepthAndNumber()
{
    QJsonValue deep = QJsonObject{{u"url"_qs, u"https://a.b/x.png"_qs}};
    for (int i = 0; i < 500; ++i)
        deep = QJsonArray{deep};
    QVERIFY(outputItems(deep).isEmpty());
    QJsonArray many;
    for (int i = 0; i < 5000; ++i)
        many.append(u"https://a.b/x.png"_qs);
    QCOMPARE(outputItems(many).size(), 1000);
}

QTEST_GUILESS_MAIN(TestOutputItems)
#include "tst_outputitems.moc"
