#include "core/media/clipbook.h"
#include "core/media/clipprobe.h"
#include "tests/support/await.h"
#include "tests/unit/media/mediafixtures.h"

#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

/// What is found out about video and sound files, whole and broken ones.
class TestClipProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void video();
    void sound();
    void lengthIsMeasuredWhereNothingSaysIt();
    void otherFilesAreNotLookedInto_data();
    void otherFilesAreNotLookedInto();
    void brokenOnes_data();
    void brokenOnes();
    void flippedBytesNeverCrash();
    void givenUp();
    void bookRemembers();
    void bookNoticesChanges();
    void bookGoesWhileLooking();

private:
    [[nodiscard]] QString file(const char *name, const QByteArray &bytes) const
    {
        return writeFile(m_folder.filePath(QLatin1String(name)), bytes);
    }
    [[nodiscard]] QByteArray film(int frames = 25) const
    {
        return mp4({160, 96}, frames, m_folder.path());
    }

    QTemporaryDir m_folder;
};

void TestClipProbe::video()
{
    const ClipFacts facts = probeClip(file("a.mp4", film(50)));
    QCOMPARE(facts.state, ClipFacts::State::Read);
    QVERIFY(facts.hasPicture);
    QVERIFY(!facts.hasSound);
    QVERIFY(qAbs(facts.seconds - 2.0) < 0.05);
    QVERIFY2(qAbs(facts.fps - 25.0) < 0.01, qPrintable(QString::number(facts.fps)));
    QCOMPARE(facts.frames, 50);
    QCOMPARE(facts.pixels, QSize(160, 96));
}

void TestClipProbe::sound()
{
    const ClipFacts facts = probeClip(file("a.wav", wav(1.5)));
    QCOMPARE(facts.state, ClipFacts::State::Read);
    QVERIFY(facts.hasSound);
    QVERIFY(!facts.hasPicture);
    QVERIFY(qAbs(facts.seconds - 1.5) < 0.01);
    QCOMPARE(facts.frames, 0);
    QVERIFY(facts.pixels.isEmpty());
}

void TestClipProbe::lengthIsMeasuredWhereNothingSaysIt()
{
    // Frames of MPEG sound (layer 3, 44.1 kHz, 26 ms each), half at 128 and half at 32 kbit/s: the
    // bit rate of the beginning tells a wrong length.
    const auto frames = [](char bitRate, int bytes, int count) {
        const QByteArray frame = QByteArray("\xff\xfb", 2) + bitRate + QByteArray("\xc4", 1)
            + QByteArray(bytes - 4, '\0');
        return frame.repeated(count);
    };
    const QByteArray bytes = frames('\x90', 417, 200) + frames('\x10', 104, 200);
    const ClipFacts facts = probeClip(file("a.mp3", bytes));
    QCOMPARE(facts.state, ClipFacts::State::Read);
    QVERIFY2(qAbs(facts.seconds - 400 * 1152 / 44100.0) < 0.2,
             qPrintable(QString::number(facts.seconds)));
}

void TestClipProbe::otherFilesAreNotLookedInto_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("picture") << encoded(testPicture({64, 48}), "png");
    QTest::newRow("text") << QByteArray("not a film");
    QTest::newRow("play list") << QByteArray("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n");
    QTest::newRow("of no known type") << QByteArray("FLV\x01\x05\0\0\0\x09", 9);
}

void TestClipProbe::otherFilesAreNotLookedInto()
{
    QFETCH(QByteArray, bytes);
    // The name lies.
    QCOMPARE(probeClip(file("a.mp4", bytes)), ClipFacts());
    QCOMPARE(probeClip(m_folder.filePath(QStringLiteral("missing.mp4"))), ClipFacts());
}

void TestClipProbe::brokenOnes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray whole = film();
    QTest::newRow("cut off") << whole.left(whole.size() / 2);
    QTest::newRow("cut off sound") << wav(1).left(3000);
    QTest::newRow("MP4 signature and noise") << QByteArray("\0\0\0\x10"
                                                           "ftypisom\0\0\0\0",
                                                           16);
    QTest::newRow("Matroska signature") << QByteArray("\x1a\x45\xdf\xa3 webm webm webm");
    QTest::newRow("sound signature") << QByteArray("ID3") + QByteArray(200, '\x01');
}

void TestClipProbe::brokenOnes()
{
    QFETCH(QByteArray, bytes);
    const ClipFacts facts = probeClip(file("a.mp4", bytes));
    QCOMPARE(facts.state, ClipFacts::State::Damaged);
    QCOMPARE(facts.seconds, 0.0);
}

void TestClipProbe::flippedBytesNeverCrash()
{
    QRandomGenerator random(7);
    for (const QByteArray &whole : {film(5), wav(0.2)}) {
        for (int round = 0; round < 60; ++round) {
            QByteArray bytes = whole;
            for (int i = 0; i < 20; ++i)
                bytes[random.bounded(static_cast<int>(bytes.size()))] =
                    static_cast<char>(random.bounded(256));
            const ClipFacts facts = probeClip(file("a.mp4", bytes));
            QVERIFY(facts.seconds >= 0 && facts.fps >= 0 && facts.fps <= 1000);
            QVERIFY(facts.frames >= 0);
        }
    }
}

void TestClipProbe::givenUp()
{
    const std::atomic_bool giveUp{true};
    QCOMPARE(probeClip(file("a.mp4", film()), &giveUp).state, ClipFacts::State::Unread);
}

void TestClipProbe::bookRemembers()
{
    ClipBook book;
    const QSignalSpy all(&book, &ClipBook::allProbed);
    const QString path = file("a.mp4", film());
    const QString other = file("b.wav", wav(1));
    QVERIFY(!book.known(path));
    const QFuture<ClipFacts> first = book.probe(path);
    static_cast<void>(book.probe(path));
    static_cast<void>(book.probe(other));
    QVERIFY(book.isProbing());
    QTRY_COMPARE(all.size(), 1);
    QVERIFY(!book.isProbing());
    QCOMPARE(await(first).frames, 25);
    QCOMPARE(book.known(path), std::optional(await(first)));
    QVERIFY(book.known(other)->hasSound);
    // Now it answers at once.
    QVERIFY(book.probe(path).isFinished());
    QVERIFY(!book.isProbing());
}

void TestClipProbe::bookNoticesChanges()
{
    ClipBook book;
    const QString path = file("a.mp4", film(25));
    static_cast<void>(book.probe(path));
    QTRY_VERIFY(book.known(path).has_value());
    static_cast<void>(file("a.mp4", film(50)));
    QVERIFY(!book.known(path));
    QCOMPARE(await(book.probe(path)).frames, 50);
    QVERIFY(QFile::remove(path));
    QVERIFY(!book.known(path));
}

void TestClipProbe::bookGoesWhileLooking()
{
    auto book = std::make_unique<ClipBook>();
    QList<QFuture<ClipFacts>> looks;
    for (int i = 0; i < 8; ++i)
        looks.append(
            book->probe(file(qPrintable(QString::number(i) + QStringLiteral(".mp4")), film())));
    book.reset();
    for (const QFuture<ClipFacts> &look : std::as_const(looks))
        QVERIFY(look.isFinished());
}

QTEST_GUILESS_MAIN(TestClipProbe)
#include "tst_clipprobe.moc"
