#include "core/batch/axismaker.h"
#include "core/batch/batchoffer.h"

#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

FieldSpec fieldOf(const QString &name, FieldKind kind, FieldMeaning meaning)
{
    FieldSpec spec;
    spec.name = name;
    spec.title = name.left(1).toUpper() + name.mid(1);
    spec.kind = kind;
    spec.meaning = meaning;
    return spec;
}

EndpointId endpoint(const char *text)
{
    return *EndpointId::parse(QString::fromLatin1(text));
}

/// A model with prompt, seed, strength and a picture; another one calls them differently.
BatchStart someStart()
{
    BatchStart start;
    start.endpoint = endpoint("a/one");
    start.modelTitle = u"One"_s;
    start.server = u"fal"_s;
    start.schema.input.kind = FieldKind::Object;
    start.schema.input.children = {
        fieldOf(u"prompt"_s, FieldKind::LongText, FieldMeaning::Prompt),
        fieldOf(u"seed"_s, FieldKind::Seed, FieldMeaning::Seed),
        fieldOf(u"strength"_s, FieldKind::Number, FieldMeaning::Strength),
        fieldOf(u"image_url"_s, FieldKind::Media, FieldMeaning::Image),
        fieldOf(u"num_images"_s, FieldKind::Integer, FieldMeaning::Count)};
    start.schema.input.children[0].required = true;
    start.schema.input.children[2].defaultValue = 0.5;
    start.schema.input.children[2].range.maximum = 1;
    start.schema.input.children[3].mediaKind = MediaKind::Image;
    start.schema.input.children[4].defaultValue = 1;
    ModelSchema other;
    other.input.kind = FieldKind::Object;
    other.input.children = {fieldOf(u"text"_s, FieldKind::LongText, FieldMeaning::Prompt),
                            fieldOf(u"noise_seed"_s, FieldKind::Seed, FieldMeaning::Seed),
                            fieldOf(u"denoise"_s, FieldKind::Number, FieldMeaning::Strength)};
    other.input.children[2].defaultValue = 0.9;
    start.models.insert(endpoint("b/two"), other);
    start.values.input = {{u"prompt"_s, u"a {red|blue} cat"_s}, {u"seed"_s, 5}};
    start.wildcardSeed = 1;
    return start;
}

VariableField varied(const BatchStart &start, const QString &name)
{
    const FieldSpec *spec = start.schema.input.child(name);
    return {u"/"_s + name, spec->title, *spec, QJsonValue::Undefined, true};
}

VariationAxis strengths(const BatchStart &start, const QStringList &texts)
{
    return *axismaker::ofTexts(varied(start, u"strength"_s), texts);
}

VariationAxis models()
{
    return axismaker::ofModels({{endpoint("a/one"), u"One"_s}, {endpoint("b/two"), u"Two"_s}});
}

QList<JobRequest> requestsOf(const VariationPlan &plan, const BatchStart &start)
{
    const BatchExpansion expansion(plan, start, BatchId(u"b"_s));
    QList<JobRequest> requests;
    for (qsizetype i = 0; i < expansion.size(); ++i) {
        const auto request = expansion.request(i);
        if (!request)
            qFatal("%s", qPrintable(request.error().message));
        requests.append(*request);
    }
    return requests;
}

} // namespace

class TestBatchExpansion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void combinesEverything()
    {
        const BatchStart start = someStart();
        const VariationPlan plan{{axismaker::ofSeeds(start.schema.input.children[1], {1, 2, 3}),
                                  strengths(start, {u"0.1"_s, u"0.3"_s})}};
        const QList<JobRequest> requests = requestsOf(plan, start);
        QCOMPARE(requests.size(), 6);
        QCOMPARE(requests.at(3).input.value(u"seed"_s), QJsonValue(2));
        QCOMPARE(requests.at(3).input.value(u"strength"_s), QJsonValue(0.3));
        QCOMPARE(requests.at(3).batchPlace, (QList<int>{1, 1}));
        QCOMPARE(requests.at(3).batch, BatchId(u"b"_s));
        QCOMPARE(requests.at(3).server, u"fal"_s);
        QCOMPARE(requests.at(3).lane, JobLane::Background);
        // Without lists prompts go as they are written.
        QCOMPARE(requests.at(3).input.value(u"prompt"_s), QJsonValue(u"a {red|blue} cat"_s));
    }

    void fewJobsAreInteractive()
    {
        const BatchStart start = someStart();
        const QList<JobRequest> requests =
            requestsOf({{strengths(start, {u"0.1"_s, u"0.3"_s})}}, start);
        QCOMPARE(requests.first().lane, JobLane::Interactive);
        QCOMPARE(requestsOf({}, start).size(), 1);
    }

    void otherModelsGetTheirOwnFields()
    {
        const BatchStart start = someStart();
        const VariationPlan plan{{models(), strengths(start, {u"0.5"_s, u"0.7"_s})}};
        const QList<JobRequest> requests = requestsOf(plan, start);
        QCOMPARE(requests.at(0).endpoint, endpoint("a/one"));
        QCOMPARE(requests.at(2).endpoint, endpoint("b/two"));
        QCOMPARE(requests.at(2).modelTitle, u"Two"_s);
        // 0.5 is the first model's default, and yet it is what was asked for.
        QCOMPARE(requests.at(2).input,
                 (QJsonObject{{u"text"_s, u"a {red|blue} cat"_s},
                              {u"noise_seed"_s, 5},
                              {u"denoise"_s, 0.5}}));
        QCOMPARE(requests.at(3).input.value(u"denoise"_s), QJsonValue(0.7));
    }

    void chanceIsTheSameForWhatIsCompared()
    {
        BatchStart start = someStart();
        start.values.input.insert(u"prompt"_s, u"{a|b|c|d|e|f|g|h|i|j} cat"_s);
        start.wildcards = WildcardLists();
        const VariationPlan plan{
            {axismaker::ofSeeds(start.schema.input.children[1], {1, 2, 3, 4, 5, 6}),
             strengths(start, {u"0.1"_s, u"0.3"_s})}};
        const QList<JobRequest> requests = requestsOf(plan, start);
        QSet<QString> prompts;
        for (qsizetype i = 0; i < requests.size(); i += 2) {
            QCOMPARE(requests.at(i).input.value(u"prompt"_s),
                     requests.at(i + 1).input.value(u"prompt"_s));
            QCOMPARE(requests.at(i).promptOrigin.templates.size(), 1);
            prompts.insert(requests.at(i).input.value(u"prompt"_s).toString());
        }
        QVERIFY(prompts.size() > 1);
    }

    void decidedPromptsStayAsTheyAre()
    {
        BatchStart start = someStart();
        start.wildcards = WildcardLists();
        const auto axis = axismaker::ofWildcards(varied(start, u"prompt"_s),
                                                 u"\\{x\\|y\\} {cat|dog}"_s, WildcardLists());
        QVERIFY(axis);
        const QList<JobRequest> requests = requestsOf({{*axis}}, start);
        QCOMPARE(requests.at(0).input.value(u"prompt"_s), QJsonValue(u"{x|y} cat"_s));
        QCOMPARE(requests.at(1).input.value(u"prompt"_s), QJsonValue(u"{x|y} dog"_s));
    }

    void filesTakeThePlaceOfValues()
    {
        BatchStart start = someStart();
        start.values.input.insert(u"image_url"_s, QJsonValue::Null);
        start.values.files = {{u"/image_url"_s, u"/a/old.png"_s}};
        VariationAxis pictures{VariationAxis::Kind::Values, u"Image"_s, {}};
        pictures.stops = {{u"new.png"_s, {{u"/image_url"_s, QJsonValue::Null, u"/a/new.png"_s}}},
                          {u"web"_s, {{u"/image_url"_s, u"https://example.com/x.png"_s}}}};
        const QList<JobRequest> requests = requestsOf({{pictures}}, start);
        QCOMPARE(requests.at(0).files, (QList<LocalFile>{{u"/image_url"_s, u"/a/new.png"_s}}));
        QVERIFY(requests.at(1).files.isEmpty());
        QCOMPARE(requests.at(1).input.value(u"image_url"_s),
                 QJsonValue(u"https://example.com/x.png"_s));
    }

    void saysWhichJobIsWrong()
    {
        BatchStart start = someStart();
        VariationAxis axis = strengths(start, {u"0.1"_s, u"0.2"_s});
        axis.stops[1].changes[0].value = 7;
        const BatchExpansion expansion({{axis}}, start, BatchId(u"b"_s));
        QVERIFY(expansion.request(0));
        const auto wrong = expansion.request(1);
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().kind, Error::Kind::Validation);
        QVERIFY2(wrong.error().message.startsWith(u"Strength 0.2: Strength:"_s),
                 qPrintable(wrong.error().message));
        start.models.clear();
        const BatchExpansion missing({{models()}}, start, BatchId(u"b"_s));
        QVERIFY(missing.request(0));
        QVERIFY(missing.request(1).error().message.contains(u"Two"_s));
    }

    void prices()
    {
        const BatchStart start = someStart();
        const VariationPlan plan{{models(), strengths(start, {u"0.1"_s, u"0.2"_s, u"0.3"_s})}};
        const BatchExpansion expansion(plan, start, BatchId(u"b"_s));
        const std::atomic_bool canceled{false};
        BatchPrices prices;
        auto offer = makeBatchOffer(expansion, prices, canceled);
        QVERIFY(offer);
        QCOMPARE(offer->requests.size(), 6);
        QCOMPARE(offer->certainty, PriceCertainty::Unknown);
        QCOMPARE(offer->unpriced, 6);
        QVERIFY(!offer->requests.first().estimatedCost);
        QVERIFY(!offer->costWords().contains(u'$'));

        prices.prices.insert(endpoint("a/one"), {0.025, u"images"_s, u"USD"_s});
        offer = makeBatchOffer(expansion, prices, canceled);
        QCOMPARE(offer->unpriced, 3);
        QCOMPARE(offer->requests.first().estimatedCost, std::optional(0.025));
        QVERIFY(!offer->requests.last().estimatedCost);
        QVERIFY2(offer->costWords().contains(u"$0.075"_s), qPrintable(offer->costWords()));
        QVERIFY(offer->costWords().contains(u"least"_s));

        prices.isFree = true;
        offer = makeBatchOffer(expansion, prices, canceled);
        QVERIFY(offer->isFree);
        QVERIFY(offer->costWords().contains(u"free"_s));

        const std::atomic_bool stop{true};
        QCOMPARE(makeBatchOffer(expansion, prices, stop).error().kind, Error::Kind::Canceled);
    }
};

QTEST_GUILESS_MAIN(TestBatchExpansion)

#include "tst_batchexpansion.moc"
