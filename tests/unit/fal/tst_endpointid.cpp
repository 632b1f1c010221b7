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
        for (const char *text :
             {"", "flux", "/", "fal-ai/../admin", "fal-ai/a b", "fal-ai/x?y=1", "fal-ai/x#y",
              "https://evil.example/x", "fal-ai/%2e%2e/x", "fal-ai/\n"})
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
