#include "core/localserver/studio/promptwords.h"

#include <QTest>

using namespace peregrine::studio;

class TestPromptWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheExamplePrompt()
    {
        const PromptWords words = readPrompt(
            QStringLiteral("A red fox in a misty autumn forest at sunrise, oil painting"), {});
        QCOMPARE(words.subjects.size(), 1);
        QCOMPARE(words.subjects.first().subject, Subject::Fox);
        QVERIFY(words.subjects.first().color.has_value());
        QVERIFY(words.has(Place::Forest));
        QVERIFY(words.has(Weather::Fog));
        QVERIFY(words.has(Style::Oil));
        QCOMPARE(words.season, Season::Autumn);
        QCOMPARE(words.hour, Hour::Sunrise);
        QVERIFY(words.colors.isEmpty());
        QVERIFY(words.unknown.isEmpty());
    }

    void counts_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<int>("count");
        QTest::newRow("one") << QStringLiteral("a cat") << 1;
        QTest::newRow("number word") << QStringLiteral("two cats in a garden") << 2;
        QTest::newRow("digit") << QStringLiteral("4 cats") << 4;
        QTest::newRow("plural alone") << QStringLiteral("cats") << 3;
        QTest::newRow("ending in es") << QStringLiteral("five foxes") << 5;
        QTest::newRow("synonyms are one thing") << QStringLiteral("a cup of coffee") << 1;
        QTest::newRow("a number does not cross a comma") << QStringLiteral("two, a cat") << 1;
    }

    void counts()
    {
        QFETCH(QString, prompt);
        QFETCH(int, count);
        const PromptWords words = readPrompt(prompt, {});
        QCOMPARE(words.subjects.size(), 1);
        QCOMPARE(words.subjects.first().count, count);
    }

    void orangeIsFruitOrColour()
    {
        QVERIFY(readPrompt(QStringLiteral("an orange on a table"), {}).has(Subject::Orange));
        const PromptWords cat = readPrompt(QStringLiteral("an orange cat"), {});
        QVERIFY(!cat.has(Subject::Orange));
        QVERIFY(cat.subjects.first().color.has_value());
    }

    void coloursOfNothingBelongToThePicture()
    {
        QCOMPARE(readPrompt(QStringLiteral("abstract swirl of teal and gold"), {}).colors.size(),
                 2);
    }

    void phrasesWin()
    {
        QVERIFY(readPrompt(QStringLiteral("a castle, pixel art"), {}).has(Style::PixelArt));
        QVERIFY(readPrompt(QStringLiteral("hot air balloon"), {}).has(Subject::Balloon));
    }

    void negativePromptTakesOut()
    {
        const PromptWords words =
            readPrompt(QStringLiteral("a red fox and a cat in the fog, oil painting"),
                       QStringLiteral("cat, fog, red, oil painting, moon"));
        QVERIFY(words.has(Subject::Fox));
        QVERIFY(!words.subjects.first().color);
        QVERIFY(!words.has(Subject::Cat));
        QVERIFY(!words.has(Weather::Fog));
        QVERIFY(!words.has(Style::Oil));
        QVERIFY(words.avoidedSubjects.contains(Subject::Moon));
        QCOMPARE(words.avoidedColors.size(), 1);
    }

    void denialsInThePromptCount()
    {
        const PromptWords words = readPrompt(QStringLiteral("a forest without fog, a deer"), {});
        QVERIFY(!words.has(Weather::Fog));
        QVERIFY(words.has(Subject::Deer));
    }

    void spacingAndCaseDoNotMatter()
    {
        QCOMPARE(readPrompt(QStringLiteral("A  Cat"), {}).fingerprint,
                 readPrompt(QStringLiteral("a cat"), {}).fingerprint);
        QVERIFY(readPrompt(QStringLiteral("a cat"), {}).fingerprint
                != readPrompt(QStringLiteral("a dog"), {}).fingerprint);
    }

    void survivesAnything()
    {
        QVERIFY(readPrompt(QString(), {}).subjects.isEmpty());
        QVERIFY(readPrompt(QString(200000, QLatin1Char('x')), {}).subjects.isEmpty());
        QVERIFY(
            readPrompt(QStringLiteral("\u732b\U0001f98a \u0000 ,,,... --"), {}).subjects.isEmpty());
        QVERIFY(readPrompt(QStringLiteral("fox ").repeated(5000), {}).has(Subject::Fox));
    }
};

QTEST_GUILESS_MAIN(TestPromptWords)
#include "tst_promptwords.moc"
