#include "core/base/textmatch.h"

#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

/// What people type against what texts have.
class TestTextMatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void folding();
    void exactly_data();
    void exactly();
    void loosely_data();
    void loosely();
};

void TestTextMatch::folding()
{
    QCOMPARE(foldedForMatch(u"Ärger ÉTÉ ＦＬＵＸ"_s), u"arger ete flux"_s);
    QCOMPARE(foldedForMatch(u"PixArt-Σ"_s), foldedForMatch(u"pixart-ς"_s));
    QCOMPARE(foldedForMatch(QString()), QString());
}

void TestTextMatch::exactly_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("match");
    QTest::newRow("start") << u"fl"_s << u"flux dev"_s << int(TextStart);
    QTest::newRow("whole word") << u"dev"_s << u"flux dev"_s << int(WholeWord);
    QTest::newRow("whole word in an id") << u"dev"_s << u"fal-ai/dev/lora"_s << int(WholeWord);
    QTest::newRow("beginning of a word") << u"de"_s << u"flux dev"_s << int(WordStart);
    QTest::newRow("number in a word") << u"2.1"_s << u"wan2.1"_s << int(WholeWord);
    QTest::newRow("inside") << u"lux"_s << u"flux dev"_s << int(Inside);
    QTest::newRow("the best of several") << u"ai"_s << u"fail ai"_s << int(WholeWord);
    QTest::newRow("not there") << u"veo"_s << u"video"_s << int(NoMatch);
    QTest::newRow("no word") << QString() << u"video"_s << int(NoMatch);
    QTest::newRow("no text") << u"a"_s << QString() << int(NoMatch);
}

void TestTextMatch::exactly()
{
    QFETCH(QString, word);
    QFETCH(QString, text);
    QTEST(matchExactly(word, text), "match");
}

void TestTextMatch::loosely_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("atLeast");
    QTest::addColumn<int>("below");
    const auto row = [](const char *name, const QString &word, const QString &text, int atLeast,
                        int below) { QTest::newRow(name) << word << text << atLeast << below; };
    row("as it is", u"dev"_s, u"flux dev"_s, WholeWord, TextStart);
    row("initials", u"fxd"_s, u"flux dev"_s, Scattered, Inside);
    row("not from a word's middle", u"lxd"_s, u"flux dev"_s, NoMatch, Misspelt);
    row("too far apart", u"fdz"_s, u"flux and all that is denoised by a z-image"_s, NoMatch,
        Misspelt);
    row("swapped", u"fulx"_s, u"flux dev"_s, Misspelt, Scattered);
    row("wrong letter", u"klinh"_s, u"kling video"_s, Misspelt, Scattered);
    row("letter too many", u"klinng"_s, u"kling video"_s, Misspelt, Scattered);
    row("letter missing", u"whsper"_s, u"whisper"_s, Scattered, Inside);
    row("while it is typed", u"seerdan"_s, u"seedance"_s, Misspelt, Scattered);
    row("two letters wrong", u"kronh"_s, u"kling"_s, NoMatch, Misspelt);
    row("short words only exactly", u"fx"_s, u"flux"_s, NoMatch, Misspelt);
    row("surrogates", u"🦅🦅🦅"_s, u"a 🦅"_s, NoMatch, Misspelt);
}

void TestTextMatch::loosely()
{
    QFETCH(QString, word);
    QFETCH(QString, text);
    QFETCH(int, atLeast);
    QFETCH(int, below);
    const int match = matchLoosely(word, text);
    QVERIFY2(match >= atLeast && match < below, qPrintable(QString::number(match)));
}

QTEST_APPLESS_MAIN(TestTextMatch)
#include "tst_textmatch.moc"
