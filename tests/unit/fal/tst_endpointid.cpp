#include "core/fal/endpointid.h"

#include <QTest>

using namespace peregrine;

class TestEndpointId : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("full");
        QTest::addColumn<QString>("application");
        QTest::addColumn<QString>("alias");
        const auto row = [](const char *name, const char *text, const char *full,
                            const char *application, const char *alias) {
            QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(full)
                                << QString::fromLatin1(application) << QString::fromLatin1(alias);
        };
        row("plain", "fal-ai/fast-sdxl", "fal-ai/fast-sdxl", "fal-ai/fast-sdxl", "fast-sdxl");
        row("path", "fal-ai/flux/dev/image-to-image", "fal-ai/flux/dev/image-to-image",
            "fal-ai/flux", "flux");
        row("workflow", "workflows/me/upscale", "workflows/me/upscale", "workflows/me/upscale",
            "upscale");
        row("comfy path", "comfy/me/app/x", "comfy/me/app/x", "comfy/me/app", "app");
        row("owner called workflows", "workflows/app", "workflows/app", "workflows/app", "app");
        row("legacy", "110602490-fast-sdxl", "110602490/fast-sdxl", "110602490/fast-sdxl",
            "fast-sdxl");
        row("slashes", "/fal-ai//flux/", "fal-ai/flux", "fal-ai/flux", "flux");
        row("version", "fal-ai/kling-video/v1.6/pro", "fal-ai/kling-video/v1.6/pro",
            "fal-ai/kling-video", "kling-video");
        row("run address", "https://fal.run/fal-ai/flux", "fal-ai/flux", "fal-ai/flux", "flux");
        row("queue address", " https://queue.fal.run/fal-ai/flux/dev/ ", "fal-ai/flux/dev",
            "fal-ai/flux", "flux");
        row("capital host", "https://FAL.RUN:443/workflows/me/up", "workflows/me/up",
            "workflows/me/up", "up");
        row("model page", "https://fal.ai/models/fal-ai/flux/dev", "fal-ai/flux/dev", "fal-ai/flux",
            "flux");
        row("playground", "https://www.fal.ai/models/fal-ai/flux/dev/playground?share=1#top",
            "fal-ai/flux/dev", "fal-ai/flux", "flux");
        row("page of its calls", "https://fal.ai/models/fal-ai/flux/api", "fal-ai/flux",
            "fal-ai/flux", "flux");
    }
    void valid()
    {
        QFETCH(QString, text);
        const auto id = EndpointId::parse(text);
        QVERIFY(id.hasValue());
        QTEST(id->toString(), "full");
        QTEST(id->application(), "application");
        QTEST(id->alias(), "alias");
    }

    void invalid_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"",
                                 "flux",
                                 "/",
                                 "fal-ai/../admin",
                                 "fal-ai/a b",
                                 "fal-ai/x?y=1",
                                 "fal-ai/x#y",
                                 "https://evil.example/x",
                                 "https://evilfal.run/a/b",
                                 "https://fal.run.evil.example/a/b",
                                 "https://evilfal.ai/models/a/b",
                                 "http://fal.run/a/b",
                                 "https://fal.run:8443/a/b",
                                 "https://u:p@fal.run/a/b",
                                 "https://fal.run/a",
                                 "https://fal.ai/dashboard/keys",
                                 "https://fal.ai/models",
                                 "https://rest.fal.ai/a/b",
                                 "wss://fal.run/a/b",
                                 "https://queue.fal.run/a/b/requests/1/status",
                                 "https://fal.run/a/%2e%2e/b",
                                 "fal-ai/%2e%2e/x",
                                 "fal-ai/\n"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void invalid()
    {
        QFETCH(QString, text);
        const auto id = EndpointId::parse(text);
        QVERIFY(!id.hasValue());
        QCOMPARE(id.error().kind, Error::Kind::Validation);
        QVERIFY(!id.error().message.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestEndpointId)
#include "tst_endpointid.moc"
