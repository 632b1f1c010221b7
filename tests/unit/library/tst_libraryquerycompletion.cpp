#include "core/library/libraryquery.h"
#include "core/library/libraryquerycompletion.h"

#include <QTest>

using namespace peregrine;

namespace {

LibraryFacts facts()
{
    LibraryFacts facts;
    facts.models = {{QStringLiteral("fal-ai/flux/dev"), QStringLiteral("FLUX"), 10},
                    {QStringLiteral("fal-ai/veo3"), QStringLiteral("Veo"), 3}};
    facts.tags = {{QStringLiteral("client a"), 2}, {QStringLiteral("poster"), 5}};
    facts.collections = {{QStringLiteral("Best"), 4}, {QStringLiteral("All foxes"), -1}};
    return facts;
}

} // namespace

class TestLibraryQueryCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// "|" is the cursor; what the first completion makes of the text.
    void first_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("becomes");
        const auto row = [](const char *typed, const char *becomes) {
            QTest::newRow(typed) << QString::fromLatin1(typed) << QString::fromLatin1(becomes);
        };
        row("|", "model:");
        row("fox |", "fox model:");
        row("ra|", "rating:");
        row("-ra|", "-rating:");
        row("fox mo|", "fox model:");
        row("model:|", "model:fal-ai/flux/dev");
        row("model:veo|", "model:fal-ai/veo3");
        row("model:veo| fox", "model:fal-ai/veo3 fox");
        row("model:v|eo fox", "model:fal-ai/veo3 fox");
        row("tag:cl|", "tag:\"client a\"");
        row("tag:\"client|", "tag:\"client a\"");
        row("tag:poster,cl|", "tag:poster,\"client a\"");
        row("in:fox|", "in:\"All foxes\"");
        row("type:vi|", "type:video");
        row("is:re|", "is:rejected");
        row("sort:ol|", "sort:oldest");
        row("label:pu|", "label:purple");
    }
    void first()
    {
        QFETCH(QString, typed);
        QFETCH(QString, becomes);
        const qsizetype cursor = typed.indexOf(u'|');
        const QString text = QString(typed).remove(u'|');
        const auto completions = completeLibraryQuery(text, cursor, facts());
        QVERIFY(!completions.isEmpty());
        const QueryCompletion &best = completions.first();
        QCOMPARE(QString(text).replace(best.at, best.length, best.text), becomes);
    }

    void nothingFits_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char *typed : {"zzz|", "model:zzz|", "seed:4|", "nofilter:x|", "tag:poster|"})
            QTest::newRow(typed) << QString::fromLatin1(typed);
    }
    void nothingFits()
    {
        QFETCH(QString, typed);
        const qsizetype cursor = typed.indexOf(u'|');
        QVERIFY(completeLibraryQuery(typed.remove(u'|'), cursor, facts()).isEmpty());
    }

    void saysWhatIsMeant()
    {
        const auto filters = completeLibraryQuery({}, 0, {}, 100);
        QCOMPARE(filters.size(), libraryFilterNames().size());
        for (const QueryCompletion &filter : filters)
            QVERIFY2(!filter.description.isEmpty(), qPrintable(filter.text));
        QCOMPARE(completeLibraryQuery({}, 0, {}, 3).size(), 3);
    }

    void anyCursorIsSafe()
    {
        const QString text = QStringLiteral("-a \"b c\" model:x,\"y z\",: in:\"");
        for (qsizetype cursor = -2; cursor < text.size() + 3; ++cursor) {
            const auto completions = completeLibraryQuery(text, cursor, facts());
            for (const QueryCompletion &completion : completions)
                QVERIFY(completion.at >= 0 && completion.length >= 0
                        && completion.at + completion.length <= text.size());
        }
    }
};

QTEST_APPLESS_MAIN(TestLibraryQueryCompletion)
#include "tst_libraryquerycompletion.moc"
