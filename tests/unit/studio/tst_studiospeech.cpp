#include "core/localserver/studio/studio.h"

#include <QTest>
#include <QtEndian>

using namespace peregrine::studio;

namespace {

quint32 number(const QByteArray &bytes, qsizetype at)
{
    return qFromLittleEndian<quint32>(bytes.constData() + at);
}

QByteArray say(const QString &text, const QString &voice = {}, double speed = 1.0)
{
    const std::optional<EncodedFile> file = speak({text, voice, speed, 1}, {});
    return file ? file->bytes : QByteArray();
}

qsizetype sampleCount(const QByteArray &wav)
{
    return static_cast<qsizetype>(number(wav, wav.indexOf("data") + 4)) / 2;
}

} // namespace

class TestStudioSpeech : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isAWavFile()
    {
        const QByteArray wav = say(QStringLiteral("Hello, world. How are you?"));
        QVERIFY(wav.startsWith("RIFF"));
        QCOMPARE(wav.mid(8, 4), QByteArray("WAVE"));
        QCOMPARE(number(wav, 4), static_cast<quint32>(wav.size() - 8));
        const qsizetype format = wav.indexOf("fmt ");
        QCOMPARE(qFromLittleEndian<quint16>(wav.constData() + format + 8), quint16(1));
        QCOMPARE(qFromLittleEndian<quint16>(wav.constData() + format + 10), quint16(1));
        QCOMPARE(number(wav, format + 12), 24000U);
        QCOMPARE(qFromLittleEndian<quint16>(wav.constData() + format + 22), quint16(16));
        QVERIFY(wav.contains("INFO"));
        QVERIFY(wav.contains("Local preview"));
        QCOMPARE(wav.indexOf("data") + 8 + 2 * sampleCount(wav), wav.size());
        const double seconds = static_cast<double>(sampleCount(wav)) / 24000.0;
        QVERIFY2(seconds > 1.0 && seconds < 6.0, qPrintable(QString::number(seconds)));
    }

    void isLoudEnoughAndNeverClips()
    {
        const QByteArray wav = say(QStringLiteral("The quick brown fox jumps over the lazy dog."));
        int peak = 0;
        for (qsizetype at = wav.indexOf("data") + 8; at + 1 < wav.size(); at += 2)
            peak = std::max(
                peak, std::abs(static_cast<int>(qFromLittleEndian<qint16>(wav.constData() + at))));
        QVERIFY(peak > 20000 && peak < 32000);
    }

    void equalRequestsGiveEqualBytes()
    {
        QCOMPARE(say(QStringLiteral("a test")), say(QStringLiteral("a test")));
    }

    void voicesDiffer()
    {
        QList<QByteArray> heard;
        for (const QString &voice : voiceNames() + QStringList{QStringLiteral("somebody else")}) {
            const QByteArray wav = say(QStringLiteral("the same words"), voice);
            QVERIFY(!heard.contains(wav));
            heard.append(wav);
        }
    }

    void speedAndPunctuationChangeTheLength()
    {
        const QString text = QStringLiteral("one two three four five");
        QVERIFY(sampleCount(say(text, {}, 2.0)) < sampleCount(say(text, {}, 1.0)));
        QVERIFY(sampleCount(say(text, {}, 0.5)) > sampleCount(say(text, {}, 1.0)));
        QVERIFY(sampleCount(say(QStringLiteral("one. two. three.")))
                > sampleCount(say(QStringLiteral("one two three"))));
    }

    void survivesAnything()
    {
        for (const QString &text :
             {QString(), QStringLiteral("...!?"), QStringLiteral("\u732b\U0001f98a"),
              QStringLiteral("caf\u00e9 1984")})
            QVERIFY(say(text).startsWith("RIFF"));
    }

    void longTextIsCut()
    {
        const qsizetype limit =
            sampleCount(say(QString(maximumSpokenCharacters, QLatin1Char('a'))));
        QCOMPARE(sampleCount(say(QString(maximumSpokenCharacters * 3, QLatin1Char('a')))), limit);
    }

    void stopsWhenTold()
    {
        int told = 0;
        QVERIFY(!speak({QStringLiteral("stop in the middle of this"), {}, 1.0, 1},
                       [&told](int, int, const QString &) { return ++told < 5; }));
        QCOMPARE(told, 5);
    }
};

QTEST_GUILESS_MAIN(TestStudioSpeech)
#include "tst_studiospeech.moc"
