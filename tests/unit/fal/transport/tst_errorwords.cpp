#include "core/fal/transport/errorwords.h"
#include "core/fal/transport/falanswer.h"

#include <QJsonDocument>
#include <QTest>

using namespace peregrine;

Q_DECLARE_METATYPE(peregrine::Error::Kind)

/// fal's error types in our words, and what the headers add to an error.
class TestErrorWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limits_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("context");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *type, const char *context, const char *words) {
            QTest::addRow("%s %s", type, context)
                << QString::fromLatin1(type) << QByteArray(context) << QString::fromLatin1(words);
        };
        row("less_than_equal", "{\"le\":50}", "It must be at most 50.");
        row("less_than", "{\"lt\":1.5}", "It must be less than 1.5.");
        row("greater_than", "{\"gt\":0}", "It must be more than 0.");
        row("greater_than_equal", "{\"ge\":-1}", "It must be at least -1.");
        row("value_error.number.not_le", "{\"limit_value\":4}", "It must be at most 4.");
        row("multiple_of", "{\"multiple_of\":8}", "It must be a multiple of 8.");
        row("image_too_small", "{\"min_width\":512,\"min_height\":256}",
            "The image is too small; it must be at least 512 x 256 pixels.");
        row("image_too_small", "{\"min_width\":512}", "The image is too small for the model.");
        row("image_too_large", "{\"max_width\":4096,\"max_height\":4096}",
            "The image is too large; it may be at most 4096 x 4096 pixels.");
        row("file_too_large", "{\"max_size\":10485760}",
            "The file is too large; the limit is 10.0 MB.");
        row("sequence_too_long", "{\"max_length\":3}", "It is too long; the greatest length is 3.");
        row("one_of", "{\"expected\":[\"a\",\"b\"]}", "It must be one of these: a, b.");
        row("literal_error", "{\"expected\":\"'a' or 'b'\"}",
            "It must be one of these: 'a' or 'b'.");
        row("unsupported_image_format", "{\"supported_formats\":[\"png\",\"jpg\"]}",
            "The model does not take this kind of image file. Use one of these: png, jpg.");
        row("audio_duration_too_long", "{\"max_duration\":30}",
            "The sound is too long; it may last up to 30 s.");
        row("missing", "{}", "This field is required.");
        row("value_error.missing", "{}", "This field is required.");
        // The server's own words say more than a sentence without its limit.
        row("less_than_equal", "{}", "");
        row("less_than_equal", "{\"le\":{}}", "");
        row("something_new", "{\"le\":1}", "");
        row("", "{}", "");
        // Limits are data, not patterns.
        row("image_too_small", "{\"min_width\":\"%2\",\"min_height\":\"%1\"}",
            "The image is too small; it must be at least %2 x %1 pixels.");
    }
    void limits()
    {
        QFETCH(QString, type);
        QFETCH(QByteArray, context);
        QTEST(errorWords(type, QJsonDocument::fromJson(context).object()), "words");
    }

    /// Every type of fal's documentation has words.
    void allDocumentedTypes()
    {
        for (const char *type : {"internal_server_error",
                                 "generation_timeout",
                                 "downstream_service_error",
                                 "downstream_service_unavailable",
                                 "content_policy_violation",
                                 "no_media_generated",
                                 "image_load_error",
                                 "file_download_error",
                                 "face_detection_error",
                                 "feature_not_supported",
                                 "image_too_small",
                                 "image_too_large",
                                 "file_too_large",
                                 "invalid_archive",
                                 "archive_file_count_below_minimum",
                                 "archive_file_count_exceeds_maximum",
                                 "audio_duration_too_long",
                                 "audio_duration_too_short",
                                 "video_duration_too_long",
                                 "video_duration_too_short",
                                 "unsupported_audio_format",
                                 "unsupported_image_format",
                                 "unsupported_video_format",
                                 "request_timeout",
                                 "startup_timeout",
                                 "runner_scheduling_failure",
                                 "runner_connection_timeout",
                                 "runner_disconnected",
                                 "runner_connection_refused",
                                 "runner_connection_error",
                                 "runner_incomplete_response",
                                 "runner_server_error",
                                 "internal_error",
                                 "client_disconnected",
                                 "client_cancelled",
                                 "bad_request",
                                 "concurrent_requests_limit"})
            QVERIFY2(errorWords(QString::fromLatin1(type)).endsWith(u'.'), type);
    }

    void locked_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<QString>("words");
        using Kind = Error::Kind;
        const auto row = [](int status, const char *body, Kind kind, const char *words) {
            QTest::addRow("%d %s", status, body)
                << status << QByteArray(body) << kind << QString::fromLatin1(words);
        };
        row(403, "{\"detail\":\"User is locked. Reason: Exhausted balance.\"}", Kind::Locked,
            "balance is used up");
        row(403, "{\"detail\":\"User is locked.\"}", Kind::Locked, "account is locked");
        row(401, "{\"detail\":\"Account is locked\"}", Kind::Locked, "account is locked");
        row(402, "", Kind::Locked, "balance is used up");
        row(429, "{\"detail\":\"Exhausted balance\"}", Kind::Locked, "balance is used up");
        row(403, "{\"error\":{\"type\":\"insufficient_credits\",\"message\":\"no\"}}", Kind::Locked,
            "balance is used up");
        row(403, "{\"detail\":\"This model is locked to its owner\"}", Kind::Forbidden,
            "does not allow");
        row(422, "{\"detail\":\"Exhausted balance of the image\"}", Kind::Validation, "balance");
        row(500, "{\"detail\":\"User is locked\"}", Kind::Server, "HTTP 500");
    }
    void locked()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        FalAnswer answer;
        answer.status = status;
        answer.body = body;
        const Error error = errorOf(answer);
        QTEST(error.kind, "kind");
        QVERIFY2(error.message.contains(words), qPrintable(error.message));
    }

    void headers()
    {
        FalAnswer answer;
        answer.status = 503;
        answer.body = "upstream gone";
        answer.headers = {{"x-fal-error-type", "runner_disconnected"},
                          {"x-fal-request-id", "r-1"},
                          {"x-fal-retryable", "True"},
                          {"retry-after", "7"}};
        Error error = errorOf(answer);
        QCOMPARE(error.type, QStringLiteral("runner_disconnected"));
        QCOMPARE(error.request.toString(), QStringLiteral("r-1"));
        QCOMPARE(error.needsRetry, std::optional(true));
        QCOMPARE(error.retryAfterSeconds, 7);
        QVERIFY(error.message.contains(QStringLiteral("went away")));
        QVERIFY(error.message.contains(QStringLiteral("upstream gone")));
        answer.headers.insert("x-fal-needs-retry", "0");
        QCOMPARE(errorOf(answer).needsRetry, std::optional(false));
        answer.body = "{\"detail\":\"x\",\"error_type\":\"startup_timeout\"}";
        QCOMPARE(errorOf(answer).type, QStringLiteral("startup_timeout"));
        // The body's own id where there is no header.
        answer.headers.clear();
        answer.body = "{\"error\":{\"type\":\"rate_limited\",\"message\":\"m\","
                      "\"request_id\":\"p-1\"}}";
        error = errorOf(answer);
        QCOMPARE(error.type, QStringLiteral("rate_limited"));
        QCOMPARE(error.request.toString(), QStringLiteral("p-1"));
        QCOMPARE(error.needsRetry, std::optional<bool>());
    }

    void contextIsBounded()
    {
        FalAnswer answer;
        answer.status = 422;
        answer.body =
            "{\"detail\":[{\"loc\":[\"body\",\"x\"],\"msg\":\"m\",\"type\":\"t\",\"ctx\":{"
            "\"a\":\""
            + QByteArray(100'000, 'a') + "\"}}]}";
        const Error error = errorOf(answer);
        QVERIFY(error.fields.first().context.isEmpty());
        QCOMPARE(error.fields.first().message, QStringLiteral("m"));
        QCOMPARE(error.type, QStringLiteral("t"));
    }
};

QTEST_GUILESS_MAIN(TestErrorWords)
#include "tst_errorwords.moc"
