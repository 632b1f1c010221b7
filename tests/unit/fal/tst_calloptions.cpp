#include "core/fal/calloptions.h"

#include <QTest>

using namespace peregrine;

namespace {

QByteArray wireText(const CallOptions::Headers &headers)
{
    QByteArrayList lines;
    for (const auto &[name, value] : headers)
        lines.append(name + ": " + value);
    return lines.join('\n');
}

} // namespace

Q_DECLARE_METATYPE(peregrine::CallOptions)
Q_DECLARE_METATYPE(peregrine::ObjectLifecycle)

class TestCallOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsNothing() { QCOMPARE(CallOptions().toHeaders()->size(), 0); }

    /// As recorded in queue-submit-options: a named option wins, where the name stands already.
    void orderOfTheJavaScriptClient()
    {
        CallOptions options;
        options.headers = {
            {"X-Custom", "1"}, {"X-Fal-Queue-Priority", "high"}, {"x-fal-store-io", "0"}};
        options.objectLifecycle.expiresIn = 3600;
        options.hint = QStringLiteral("lora-a");
        options.startTimeout = 30;
        QCOMPARE(wireText(*options.toHeaders("low")),
                 QByteArray("x-custom: 1\n"
                            "x-fal-queue-priority: low\n"
                            "x-fal-store-io: 0\n"
                            "x-fal-object-lifecycle-preference: "
                            "{\"expiration_duration_seconds\":3600}\n"
                            "x-fal-runner-hint: lora-a\n"
                            "x-fal-request-timeout: 30"));
    }

    void restOfTheOptions()
    {
        CallOptions options;
        options.startTimeout = 1.5;
        options.tags = {{QStringLiteral(" Team "), QStringLiteral(" red fox ")},
                        {QStringLiteral("a.b"), QStringLiteral("1")}};
        options.storeIo = false;
        options.noRetry = true;
        options.disableFallback = true;
        QCOMPARE(wireText(*options.toHeaders()),
                 QByteArray("x-fal-request-timeout: 1.5\n"
                            "x-fal-tags: a.b=1,team=red fox\n"
                            "x-fal-store-io: 0\n"
                            "x-fal-no-retry: 1\n"
                            "x-app-fal-disable-fallback: 1"));
    }

    void refused_data()
    {
        QTest::addColumn<CallOptions>("options");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const CallOptions &options, const char *words) {
            QTest::newRow(name) << options << QString::fromLatin1(words);
        };
        for (const double seconds : {0.0, 0.5, 1.0, -3.0, qQNaN(), qInf()}) {
            CallOptions options;
            options.startTimeout = seconds;
            QTest::addRow("start timeout %f", seconds)
                << options << QStringLiteral("greater than 1");
        }
        const auto header = [](const QByteArray &name, const QByteArray &value) {
            CallOptions options;
            options.headers = {{name, value}};
            return options;
        };
        row("line break in a value", header("x-a", "1\r\nAuthorization: x"), "printable");
        row("zero in a value", header("x-a", QByteArray("1\0002", 3)), "printable");
        row("line break in a name", header("x-a\r\nb", "1"), "not the name");
        row("colon in a name", header("x-a:", "1"), "not the name");
        row("no name", header("", "1"), "not the name");
        row("authorization", header("Authorization", "Key other"), "cannot be set");
        row("target", header("X-Fal-Target-Url", "https://evil.example"), "cannot be set");
        row("gateway's own", header("x-fal-caller-user-id", "1"), "cannot be set");
        row("length", header("content-length", "1"), "cannot be set");
        row("proxy", header("Proxy-Authorization", "1"), "cannot be set");
        row("too much", header("x-a", QByteArray(16 * 1024, 'a')), "too long together");
        CallOptions hint;
        hint.hint = QStringLiteral("a\nb");
        row("line break in the hint", hint, "runner hint");
        hint.hint = QString::fromUtf8("狐");
        row("hint that no header can carry", hint, "runner hint");
        CallOptions lifecycle;
        lifecycle.objectLifecycle.expiresIn = 0;
        row("kept for no time", lifecycle, "more than 0");
        const auto tag = [](const QString &key, const QString &value) {
            CallOptions options;
            options.tags = {{key, value}};
            return options;
        };
        row("fal's tag", tag(QStringLiteral("fal.x"), QStringLiteral("1")), "reserved");
        row("space in a tag", tag(QStringLiteral("a b"), QStringLiteral("1")), "name a tag");
        row("long tag", tag(QString(65, u'a'), QStringLiteral("1")), "name a tag");
        row("comma", tag(QStringLiteral("a"), QStringLiteral("1,2")), "no comma");
        row("long value", tag(QStringLiteral("a"), QString(257, u'a')), "no comma");
        CallOptions many;
        for (int i = 0; i < 11; ++i)
            many.tags.insert(QString::number(i), QStringLiteral("1"));
        row("many tags", many, "at most");
        CallOptions big;
        for (int i = 0; i < 5; ++i)
            big.tags.insert(QString::number(i), QString(250, u'a'));
        row("big tags", big, "too long together");
        CallOptions twice;
        twice.tags = {{QStringLiteral("A"), QStringLiteral("1")},
                      {QStringLiteral("a"), QStringLiteral("2")}};
        row("twice", twice, "twice");
    }
    void refused()
    {
        QFETCH(CallOptions, options);
        QFETCH(QString, words);
        const auto headers = options.toHeaders("normal");
        QVERIFY(!headers.hasValue());
        QCOMPARE(headers.error().kind, Error::Kind::Validation);
        QVERIFY2(headers.error().message.contains(words), qPrintable(headers.error().message));
    }

    void lifecycle_data()
    {
        using Decision = ObjectLifecycle::Decision;
        QTest::addColumn<ObjectLifecycle>("lifecycle");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("never") << ObjectLifecycle{} << QByteArray();
        QTest::newRow("seconds") << ObjectLifecycle{90, {}}
                                 << QByteArray("{\"expiration_duration_seconds\":90}");
        QTest::newRow("rights") << ObjectLifecycle{{}, ObjectLifecycle::Acl{Decision::Forbid, {}}}
                                << QByteArray("{\"initial_acl\":{\"default\":\"forbid\"}}");
        QTest::newRow("all of it")
            << ObjectLifecycle{3600,
                               ObjectLifecycle::Acl{
                                   Decision::Hide,
                                   {{QStringLiteral("someone"), Decision::Allow},
                                    {QString::fromUtf8("Ä\"\r\n"), Decision::Forbid}}}}
            << QByteArray(
                   "{\"expiration_duration_seconds\":3600,\"initial_acl\":{\"default\":\"hide\","
                   "\"rules\":[{\"user\":\"someone\",\"decision\":\"allow\"},"
                   "{\"user\":\"\\u00c4\\\"\\r\\n\",\"decision\":\"forbid\"}]}}");
    }
    void lifecycle()
    {
        QFETCH(ObjectLifecycle, lifecycle);
        QTEST(lifecycle.headerValue(), "text");
    }

    void expirations()
    {
        const auto parsed = [](const char *text) {
            return ObjectLifecycle::parseExpiration(QString::fromLatin1(text));
        };
        QCOMPARE(*parsed("never"), std::optional<qint64>());
        QCOMPARE(*parsed("immediate"), std::optional<qint64>(60));
        QCOMPARE(*parsed("1h"), std::optional<qint64>(3600));
        QCOMPARE(*parsed(" 7D "), std::optional<qint64>(604'800));
        QCOMPARE(*parsed("1y"), std::optional<qint64>(31'536'000));
        QCOMPARE(*parsed("90"), std::optional<qint64>(90));
        for (const char *wrong : {"", "0", "-1", "soon", "2w", "1.5"})
            QVERIFY(!parsed(wrong).hasValue());
    }
};

QTEST_APPLESS_MAIN(TestCallOptions)
#include "tst_calloptions.moc"
