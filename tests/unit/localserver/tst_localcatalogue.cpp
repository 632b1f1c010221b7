#include "core/base/json.h"
#include "tests/unit/localserver/serverfixture.h"

#include <QJsonArray>
#include <QTest>

using namespace peregrine;

/// The catalogue, the prices and the OpenAPI documents of the local server.
class TestLocalCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsAllModels();
    void searches_data();
    void searches();
    void pagesWithCursor();
    void badParameters();
    void documentsAreComplete_data();
    void documentsAreComplete();
    void unknownDocumentIsNull();
    void pricesAreZero();
    void keys();
};

namespace {

const QString modelsPath = QStringLiteral("/api.fal.ai/v1/models");

QStringList idsOf(const TestReply &reply)
{
    QStringList ids;
    const QJsonArray models = reply.json().value(QStringLiteral("models")).toArray();
    for (const QJsonValue &model : models)
        ids.append(model.toObject().value(QStringLiteral("endpoint_id")).toString());
    return ids;
}

} // namespace

void TestLocalCatalogue::listsAllModels()
{
    ServerFixture fixture;
    const TestReply reply = fixture.client().get(modelsPath);
    QCOMPARE(
        idsOf(reply),
        (QStringList{QStringLiteral("local/paint"), QStringLiteral("local/paint/image-to-image"),
                     QStringLiteral("local/animate"), QStringLiteral("local/speak"),
                     QStringLiteral("local/describe"), QStringLiteral("local/sketch")}));
    QVERIFY(reply.json().value(QStringLiteral("next_cursor")).isNull());
    QCOMPARE(reply.json().value(QStringLiteral("has_more")), QJsonValue(false));
    const QJsonArray models = reply.json().value(QStringLiteral("models")).toArray();
    for (const QJsonValue &model : models) {
        QVERIFY(!model.toObject().contains(QStringLiteral("openapi")));
        const QJsonObject metadata = model.toObject().value(QStringLiteral("metadata")).toObject();
        for (const char *name : {"display_name", "category", "description", "date", "updated_at"})
            QVERIFY2(!metadata.value(QLatin1String(name)).toString().isEmpty(), name);
        QCOMPARE(metadata.value(QStringLiteral("status")).toString(), QStringLiteral("active"));
        QVERIFY(metadata.value(QStringLiteral("description"))
                    .toString()
                    .contains(QStringLiteral("local preview")));
    }
}

void TestLocalCatalogue::searches_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("count");
    QTest::newRow("word") << QStringLiteral("q=SPEAK") << 1;
    QTest::newRow("two words") << QStringLiteral("q=paint+picture") << 2;
    QTest::newRow("nothing") << QStringLiteral("q=zeppelin") << 0;
    QTest::newRow("category") << QStringLiteral("category=text-to-video") << 1;
    QTest::newRow("deprecated") << QStringLiteral("status=deprecated") << 0;
    QTest::newRow("active") << QStringLiteral("status=active") << 6;
    QTest::newRow("ids") << QStringLiteral(
        "endpoint_id=local/paint&endpoint_id=local%2Fspeak&endpoint_id=no/such")
                         << 2;
}

void TestLocalCatalogue::searches()
{
    QFETCH(QString, query);
    QFETCH(int, count);
    ServerFixture fixture;
    QCOMPARE(idsOf(fixture.client().get(modelsPath + u'?' + query)).size(), count);
}

void TestLocalCatalogue::pagesWithCursor()
{
    ServerFixture fixture;
    QStringList seen;
    QString cursor;
    int pages = 0;
    do {
        const TestReply reply = fixture.client().get(
            modelsPath + QStringLiteral("?limit=2")
            + (cursor.isEmpty() ? QString() : QStringLiteral("&cursor=") + cursor));
        seen += idsOf(reply);
        cursor = reply.json().value(QStringLiteral("next_cursor")).toString();
        QCOMPARE(reply.json().value(QStringLiteral("has_more")).toBool(), !cursor.isEmpty());
        ++pages;
    } while (!cursor.isEmpty() && pages < 10);
    QCOMPARE(pages, 3);
    QCOMPARE(seen, idsOf(fixture.client().get(modelsPath)));
}

void TestLocalCatalogue::badParameters()
{
    ServerFixture fixture;
    for (const char *query : {"?limit=none", "?limit=0", "?cursor=abc"}) {
        const TestReply reply = fixture.client().get(modelsPath + QLatin1String(query));
        QCOMPARE(reply.status, 400);
        QCOMPARE(reply.json()
                     .value(QStringLiteral("error"))
                     .toObject()
                     .value(QStringLiteral("type"))
                     .toString(),
                 QStringLiteral("validation_error"));
    }
    QCOMPARE(fixture.client().get(modelsPath + QStringLiteral("/other")).status, 404);
    QCOMPARE(fixture.client().send("DELETE", modelsPath).status, 405);
}

void TestLocalCatalogue::documentsAreComplete_data()
{
    QTest::addColumn<QString>("endpoint");
    for (const char *id : {"local/paint", "local/paint/image-to-image", "local/animate",
                           "local/speak", "local/describe", "local/sketch"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

void TestLocalCatalogue::documentsAreComplete()
{
    QFETCH(QString, endpoint);
    ServerFixture fixture;
    const QJsonObject document =
        fixture.client()
            .get(QStringLiteral("/fal.ai/api/openapi/queue/openapi.json?endpoint_id=") + endpoint)
            .json();
    QCOMPARE(document.value(QStringLiteral("openapi")).toString(), QStringLiteral("3.0.4"));
    QCOMPARE(valueAt(document, QStringLiteral("/info/x-fal-metadata/endpointId")).toString(),
             endpoint);
    const QJsonObject paths = document.value(QStringLiteral("paths")).toObject();
    QVERIFY(paths.size() >= 4);
    const QString submit = u'/' + endpoint;
    const QString input =
        valueAt(document,
                jsonPointer({QStringLiteral("paths"), submit, QStringLiteral("post"),
                             QStringLiteral("requestBody"), QStringLiteral("content"),
                             QStringLiteral("application/json"), QStringLiteral("schema"),
                             QStringLiteral("$ref")}))
            .toString();
    const QString output =
        valueAt(
            document,
            jsonPointer({QStringLiteral("paths"), submit + QStringLiteral("/requests/{request_id}"),
                         QStringLiteral("get"), QStringLiteral("responses"), QStringLiteral("200"),
                         QStringLiteral("content"), QStringLiteral("application/json"),
                         QStringLiteral("schema"), QStringLiteral("$ref")}))
            .toString();
    const QJsonObject schema = valueAt(document, input.mid(1)).toObject();
    QVERIFY(valueAt(document, output.mid(1)).isObject());
    const QJsonObject properties = schema.value(QStringLiteral("properties")).toObject();
    const QJsonArray order = schema.value(QStringLiteral("x-fal-order-properties")).toArray();
    QCOMPARE(order.size(), properties.size());
    for (const QJsonValue &name : order) {
        const QJsonObject property = properties.value(name.toString()).toObject();
        QVERIFY2(!property.value(QStringLiteral("title")).toString().isEmpty(),
                 qUtf8Printable(name.toString()));
        QVERIFY2(!property.value(QStringLiteral("description")).toString().isEmpty(),
                 qUtf8Printable(name.toString()));
    }
    // Every reference leads somewhere.
    const QString whole = QString::fromUtf8(toJson(document));
    qsizetype at = 0;
    while ((at = whole.indexOf(QStringLiteral("\"$ref\":\"#"), at)) >= 0) {
        at += 9;
        const QString pointer = whole.mid(at, whole.indexOf(u'"', at) - at);
        QVERIFY2(valueAt(document, pointer).isObject(), qUtf8Printable(pointer));
    }

    const QJsonObject listed =
        fixture.client()
            .get(modelsPath + QStringLiteral("?expand=openapi-3.0&endpoint_id=") + endpoint)
            .json();
    QCOMPARE(listed.value(QStringLiteral("models"))
                 .toArray()
                 .first()
                 .toObject()
                 .value(QStringLiteral("openapi"))
                 .toObject(),
             document);
}

void TestLocalCatalogue::unknownDocumentIsNull()
{
    ServerFixture fixture;
    const TestReply reply = fixture.client().get(
        QStringLiteral("/fal.ai/api/openapi/queue/openapi.json?endpoint_id=no/such"));
    QCOMPARE(reply.status, 404);
    QCOMPARE(reply.body, QByteArray("null"));
    QCOMPARE(fixture.client().get(QStringLiteral("/fal.ai/other")).status, 404);
}

void TestLocalCatalogue::pricesAreZero()
{
    ServerFixture fixture;
    const QJsonObject price =
        fixture.client()
            .get(modelsPath + QStringLiteral("/pricing?endpoint_id=local/paint"))
            .json()
            .value(QStringLiteral("prices"))
            .toArray()
            .first()
            .toObject();
    QCOMPARE(price.value(QStringLiteral("unit_price")), QJsonValue(0));
    QCOMPARE(price.value(QStringLiteral("unit")).toString(), QStringLiteral("images"));
    QCOMPARE(price.value(QStringLiteral("currency")).toString(), QStringLiteral("USD"));
    QCOMPARE(fixture.client().get(modelsPath + QStringLiteral("/pricing")).status, 400);
    QCOMPARE(
        fixture.client().get(modelsPath + QStringLiteral("/pricing?endpoint_id=no/such")).status,
        404);
}

void TestLocalCatalogue::keys()
{
    LocalServer::Options options;
    options.requiredKey = "k";
    ServerFixture fixture(options);
    QCOMPARE(fixture.client().get(modelsPath).status, 200);
    QCOMPARE(fixture.client()
                 .get(modelsPath + QStringLiteral("/pricing?endpoint_id=local/paint"))
                 .status,
             401);
    fixture.client().setKey("wrong");
    const TestReply wrong = fixture.client().get(modelsPath);
    QCOMPARE(wrong.status, 401);
    QCOMPARE(wrong.json()
                 .value(QStringLiteral("error"))
                 .toObject()
                 .value(QStringLiteral("type"))
                 .toString(),
             QStringLiteral("authorization_error"));
}

QTEST_GUILESS_MAIN(TestLocalCatalogue)
#include "tst_localcatalogue.moc"
