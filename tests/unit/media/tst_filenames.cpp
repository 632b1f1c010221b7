#include "core/media/filenames.h"

#include <QTest>

using namespace peregrine;

class TestFileNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void safeFileText_data();
    void safeFileText();
    void longTexts_data();
    void longTexts();
    void safeBaseName();
    void numbered();
};

void TestFileNames::safeFileText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *what, const QString &text, const QString &name) {
        QTest::newRow(what) << text << name;
    };
    row("plain", QStringLiteral("a cat"), QStringLiteral("a cat"));
    row("spaces", QStringLiteral("  a \n\t cat  "), QStringLiteral("a cat"));
    row("way out", QStringLiteral("../../etc/passwd"), QStringLiteral("etc passwd"));
    row("way out for Windows", QStringLiteral("..\\..\\x"), QStringLiteral("x"));
    row("separators", QStringLiteral("a/b\\c:d*e?f\"g<h>i|j"),
        QStringLiteral("a b c d e f g h i j"));
    row("control characters", QStringLiteral("a\u0000b\u0007c\u007fd"), QStringLiteral("a"));
    row("hidden", QStringLiteral("...hidden"), QStringLiteral("hidden"));
    row("trailing", QStringLiteral("end. . ,"), QStringLiteral("end"));
    row("nothing left", QStringLiteral("/../"), QStringLiteral("fallback"));
    row("empty", QString(), QStringLiteral("fallback"));
    row("device", QStringLiteral("con"), QStringLiteral("_con"));
    row("device with extension", QStringLiteral("Aux.png"), QStringLiteral("_Aux.png"));
    row("port", QStringLiteral("COM7"), QStringLiteral("_COM7"));
    row("not a device", QStringLiteral("console"), QStringLiteral("console"));
    row("right-to-left override", QStringLiteral("a\u202egnp.exe"), QStringLiteral("a gnp.exe"));
    row("other scripts", QStringLiteral("\u732b \u0643\u0644\u0628 \u00e4pfel"),
        QStringLiteral("\u732b \u0643\u0644\u0628 \u00e4pfel"));
    row("emoji with joiner", QStringLiteral("\U0001F469\u200d\U0001F680 up"),
        QStringLiteral("\U0001F469\u200d\U0001F680 up"));
    row("lone surrogate", QStringLiteral("a ") + QChar(0xd83d) + QStringLiteral(" b"),
        QStringLiteral("a b"));
}

void TestFileNames::safeFileText()
{
    QFETCH(QString, text);
    QFETCH(QString, name);
    if (qstrcmp(QTest::currentDataTag(), "control characters") == 0) {
        text = QStringLiteral("a") + QChar(u'\0') + QStringLiteral("b") + QChar(7)
            + QStringLiteral("c") + QChar(0x7f) + QStringLiteral("d");
        name = QStringLiteral("a b c d");
    }
    QCOMPARE(peregrine::safeFileText(text, QStringLiteral("fallback")), name);
}

void TestFileNames::longTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("words") << QStringLiteral("word ").repeated(1000);
    QTest::newRow("one word") << QString(100'000, u'x');
    QTest::newRow("three bytes a letter") << QString(500, QChar(0x732b));
    QTest::newRow("families")
        << QStringLiteral("\U0001F468\u200d\U0001F469\u200d\U0001F467").repeated(50);
    QTest::newRow("one letter with many marks") << u'a' + QString(5000, QChar(0x301));
}

void TestFileNames::longTexts()
{
    QFETCH(QString, text);
    const QString name = peregrine::safeFileText(text, QStringLiteral("fallback"));
    QVERIFY(!name.isEmpty());
    QVERIFY(name.size() <= 80);
    QVERIFY(name.toUtf8().size() <= 200);
    QVERIFY(name.isValidUtf16());
    QVERIFY(!name.endsWith(u' '));
}

void TestFileNames::safeBaseName()
{
    const QDateTime time(QDate(2026, 3, 1), QTime(14, 5, 9));
    QCOMPARE(peregrine::safeBaseName(QStringLiteral("a cat, oil/canvas"), time),
             QStringLiteral("2026-03-01 14-05-09 a cat, oil canvas"));
    QCOMPARE(peregrine::safeBaseName({}, time), QStringLiteral("2026-03-01 14-05-09"));
    QVERIFY(peregrine::safeBaseName(QStringLiteral("x ").repeated(500), time).size() <= 80);
    QCOMPARE(peregrine::safeBaseName(QStringLiteral("a cat"), {}), QStringLiteral("a cat"));
}

void TestFileNames::numbered()
{
    QCOMPARE(numberedName(QStringLiteral("a"), 1, QStringLiteral(".png")), QStringLiteral("a.png"));
    QCOMPARE(numberedName(QStringLiteral("a %1"), 2, QStringLiteral(".png")),
             QStringLiteral("a %1 (2).png"));
}

QTEST_GUILESS_MAIN(TestFileNames)
#include "tst_filenames.moc"
