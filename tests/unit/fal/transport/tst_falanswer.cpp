#include "core/fal/transport/falanswer.h"

#include <QTest>

using namespace peregrine;

Q_DECLARE_METATYPE(peregrine::Error::Kind)

class TestFalAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errors_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("fields");
        const auto row = [](const char *name, int status, const char *body, Error::Kind kind,
                            const char *words, int fields) {
            QTest::newRow(name) << status << QByteArray(body) << kind << QString::fromLatin1(words)
                                << fields;
        };
        row("detail list", 422,
            "{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"field "
            "required\",\"type\":\"missing\"}]}",
            Error::Kind::Validation, "field is required", 1);
        row("detail list with an index", 422,
            "{\"detail\":[{\"loc\":[\"body\",\"loras\",0,\"path\"],\"msg\":\"too "
            "short\",\"type\":\"x\"},{\"loc\":[\"body\",\"seed\"],\"msg\":\"no\"}]}",
            Error::Kind::Validation, "loras.0.path", 2);
        row("detail text on 422", 422, "{\"detail\":\"not like this\"}", Error::Kind::Validation,
            "not like this", 1);
        row("detail object", 400, "{\"detail\":{\"msg\":\"odd\"}}", Error::Kind::Server, "odd", 0);
        row("detail of a wrong type", 422, "{\"detail\":7}", Error::Kind::Validation,
            "did not accept", 0);
        row("entries of wrong types", 422,
            "{\"detail\":[1,null,{\"loc\":\"x\"},{\"loc\":[{}],\"msg\":5,\"type\":\"t\"}]}",
            Error::Kind::Validation, "t", 1);
        row("unauthorised", 401, "{\"detail\":\"invalid key credentials\"}",
            Error::Kind::Unauthorized, "invalid key credentials", 0);
        row("forbidden", 403, "{\"detail\":\"User is locked. Reason: Exhausted balance.\"}",
            Error::Kind::Locked, "Exhausted balance", 0);
        row("not found status", 404, "{\"status\":\"NOT_FOUND\"}", Error::Kind::NotFound,
            "NOT_FOUND", 0);
        row("unknown app", 404, "{\"detail\":\"Application \\\"x\\\" not found\"}",
            Error::Kind::NotFound, "Application \"x\" not found", 0);
        row("rate limit", 429, "{\"message\":\"slow down\"}", Error::Kind::RateLimited, "slow down",
            0);
        row("platform error", 400,
            "{\"error\":{\"type\":\"validation_error\",\"message\":\"bad cursor\"}}",
            Error::Kind::Server, "bad cursor", 0);
        row("gateway page", 502, "<html><body>nginx</body></html>", Error::Kind::Server, "HTTP 502",
            0);
        row("plain text", 500, "oh no", Error::Kind::Server, "oh no", 0);
        row("start timeout", 504,
            "{\"detail\":\"Request timed out\",\"error_type\":\"request_timeout\"}",
            Error::Kind::Timeout, "timed out", 0);
        row("empty", 500, "", Error::Kind::Server, "HTTP 500", 0);
    }
    void errors()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        FalAnswer answer;
        answer.status = status;
        answer.body = body;
        const Error error = errorOf(answer);
        QTEST(error.kind, "kind");
        QCOMPARE(error.httpStatus, status);
        QFETCH(QString, words);
        QVERIFY2(error.message.contains(words), qPrintable(error.message));
        QVERIFY(!error.message.contains(QStringLiteral("<html>")));
        QTEST(int(error.fields.size()), "fields");
    }

    void fieldPaths()
    {
        FalAnswer answer;
        answer.status = 422;
        answer.body =
            "{\"detail\":[{\"loc\":[\"body\",\"loras\",0,\"path\"],\"msg\":\"m\",\"type\":\"t\"}]}";
        const QStringList path{QStringLiteral("loras"), QStringLiteral("0"),
                               QStringLiteral("path")};
        QCOMPARE(errorOf(answer).fields.first().path, path);
    }

    void hugeTextsAreCut()
    {
        FalAnswer answer;
        answer.status = 500;
        answer.body = "{\"detail\":\"" + QByteArray(5'000'000, 'x') + "\"}";
        QVERIFY(errorOf(answer).message.size() < 3000);
    }

    void retryAfter_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("seconds");
        QTest::newRow("number") << QByteArray("7") << 7;
        QTest::newRow("missing") << QByteArray() << 0;
        QTest::newRow("negative") << QByteArray("-5") << 0;
        QTest::newRow("absurd") << QByteArray("99999999") << 24 * 3600;
        QTest::newRow("words") << QByteArray("soon") << 0;
        QTest::newRow("date long past") << QByteArray("Wed, 21 Oct 2015 07:28:00 GMT") << 0;
    }
    void retryAfter()
    {
        QFETCH(QByteArray, value);
        FalAnswer answer;
        answer.headers.insert("retry-after", value);
        QTEST(answer.retryAfterSeconds(), "seconds");
    }

    void bodies()
    {
        FalAnswer page;
        page.status = 200;
        page.headers.insert("content-type", "text/html");
        page.body = "<!DOCTYPE html><p>hello";
        QCOMPARE(jsonOf(page).error().kind, Error::Kind::Malformed);
        QVERIFY(jsonOf(page).error().message.contains(QStringLiteral("web page")));
        FalAnswer list;
        list.body = "[1]";
        QVERIFY(jsonOf(list).hasValue());
        QVERIFY(!jsonObjectOf(list).hasValue());
    }
};

QTEST_APPLESS_MAIN(TestFalAnswer)
#include "tst_falanswer.moc"
