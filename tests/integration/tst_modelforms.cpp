#include "tests/support/desktopsession.h"
#include "tests/support/scriptedserver.h"

#include <QColor>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace peregrine::test;

/// The form in the built program, by keys alone: what a server rejects, and going from model to
/// model and back.
class TestModelForms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRejectedNestedFieldIsWhereTypingGoes();
    void switchingModelsAndBackKeepsWhatWasWritten();
};

namespace {

const QByteArray submitPath = "/queue.fal.run/test/styles";

QByteArray listing()
{
    return R"({"models": [{"endpoint_id": "test/styles", "metadata": {"display_name": "Styles",
        "category": "text-to-image", "status": "active", "description": "Draws in styles."}}],
        "has_more": false, "next_cursor": null})";
}

/// A prompt, and a list of two weights that are there from the start.
QByteArray document()
{
    return R"({"openapi": "3.0.4",
      "info": {"title": "Styles", "version": "1.0.0",
        "x-fal-metadata": {"endpointId": "test/styles", "category": "text-to-image"}},
      "components": {"schemas": {
        "Weight": {"type": "object", "required": ["path"], "title": "LoraWeight",
          "x-fal-order-properties": ["path", "scale"],
          "properties": {"path": {"type": "string", "title": "Path"},
            "scale": {"type": "number", "title": "Scale", "default": 1,
              "minimum": 0, "maximum": 4}}},
        "StylesInput": {"type": "object", "required": ["prompt"],
          "x-fal-order-properties": ["prompt", "loras"],
          "properties": {"prompt": {"type": "string", "title": "Prompt"},
            "loras": {"type": "array", "title": "Loras",
              "items": {"$ref": "#/components/schemas/Weight"},
              "default": [{"path": "https://example.org/ink.safetensors", "scale": 1},
                {"path": "https://example.org/oil.safetensors", "scale": 3}]}}},
        "StylesOutput": {"type": "object", "properties": {"images": {"type": "array",
          "items": {"type": "object", "properties": {"url": {"type": "string"}}}}}}}},
      "paths": {
        "/test/styles": {"post": {"requestBody": {"required": true, "content": {
          "application/json": {"schema": {"$ref": "#/components/schemas/StylesInput"}}}},
          "responses": {"200": {"description": "ok"}}}},
        "/test/styles/requests/{request_id}": {"get": {"responses": {"200": {"content": {
          "application/json": {"schema": {"$ref": "#/components/schemas/StylesOutput"}}}}}}}}})";
}

QJsonObject bodyOf(const SeenRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

QList<QJsonObject> submitted(const ScriptedServer &server)
{
    QList<QJsonObject> bodies;
    for (const SeenRequest &request : server.seen()) {
        if (request.method == "POST" && request.target.startsWith(submitPath))
            bodies.append(bodyOf(request));
    }
    return bodies;
}

/// The words and the outline of a fault in the form at the left, which has nothing else that is red
/// but the small marks of required fields.
bool showsFault(const QImage &screen)
{
    int red = 0;
    for (int y = 150; y < screen.height() - 150; ++y) {
        for (int x = 20; x < 330; ++x) {
            const QColor pixel = screen.pixelColor(x, y);
            red += pixel.red() > 120 && pixel.green() < 80 && pixel.blue() < 90 ? 1 : 0;
        }
    }
    return red > 150;
}

/// Newest first, as ENDPOINT: PROMPT.
QStringList resultsIn(DesktopSession &session)
{
    const QByteArray json = session.peregrineCli(
        {QStringLiteral("library"), QStringLiteral("list"), QStringLiteral("--json")});
    QStringList results;
    const QJsonArray list = QJsonDocument::fromJson(json).array();
    for (const QJsonValue &each : list) {
        const QJsonObject result = each.toObject();
        results.append(result.value(QStringLiteral("endpoint")).toString() + QStringLiteral(": ")
                       + result.value(QStringLiteral("title")).toString());
    }
    return results;
}

void openModel(DesktopSession &session, const QString &endpoint)
{
    session.press(QStringLiteral("alt+3"));
    session.press(QStringLiteral("ctrl+f"));
    session.press(QStringLiteral("ctrl+a"));
    session.type(endpoint);
    session.press(QStringLiteral("Return"));
}

void writePrompt(DesktopSession &session, const QString &words)
{
    session.press(QStringLiteral("ctrl+l"));
    session.press(QStringLiteral("ctrl+a"));
    session.type(words);
}

} // namespace

void TestModelForms::aRejectedNestedFieldIsWhereTypingGoes()
{
    ScriptedServer server;
    server.on("/api.fal.ai/v1/models", ScriptedAnswer::ok(listing(), "application/json"));
    server.on("/fal.ai/api/openapi/queue/openapi.json",
              ScriptedAnswer::ok(document(), "application/json"));
    server.on(submitPath,
              ScriptedAnswer::status(422, R"({"detail": [{"loc": ["body", "loras", 1, "scale"],
                     "msg": "Input should be less than or equal to 2", "type": "less_than_equal",
                     "ctx": {"le": 2}, "input": 3}]})"));
    DesktopSession session;
    session.startPeregrine(
        {QStringLiteral("--server"), server.url({}).toString(), QStringLiteral("test/styles")});
    const auto documentAsked = [&server] {
        for (const SeenRequest &request : server.seen()) {
            if (request.target.startsWith("/fal.ai/api/openapi"))
                return true;
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(documentAsked(), 20'000);

    // The form comes a moment after its document; keys that come before it go nowhere.
    const auto jobSent = [&server] { return !submitted(server).isEmpty(); };
    for (int attempt = 0; attempt < 10 && !jobSent(); ++attempt) {
        writePrompt(session, QStringLiteral("a fox"));
        session.press(QStringLiteral("ctrl+Return"));
        (void)QTest::qWaitFor(jobSent, 2000);
    }
    QCOMPARE(submitted(server).size(), 1);
    QCOMPARE(submitted(server).constFirst().value(QStringLiteral("prompt")).toString(),
             QStringLiteral("a fox"));

    // Whoever types now corrects the field at fault, and nothing else is lost.
    QTRY_VERIFY_WITH_TIMEOUT(showsFault(session.screenshot()), 10'000);
    session.press(QStringLiteral("ctrl+a"));
    session.type(QStringLiteral("1.5"));
    session.press(QStringLiteral("ctrl+Return"));
    QTRY_COMPARE_WITH_TIMEOUT(submitted(server).size(), 2, 10'000);
    const QJsonObject second = submitted(server).at(1);
    QCOMPARE(second.value(QStringLiteral("prompt")).toString(), QStringLiteral("a fox"));
    const QJsonArray weights = second.value(QStringLiteral("loras")).toArray();
    QCOMPARE(weights.size(), 2);
    QCOMPARE(weights.at(1).toObject().value(QStringLiteral("scale")).toDouble(), 1.5);
    QVERIFY(session.quitPeregrine());
}

void TestModelForms::switchingModelsAndBackKeepsWhatWasWritten()
{
    DesktopSession session;
    session.startPeregrine({QStringLiteral("local/paint")});
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(session.dataPath(QStringLiteral("cache/catalog"))),
                             20'000);
    const auto done = [&session](const QStringList &expected) {
        const bool same = QTest::qWaitFor([&] { return resultsIn(session) == expected; }, 60'000);
        if (!same)
            qWarning() << resultsIn(session) << "instead of" << expected;
        return same;
    };

    writePrompt(session, QStringLiteral("a grey heron"));
    session.press(QStringLiteral("ctrl+Return"));
    QVERIFY(done({QStringLiteral("local/paint: a grey heron")}));

    // What was written goes along.
    openModel(session, QStringLiteral("local/edit"));
    openModel(session, QStringLiteral("local/paint"));
    session.press(QStringLiteral("ctrl+l"));
    session.press(QStringLiteral("ctrl+Return"));
    QVERIFY(done({QStringLiteral("local/paint: a grey heron"),
                  QStringLiteral("local/paint: a grey heron")}));
    QVERIFY(session.quitPeregrine());
}

QTEST_GUILESS_MAIN(TestModelForms)
#include "tst_modelforms.moc"
