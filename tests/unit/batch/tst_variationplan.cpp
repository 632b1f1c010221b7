#include "core/base/json.h"
#include "core/batch/variationplan.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <limits>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

VariationAxis axisOf(const QString &title, qsizetype stops, const QString &pointer)
{
    VariationAxis axis{VariationAxis::Kind::Values, title, {}};
    for (qsizetype i = 0; i < stops; ++i)
        axis.stops.append({QString::number(i), {{pointer, QJsonValue(qint64(i))}}});
    return axis;
}

VariationPlan planOf(const QList<qsizetype> &sizes)
{
    VariationPlan plan;
    for (qsizetype i = 0; i < sizes.size(); ++i)
        plan.axes.append(axisOf(u"Field %1"_s.arg(i), sizes.at(i), u"/f%1"_s.arg(i)));
    return plan;
}

QJsonObject read(const char *text)
{
    return parseJson(QByteArray(text).replace('\'', '"'))->toObject();
}

} // namespace

class TestVariationPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts_data()
    {
        QTest::addColumn<QList<qsizetype>>("sizes");
        QTest::addColumn<qsizetype>("count");
        QTest::newRow("nothing varied") << QList<qsizetype>() << qsizetype(1);
        QTest::newRow("one") << QList<qsizetype>{7} << qsizetype(7);
        QTest::newRow("three") << QList<qsizetype>{10, 3, 2} << qsizetype(60);
        QTest::newRow("an empty axis") << QList<qsizetype>{10, 0} << qsizetype(0);
        QTest::newRow("beyond counting")
            << QList<qsizetype>{1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000}
            << qsizetype(1'000'000);
        QTest::newRow("empty beyond counting")
            << QList<qsizetype>{1000, 1000, 1000, 0} << qsizetype(0);
    }
    void counts()
    {
        QFETCH(QList<qsizetype>, sizes);
        QFETCH(qsizetype, count);
        QCOMPARE(planOf(sizes).count(), count);
    }

    void everyPlaceOnce()
    {
        const VariationPlan plan = planOf({4, 3, 2});
        QSet<QList<int>> places;
        for (qsizetype i = 0; i < plan.count(); ++i) {
            QVERIFY(plan.has(plan.placeOf(i)));
            places.insert(plan.placeOf(i));
        }
        QCOMPARE(places.size(), 24);
        QCOMPARE(plan.placeOf(0), (QList<int>{0, 0, 0}));
        QCOMPARE(plan.placeOf(1), (QList<int>{0, 0, 1}));
        QCOMPARE(plan.placeOf(23), (QList<int>{3, 2, 1}));
        QVERIFY(!plan.has({0, 0}));
        QVERIFY(!plan.has({0, 0, 2}));
        QVERIFY(!plan.has({0, -1, 0}));
    }

    void saysWhatIsWrong()
    {
        QVERIFY(planOf({10, 3, 2}).problem().isEmpty());
        QVERIFY(planOf({}).problem().isEmpty());
        QVERIFY(planOf({1000}).problem().isEmpty());
        QVERIFY(planOf({10, 0}).problem().contains(u"Field 1"_s));
        QVERIFY(planOf({100, 11}).problem().contains(u"1,100"_s));
        QVERIFY(planOf({1000, 1000, 1000}).problem().contains(u"million"_s));
        QVERIFY(!planOf({1, 1, 1, 1, 1, 1, 1, 1, 1}).problem().isEmpty());
        VariationPlan twice = planOf({2, 2});
        twice.axes[1] = axisOf(u"Scale"_s, 2, u"/f0/scale"_s);
        QVERIFY(twice.problem().contains(u"Scale"_s));
        twice.axes[1] = axisOf(u"Other"_s, 2, u"/f01"_s);
        QVERIFY(twice.problem().isEmpty());
    }

    void words()
    {
        VariationPlan plan = planOf({3, 2});
        plan.axes[0].kind = VariationAxis::Kind::Seeds;
        QVERIFY(plan.words().contains(u"3 seed"_s));
        QVERIFY(plan.words().contains(u" × "_s));
        QVERIFY(plan.words().contains(u"Field 1"_s));
        QCOMPARE(plan.words({2, 1}), u"Field 0 2 · Field 1 1"_s);
        QCOMPARE(plan.words({9, 9}), QString());
    }

    void comesBackFromJson()
    {
        VariationPlan plan = planOf({3, 2});
        plan.axes[0].stops[0].changes.append(
            {u"/image_url"_s, QJsonValue::Null, u"/pictures/a.png"_s});
        plan.axes[0].stops[1].changes = {{u"/seed"_s, std::numeric_limits<qint64>::max()}};
        VariationAxis models{VariationAxis::Kind::Models, u"Model"_s, {}};
        models.stops.append({u"Flux"_s, {}, *EndpointId::parse(u"fal-ai/flux/dev"_s), u"Flux"_s});
        plan.axes.append(models);
        const auto json = parseJson(toJson(plan.toJson()));
        const auto back = VariationPlan::fromJson(json->toObject());
        QVERIFY(back);
        QCOMPARE(*back, plan);
    }

    void refusesWhatIsDamaged_data()
    {
        QTest::addColumn<QJsonObject>("json");
        QTest::newRow("empty") << QJsonObject();
        QTest::newRow("axes is no list") << read("{'axes': 3}");
        QTest::newRow("axis is no object") << read("{'axes': [3]}");
        QTest::newRow("no stops") << read("{'axes': [{'title': 'a', 'stops': []}]}");
        QTest::newRow("stops is an object") << read("{'axes': [{'title': 'a', 'stops': {}}]}");
        QTest::newRow("no label") << read("{'axes': [{'title': 'a', 'stops': [{}]}]}");
        QTest::newRow("label is a number") << read("{'axes': [{'stops': [{'label': 3}]}]}");
        QTest::newRow("pointer is none") << read(
            "{'axes': [{'stops': [{'label': 'a', 'changes': [{'pointer': 'x', 'value': 1}]}]}]}");
        QTest::newRow("change is none")
            << read("{'axes': [{'stops': [{'label': 'a', 'changes': [7]}]}]}");
        QTest::newRow("model is none")
            << read("{'axes': [{'stops': [{'label': 'a', 'model': '../../etc'}]}]}");
        QTest::newRow("model is a number")
            << read("{'axes': [{'stops': [{'label': 'a', 'model': 5}]}]}");
        QJsonArray many;
        for (int i = 0; i < 1001; ++i)
            many.append(QJsonObject{{u"label"_s, u"a"_s}});
        QTest::newRow("too many stops")
            << QJsonObject{{u"axes"_s, QJsonArray{QJsonObject{{u"stops"_s, many}}}}};
        QJsonArray axes;
        for (int i = 0; i < 9; ++i)
            axes.append(read("{'stops': [{'label': 'a'}]}"));
        QTest::newRow("too many axes") << QJsonObject{{u"axes"_s, axes}};
        QTest::newRow("too many jobs") << planOf({100, 100}).toJson();
        QJsonArray changes;
        for (int i = 0; i < 101; ++i)
            changes.append(read("{'pointer': '/a', 'value': 1}"));
        QTest::newRow("too many changes") << QJsonObject{
            {u"axes"_s,
             QJsonArray{QJsonObject{
                 {u"stops"_s,
                  QJsonArray{QJsonObject{{u"label"_s, u"a"_s}, {u"changes"_s, changes}}}}}}}};
    }
    void refusesWhatIsDamaged()
    {
        QFETCH(QJsonObject, json);
        const auto plan = VariationPlan::fromJson(json);
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind, Error::Kind::Malformed);
        QVERIFY(!plan.error().message.isEmpty());
    }

    void survivesRandomDamage()
    {
        const QByteArray whole = toJson(planOf({5, 4, 3}).toJson());
        QRandomGenerator random(11);
        for (int round = 0; round < 20'000; ++round) {
            QByteArray text = whole;
            for (int i = random.bounded(1, 6); i > 0; --i)
                text[random.bounded(int(text.size()))] = char(random.bounded(32, 127));
            const auto json = parseJson(text);
            if (!json || !json->isObject())
                continue;
            const auto plan = VariationPlan::fromJson(json->toObject());
            if (!plan)
                continue;
            QVERIFY(plan->count() <= VariationPlan::maxJobs);
            for (qsizetype at = 0; at < plan->count(); ++at)
                QVERIFY(plan->has(plan->placeOf(at)));
        }
    }

    void longLabelsAreCut()
    {
        const auto plan = VariationPlan::fromJson(
            {{u"axes"_s,
              QJsonArray{QJsonObject{
                  {u"title"_s, QString(5000, u'x')},
                  {u"stops"_s, QJsonArray{QJsonObject{{u"label"_s, QString(5000, u'x')}}}}}}}});
        QVERIFY(plan);
        QVERIFY(plan->axes.first().title.size() < 500);
        QVERIFY(plan->axes.first().stops.first().label.size() < 500);
    }
};

QTEST_GUILESS_MAIN(TestVariationPlan)

#include "tst_variationplan.moc"
