#include "core/library/libraryquery.h"

#include <QDateTime>
#include <QTest>

using namespace peregrine;

using Field = LibraryFilter::Field;

namespace {

const QDate today(2026, 11, 23);

LibraryFilter words(Field field, const QStringList &texts, bool negated = false)
{
    return {field, texts, {}, {}, negated};
}

LibraryFilter numbers(Field field, std::optional<qint64> least, std::optional<qint64> most)
{
    return {field, {}, least, most, false};
}

qint64 startOf(int year, int month, int day)
{
    return QDate(year, month, day).startOfDay().toMSecsSinceEpoch();
}

qint64 endOf(int year, int month, int day)
{
    return QDate(year, month, day).endOfDay().toMSecsSinceEpoch();
}

} // namespace

Q_DECLARE_METATYPE(QList<peregrine::LibraryFilter>)

class TestLibraryQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<LibraryFilter>>("filters");
        const auto row = [](const char *text, const QList<LibraryFilter> &filters) {
            QTest::newRow(text) << QString::fromUtf8(text) << filters;
        };
        row("", {});
        row("   ", {});
        row("fox", {words(Field::Text, {QStringLiteral("fox")})});
        row("red fox",
            {words(Field::Text, {QStringLiteral("red")}),
             words(Field::Text, {QStringLiteral("fox")})});
        row("\"red fox\"", {words(Field::Text, {QStringLiteral("red fox")})});
        row("\u201cred fox\u201d", {words(Field::Text, {QStringLiteral("red fox")})});
        row("-fox", {words(Field::Text, {QStringLiteral("fox")}, true)});
        row("-", {words(Field::Text, {QStringLiteral("-")})});
        row("fox,", {words(Field::Text, {QStringLiteral("fox,")})});
        row("12:30", {words(Field::Text, {QStringLiteral("12:30")})});
        row("::", {words(Field::Text, {QStringLiteral("::")})});
        row("model:flux,sdxl",
            {words(Field::Model, {QStringLiteral("flux"), QStringLiteral("sdxl")})});
        row("MODEL:flux", {words(Field::Model, {QStringLiteral("flux")})});
        row("model:", {});
        row("prompt:\"a fox\"", {words(Field::Prompt, {QStringLiteral("a fox")})});
        row("in:\"my best, ever\"", {words(Field::Collection, {QStringLiteral("my best, ever")})});
        row("-tag:x", {words(Field::Tag, {QStringLiteral("x")}, true)});
        row("type:Video,audio",
            {words(Field::Kind, {QStringLiteral("video"), QStringLiteral("audio")})});
        row("label:red", {words(Field::Label, {QStringLiteral("red")})});
        row("is:starred -is:rejected",
            {words(Field::Is, {QStringLiteral("starred")}),
             words(Field::Is, {QStringLiteral("rejected")}, true)});
        row("rating:3", {numbers(Field::Rating, 3, 3)});
        row("rating:>=3", {numbers(Field::Rating, 3, {})});
        row("rating:>3", {numbers(Field::Rating, 4, {})});
        row("rating:<3", {numbers(Field::Rating, {}, 2)});
        row("rating:2..4", {numbers(Field::Rating, 2, 4)});
        row("rating:2..", {numbers(Field::Rating, 2, {})});
        row("rating:..4", {numbers(Field::Rating, {}, 4)});
        row("seed:-42", {numbers(Field::Seed, -42, -42)});
        row("size:>1024", {numbers(Field::Side, 1025, {})});
        row("size:>2MB", {numbers(Field::Bytes, 2'000'001, {})});
        row("bytes:<=1.5GiB", {numbers(Field::Bytes, {}, 1'610'612'736)});
        row("bytes:500", {numbers(Field::Bytes, 500, 500)});
        row("duration:<1m30s", {numbers(Field::Duration, {}, 89'999)});
        row("duration:1:30", {numbers(Field::Duration, 90'000, 90'000)});
        row("duration:>=2.5", {numbers(Field::Duration, 2500, {})});
        row("from:2026-11-01", {numbers(Field::Created, startOf(2026, 11, 1), {})});
        row("to:2026-02", {numbers(Field::Created, {}, endOf(2026, 2, 28))});
        row("date:2025", {numbers(Field::Created, startOf(2025, 1, 1), endOf(2025, 12, 31))});
        row("date:today", {numbers(Field::Created, startOf(2026, 11, 23), endOf(2026, 11, 23))});
        row("from:7d", {numbers(Field::Created, startOf(2026, 11, 17), {})});
        row("date:2026-10-30..2026-11-02",
            {numbers(Field::Created, startOf(2026, 10, 30), endOf(2026, 11, 2))});
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(QList<LibraryFilter>, filters);
        const ParsedLibraryQuery parsed = parseLibraryQuery(text, today);
        QVERIFY2(
            parsed.problems.isEmpty(),
            qPrintable(parsed.problems.isEmpty() ? QString() : parsed.problems.first().message));
        QVERIFY(parsed.query.filters == filters);
    }

    void complains_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("at");
        QTest::addColumn<int>("length");
        QTest::addColumn<int>("filters");
        QTest::newRow("not a number") << QStringLiteral("fox rating:many") << 4 << 11 << 1;
        QTest::newRow("no such kind") << QStringLiteral("type:smell") << 0 << 10 << 0;
        QTest::newRow("one of two is known") << QStringLiteral("type:smell,video") << 0 << 16 << 1;
        QTest::newRow("no such state") << QStringLiteral("is:good fox") << 0 << 7 << 1;
        QTest::newRow("no such day") << QStringLiteral("from:2026-02-31") << 0 << 15 << 0;
        QTest::newRow("no such month") << QStringLiteral("date:2026-13") << 0 << 12 << 0;
        QTest::newRow("no such order") << QStringLiteral("sort:up") << 0 << 7 << 0;
        QTest::newRow("a filter that is none") << QStringLiteral("modle:flux") << 0 << 10 << 1;
        QTest::newRow("open quotation") << QStringLiteral("a \"b c") << 2 << 4 << 2;
        QTest::newRow("larger than numbers get")
            << QStringLiteral("bytes:>99999999999TB") << 0 << 20 << 0;
        QTest::newRow("half a range") << QStringLiteral("rating:..") << 0 << 9 << 0;
    }
    void complains()
    {
        QFETCH(QString, text);
        QFETCH(int, at);
        QFETCH(int, length);
        QFETCH(int, filters);
        const ParsedLibraryQuery parsed = parseLibraryQuery(text, today);
        QCOMPARE(parsed.problems.size(), 1);
        QCOMPARE(parsed.problems.first().at, at);
        QCOMPARE(parsed.problems.first().length, length);
        QVERIFY(parsed.problems.first().message.endsWith(u'.'));
        QCOMPARE(parsed.query.filters.size(), filters);
    }

    void orders()
    {
        QCOMPARE(parseLibraryQuery(QStringLiteral("fox")).query.order, LibraryOrder::Newest);
        QCOMPARE(parseLibraryQuery(QStringLiteral("fox sort:rating")).query.order,
                 LibraryOrder::BestRated);
        QCOMPARE(parseLibraryQuery(QStringLiteral("sort:name")).query.order, LibraryOrder::Name);
        QCOMPARE(libraryOrderNames().size(), int(LibraryOrder::Name) + 1);
    }

    void pastedTextsAreBounded()
    {
        const ParsedLibraryQuery parsed =
            parseLibraryQuery(QStringLiteral("word ").repeated(100'000));
        QVERIFY(parsed.query.filters.size() <= 32);
        QCOMPARE(parsed.problems.size(), 1);
    }

    void labelsHaveNames()
    {
        for (int label = 0; label <= int(ColorLabel::Purple); ++label) {
            const auto color = static_cast<ColorLabel>(label);
            QVERIFY(colorLabelFromName(colorLabelName(color)) == color);
        }
        QVERIFY(!colorLabelFromName(QStringLiteral("pink")));
    }
};

QTEST_APPLESS_MAIN(TestLibraryQuery)
#include "tst_libraryquery.moc"
