#include "core/catalog/modelsearch.h"

#include <QTest>

#include <algorithm>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

ModelCard card(const QString &id, const QString &title, const QString &category,
               const QString &description = {})
{
    ModelCard card;
    card.endpoint = *EndpointId::parse(id);
    card.title = title;
    card.category = category;
    card.description = description;
    return card;
}

QList<ModelCard> models()
{
    QList<ModelCard> list{
        card(u"fal-ai/flux/dev"_s, u"FLUX.1 [dev]"_s, u"text-to-image"_s, u"Twelve billion."_s),
        card(u"fal-ai/flux-lora"_s, u"Train it yourself"_s, u"text-to-image"_s),
        card(u"fal-ai/kling-video/v2"_s, u"Kling Video"_s, u"text-to-video"_s,
             u"Better than flux at motion."_s),
        card(u"fal-ai/veo3"_s, u"Veo 3"_s, u"text-to-video"_s),
        card(u"fal-ai/ben/v2/image"_s, u"Hintergrund entfernen"_s, u"image-to-image"_s),
    };
    list[3].tags = {u"Google"_s, u"sound"_s};
    list[4].familyLabel = u"Détourage"_s;
    return list;
}

/// Names that hold one another.
QList<ModelCard> alike()
{
    return {
        card(u"fal-ai/flux-2-lora-gallery/face-to-full-portrait"_s, u"Flux 2 Lora Gallery"_s, {}),
        card(u"fal-ai/flux-kontext-lora/inpaint"_s, u"FLUX.1 Kontext LoRA Inpaint"_s, {}),
        card(u"fal-ai/flux-lora"_s, u"FLUX.1 [dev] with LoRAs"_s, {}),
        card(u"fal-ai/flux/schnell/redux"_s, u"FLUX.1 [schnell] Redux"_s, {}),
        card(u"fal-ai/flux/schnell"_s, u"FLUX.1 [schnell]"_s, {}),
        card(u"fal-ai/kling-video/v2.5-turbo/pro/image-to-video"_s, u"Kling Video"_s, {}),
        card(u"fal-ai/veo3.1/fast/image-to-video"_s, u"Veo 3.1 Fast"_s, {}),
        card(u"fal-ai/veo3.1"_s, u"Veo 3.1"_s, {}),
        card(u"fal-ai/nano-banana-pro/edit"_s, u"Nano Banana Pro"_s, {}),
        card(u"fal-ai/nano-banana"_s, u"Nano Banana"_s, {}),
    };
}

/// Ids, the best first.
QStringList found(const QString &words, const QList<ModelCard> &list = models())
{
    ModelSearch search;
    search.setModels(list);
    const QList<int> scores = search.scores(words);
    QList<qsizetype> rows;
    for (qsizetype row = 0; row < scores.size(); ++row) {
        if (scores.at(row) > 0)
            rows.append(row);
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [&scores](auto a, auto b) { return scores.at(a) > scores.at(b); });
    QStringList ids;
    for (const qsizetype row : rows)
        ids.append(list.at(row).endpoint.toString().mid(7));
    return ids;
}

} // namespace

class TestModelSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNameThatIsMeantComesFirst_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("first");
        QTest::newRow("flux lora") << u"flux lora"_s << u"flux-lora"_s;
        QTest::newRow("lora flux") << u"lora flux"_s << u"flux-lora"_s;
        QTest::newRow("schnell") << u"schnell"_s << u"flux/schnell"_s;
        QTest::newRow("flux schnell") << u"flux schnell"_s << u"flux/schnell"_s;
        QTest::newRow("redux") << u"redux"_s << u"flux/schnell/redux"_s;
        QTest::newRow("kontext") << u"flux kontext"_s << u"flux-kontext-lora/inpaint"_s;
        QTest::newRow("veo") << u"veo"_s << u"veo3.1"_s;
        QTest::newRow("veo fast") << u"veo fast"_s << u"veo3.1/fast/image-to-video"_s;
        QTest::newRow("banana") << u"banana"_s << u"nano-banana"_s;
        QTest::newRow("banana pro") << u"nano pro"_s << u"nano-banana-pro/edit"_s;
    }
    void theNameThatIsMeantComesFirst()
    {
        QFETCH(QString, words);
        QTEST(found(words, alike()).value(0), "first");
    }

    void finds_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QStringList>("ids");
        QTest::newRow("title, id, description")
            << u"FLUX"_s << QStringList{u"flux/dev"_s, u"flux-lora"_s, u"kling-video/v2"_s};
        QTest::newRow("every word") << u"flux dev"_s << QStringList{u"flux/dev"_s};
        QTest::newRow("words of different places") << u"video google"_s << QStringList{u"veo3"_s};
        QTest::newRow("category") << u"text-to-video"_s
                                  << QStringList{u"kling-video/v2"_s, u"veo3"_s};
        QTest::newRow("without accents") << u"detour"_s << QStringList{u"ben/v2/image"_s};
        QTest::newRow("misspelt") << u"klign"_s << QStringList{u"kling-video/v2"_s};
        QTest::newRow("letters left out") << u"flxdv"_s << QStringList{u"flux/dev"_s};
        QTest::newRow("one misspelt, one not")
            << u"kilng video"_s << QStringList{u"kling-video/v2"_s};
        // What is there as it is typed hides what could be meant.
        QTest::newRow("exact first") << u"veo"_s << QStringList{u"veo3"_s};
        QTest::newRow("nothing") << u"zzzz"_s << QStringList{};
    }

    void finds()
    {
        QFETCH(QString, words);
        QTEST(found(words), "ids");
    }

    void withoutWordsAllAreEqual()
    {
        ModelSearch search;
        search.setModels(models());
        QCOMPARE(search.scores(u"  "_s), QList<int>(5, 1));
        search.setModels({});
        QCOMPARE(search.scores(u"a"_s), QList<int>());
    }
};

QTEST_APPLESS_MAIN(TestModelSearch)
#include "tst_modelsearch.moc"
