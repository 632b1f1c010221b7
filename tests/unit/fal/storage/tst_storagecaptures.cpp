#include "core/fal/falclient.h"
#include "core/fal/storage/fileupload.h"
#include "core/fal/storage/signedupload.h"
#include "tests/support/capture.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace peregrine;
using namespace peregrine::test;

namespace {

FalFile content(const QByteArray &bytes, const char *name, const char *type = "")
{
    FalFile file;
    file.bytes = bytes;
    file.fileName = QString::fromUtf8(name);
    file.contentType = QString::fromLatin1(type);
    return file;
}

/// The number that fal's client makes a name of, and the suffix where we choose a better one.
QByteArray withoutMadeNames(QByteArray body)
{
    QString text = QString::fromUtf8(body);
    static const QRegularExpression made(
        QStringLiteral("\"file_name\":\"(<epoch-ms>|[0-9]{13})\\.[^\"]*\""));
    text.replace(made, QStringLiteral("\"file_name\":\"made\""));
    return text.toUtf8();
}

} // namespace

/// Our uploads equal those of fal's official client, scenario by scenario.
class TestStorageCaptures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void simple();
    void initiateIsRepeated();
    void multipart();
    void partFailure();
    void transformInput();

private:
    void replay(const char *scenario)
    {
        m_capture = std::make_unique<Capture>(QString::fromLatin1(scenario), m_server->url({}));
        m_capture->script(*m_server);
    }
    bool ends(FalReply *reply);
    /// Ours against what was recorded, names that are made up left out.
    QString differences(QList<SeenRequest> seen) const
    {
        for (SeenRequest &request : seen) {
            if (request.target.contains("/initiate"))
                request.body = withoutMadeNames(request.body);
        }
        return m_capture->differences(seen);
    }

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalClient> m_client;
    std::unique_ptr<Capture> m_capture;
    UploadOptions m_options;
};

void TestStorageCaptures::init()
{
    m_server = std::make_unique<ScriptedServer>();
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_server->url({}));
    options.key = Secret("test-key-id:test-key-secret");
    options.firstRetryDelay = std::chrono::milliseconds(1);
    m_client = std::make_unique<FalClient>(options);
    m_options = UploadOptions();
    // The official client knows neither.
    m_options.fallbackRepository.clear();
    m_options.reuse = false;
}

void TestStorageCaptures::cleanup()
{
    m_client.reset();
    m_server.reset();
}

bool TestStorageCaptures::ends(FalReply *reply)
{
    QSignalSpy succeeded(reply, &FalReply::succeeded);
    QSignalSpy finished(reply, &FalReply::finished);
    if (!finished.wait())
        qFatal("a reply did not end");
    return !succeeded.isEmpty();
}

void TestStorageCaptures::simple()
{
    replay("storage-upload");
    const auto upload = [this](const FalFile &file, const UploadOptions &options) {
        return ends(m_client->storage().upload(file, options));
    };
    UploadOptions lifecycle = m_options;
    lifecycle.lifecycle.expiresIn = ObjectLifecycle::secondsOf(QStringLiteral("1d"));
    lifecycle.lifecycle.initialAcl =
        ObjectLifecycle::Acl{ObjectLifecycle::Decision::Hide,
                             {{QStringLiteral("someone"), ObjectLifecycle::Decision::Allow}}};
    QVERIFY(upload(content("hello", "hello.txt", "text/plain"), m_options));
    QVERIFY(upload(content(QByteArray::fromHex("000102ff"), "ä b.bin", "application/octet-stream"),
                   lifecycle));
    QVERIFY(upload(content(QByteArray::fromHex("8950"), "", "image/png"), m_options));
    QVERIFY(upload(content("<svg/>", "", "image/svg+xml"), m_options));
    QVERIFY(upload(content("x", "", "audio/x-m4a; a=b"), m_options));
    // The official client does not look into a Blob without a type.
    QVERIFY(upload(content("x", "", "application/octet-stream"), m_options));
    QVERIFY(upload(content("", "empty.txt", "text/plain"), m_options));

    const QList<CapturedRequest> &recorded = m_capture->requests();
    const QList<SeenRequest> &seen = m_server->seen();
    QCOMPARE(seen.size(), recorded.size());
    for (qsizetype n = 0; n < seen.size(); ++n) {
        const bool initiates = recorded.at(n).target().contains("/initiate");
        QCOMPARE(seen.at(n).method, recorded.at(n).method);
        QCOMPARE(seen.at(n).target, recorded.at(n).target());
        for (const char *name : {"Authorization", "Content-Type"})
            QCOMPARE(seen.at(n).header(name), recorded.at(n).header(name));
        // The order of JSON members is no part of the protocol.
        QCOMPARE(QJsonDocument::fromJson(seen.at(n).header("X-Fal-Object-Lifecycle")),
                 QJsonDocument::fromJson(recorded.at(n).header("X-Fal-Object-Lifecycle")));
        if (initiates)
            QCOMPARE(withoutMadeNames(seen.at(n).body), withoutMadeNames(recorded.at(n).body));
        else if (recorded.at(n).hasTextBody)
            QCOMPARE(seen.at(n).body, recorded.at(n).body);
    }
    QCOMPARE(seen.at(3).body, QByteArray::fromHex("000102ff"));
}

void TestStorageCaptures::initiateIsRepeated()
{
    replay("storage-upload-errors");
    QVERIFY(
        !ends(m_client->storage().upload(content("hello", "hello.txt", "text/plain"), m_options)));
    // The official client gives up after one PUT, ours tries it again.
    const QList<SeenRequest> seen = m_server->seen();
    QCOMPARE(seen.size(), 6);
    for (qsizetype n = 3; n < seen.size(); ++n)
        QCOMPARE(seen.at(n).target, seen.at(2).target);
    const QString found = differences(seen.first(3));
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

void TestStorageCaptures::multipart()
{
    replay("storage-multipart");
    // The recording has 90 MiB and parts of 10 MiB: the same a thousandth as large.
    QCOMPARE(SignedUpload::maxBytes, qint64(90 * 1024 * 1024));
    QCOMPARE(UploadOptions().multipartChunkSize, qint64(10 * 1024 * 1024));
    m_options.multipartThreshold = 90 * 1024;
    m_options.multipartChunkSize = 10 * 1024;
    m_options.multipartMaxConcurrency = 1;
    QVERIFY(ends(m_client->storage().upload(
        content(QByteArray(90 * 1024, '\0'), "limit.bin", "application/octet-stream"), m_options)));
    UploadOptions lifecycle = m_options;
    lifecycle.lifecycle.expiresIn = 3600;
    QVERIFY(ends(m_client->storage().upload(
        content(QByteArray(90 * 1024 + 1, '\0'), "big.bin", "video/mp4"), lifecycle)));
    const QString found = differences(m_server->seen());
    QVERIFY2(found.isEmpty(), qPrintable(found));
    QCOMPARE(m_server->seen().at(m_server->seen().size() - 2).body.size(), 1);
}

void TestStorageCaptures::partFailure()
{
    replay("storage-multipart-part-failure");
    m_options.multipartThreshold = 90 * 1024;
    m_options.multipartChunkSize = 10 * 1024;
    m_options.multipartMaxConcurrency = 1;
    QVERIFY(!ends(m_client->storage().upload(
        content(QByteArray(90 * 1024 + 1, '\0'), "big.bin", "video/mp4"), m_options)));
    // The official client tries a part three times, ours four times.
    QCOMPARE(m_server->seen().size(), 5);
    const QString found = differences(m_server->seen().first(4));
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

void TestStorageCaptures::transformInput()
{
    replay("storage-transform-input");
    const FalInput input(
        {{QStringLiteral("prompt"), QStringLiteral("x")},
         {QStringLiteral("list"),
          QJsonArray{QJsonValue(), QStringLiteral("https://example.com/a.png"), 3, QJsonValue()}},
         {QStringLiteral("nested"),
          QJsonObject{{QStringLiteral("deep"),
                       QJsonObject{{QStringLiteral("keep"),
                                    QStringLiteral("data:text/plain;base64,aGk=")}}}}}},
        {{QStringLiteral("/image_url"), content("one", "one.png", "image/png")},
         {QStringLiteral("/list/0"), content("two", "two.png", "image/png")},
         {QStringLiteral("/nested/deep/file"), content("three", "three.png", "image/png")}});
    QVERIFY(ends(m_client->queue().submit(*EndpointId::parse(QStringLiteral("owner/app")), input)));
    // The files go at the same time, in no certain order.
    const auto lines = [](const auto &requests, const auto &targetOf) {
        QList<QByteArray> found;
        for (const auto &request : requests) {
            if (targetOf(request).contains("/queue."))
                continue;
            found.append(request.method + ' ' + targetOf(request) + ' ' + request.body);
        }
        std::sort(found.begin(), found.end());
        return found;
    };
    const auto seenTarget = [](const SeenRequest &request) { return request.target; };
    const auto recordedTarget = [](const CapturedRequest &request) { return request.target(); };
    // Which file gets which of the three addresses is a matter of arrival.
    QList<QByteArray> ours = lines(m_server->seen(), seenTarget);
    QList<QByteArray> recorded = lines(m_capture->requests(), recordedTarget);
    QCOMPARE(ours.size(), recorded.size());
    QCOMPARE(ours.first(3), recorded.first(3));
    const SeenRequest &submit = m_server->seen().last();
    QCOMPARE(submit.target, m_capture->requests().last().target());
    const auto shape = [](QByteArray body) {
        static const QRegularExpression address(
            QStringLiteral("https?://[^\"]*/files/panda/[^\"]*"));
        return QJsonDocument::fromJson(
            QString::fromUtf8(body).replace(address, QStringLiteral("URL")).toUtf8());
    };
    QCOMPARE(shape(submit.body), shape(m_capture->requests().last().body));
}

QTEST_GUILESS_MAIN(TestStorageCaptures)
#include "tst_storagecaptures.moc"
