#include "core/fal/storage/fileupload.h"
#include "core/fal/storage/storageservice.h"
#include "tests/unit/fal/storage/sinkserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;

namespace {

constexpr qint64 gigabyte = 1024LL * 1024 * 1024;

/// What this process has in memory, at its highest so far.
qint64 peakBytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong() * 1024;
    }
    return -1;
}

} // namespace

/// Memory must not grow with the file, whichever way it goes.
class TestUploadSize : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void memoryDoesNotGrowWithTheFile_data();
    void memoryDoesNotGrowWithTheFile();
};

void TestUploadSize::memoryDoesNotGrowWithTheFile_data()
{
    QTest::addColumn<bool>("inParts");
    QTest::addColumn<qint64>("bytes");
    QTest::newRow("at once") << false << gigabyte;
    QTest::newRow("in parts") << true << gigabyte;
}

void TestUploadSize::memoryDoesNotGrowWithTheFile()
{
    QFETCH(bool, inParts);
    QFETCH(qint64, bytes);
    SinkServer server;
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("big.bin")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    // Without content of its own it takes no place on the disk.
    QVERIFY(file.resize(bytes));
    file.close();

    FalTransport::Options transportOptions;
    transportOptions.environment = *FalEnvironment::atBase(server.base());
    FalTransport transport(transportOptions);
    StorageService storage(transport);
    UploadOptions options;
    options.multipartThreshold = inParts ? 0 : bytes;
    const qint64 before = peakBytes();
    if (before < 0)
        QSKIP("The memory in use cannot be read here.");
    QElapsedTimer timer;
    timer.start();
    FileUpload *upload = storage.upload(file.fileName(), options);
    QSignalSpy succeeded(upload, &FalReply::succeeded);
    QSignalSpy finished(upload, &FalReply::finished);
    QVERIFY(finished.wait(100'000));
    QCOMPARE(succeeded.size(), 1);
    const qint64 grown = peakBytes() - before;
    qInfo("%lld MB/s, %lld KiB grown", bytes / 1000 / std::max<qint64>(1, timer.elapsed()),
          grown / 1024);
#ifdef __SANITIZE_ADDRESS__
    QSKIP("The sanitizer keeps freed memory.");
#endif
    QVERIFY2(grown < 32LL * 1024 * 1024, qPrintable(QString::number(grown)));
}

QTEST_GUILESS_MAIN(TestUploadSize)
#include "tst_uploadsize.moc"
