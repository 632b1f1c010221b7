#include "core/catalog/modelcard.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QtTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

class TestModelCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAWholeEntry()
    {
        const QJsonObject metadata{
            {u"display_name"_s, u"FLUX.1 [dev]"_s},
            {u"category"_s, u"text-to-image"_s},
            {u"description"_s, u" Twelve billion. "_s},
            {u"status"_s, u"deprecated"_s},
            {u"tags"_s, QJsonArray{u"fast"_s, u"fast"_s, 3, u"realtime"_s}},
            {u"updated_at"_s, u"2026-01-01T00:00:00Z"_s},
            {u"is_favorited"_s, true},
            {u"thumbnail_url"_s, u"https://fal.media/a.png"_s},
            {u"license_type"_s, u"commercial"_s},
            {u"kind"_s, u"training"_s},
            {u"stream_url"_s, u"https://fal.run/fal-ai/flux/dev/stream"_s},
            {u"highlighted"_s, true},
            {u"date"_s, u"2024-08-01T00:00:00.000Z"_s},
            {u"group"_s, QJsonObject{{u"key"_s, u"flux-1"_s}, {u"label"_s, u"Dev"_s}}},
            {u"duration_estimate"_s, 0.5},
            {u"training_endpoint_ids"_s, QJsonArray{u"fal-ai/trainer"_s, u"no id"_s, 3}},
            {u"inference_endpoint_ids"_s, QJsonArray{u"fal-ai/lora"_s}},
            {u"github_url"_s, u"https://example.org/LICENSE"_s}};
        const auto card = ModelCard::parse(
            QJsonObject{{u"endpoint_id"_s, u"fal-ai/flux/dev"_s}, {u"metadata"_s, metadata}});
        QVERIFY(card.hasValue());
        QCOMPARE(card->endpoint.toString(), u"fal-ai/flux/dev"_s);
        QCOMPARE(card->title, u"FLUX.1 [dev]"_s);
        QCOMPARE(card->category, u"text-to-image"_s);
        QCOMPARE(card->description, u"Twelve billion."_s);
        QCOMPARE(card->status, ModelCard::Status::Deprecated);
        QCOMPARE(card->kind, ModelCard::Kind::Training);
        QCOMPARE(card->tags, (QStringList{u"fast"_s, u"realtime"_s}));
        QVERIFY(card->hasRealtime && card->favorite && card->highlighted);
        QVERIFY(card->streamUrl.isValid() && card->thumbnailUrl.isValid());
        QCOMPARE(card->license, u"commercial"_s);
        QCOMPARE(card->updatedAt, QDateTime({2026, 1, 1}, {0, 0}, Qt::UTC));
        QVERIFY(!card->price);
        QCOMPARE(card->publishedAt, QDateTime({2024, 8, 1}, {0, 0}, Qt::UTC));
        QCOMPARE(card->familyKey, u"flux-1"_s);
        QCOMPARE(card->familyLabel, u"Dev"_s);
        QCOMPARE(card->typicalMinutes, 0.5);
        QCOMPARE(card->trainers, QList{*EndpointId::parse(u"fal-ai/trainer"_s)});
        QCOMPARE(card->trains, QList{*EndpointId::parse(u"fal-ai/lora"_s)});
        QCOMPARE(card->licenseUrl, QUrl(u"https://example.org/LICENSE"_s));
    }

    void wrongTypesKeepDefaults()
    {
        const auto card =
            ModelCard::parse(QJsonObject{{u"endpoint_id"_s, u"a/b"_s},
                                         {u"metadata"_s,
                                          QJsonObject{{u"display_name"_s, 7},
                                                      {u"category"_s, QJsonArray{}},
                                                      {u"description"_s, QJsonValue::Null},
                                                      {u"tags"_s, u"fast"_s},
                                                      {u"is_favorited"_s, u"yes"_s},
                                                      {u"thumbnail_url"_s, u"file:///etc/passwd"_s},
                                                      {u"stream_url"_s, u"javascript:1"_s},
                                                      {u"updated_at"_s, u"yesterday"_s}}}});
        QVERIFY(card.hasValue());
        QCOMPARE(card->title, u"a/b"_s);
        QVERIFY(card->category.isEmpty() && card->tags.isEmpty() && !card->favorite);
        QVERIFY(card->thumbnailUrl.isEmpty() && card->streamUrl.isEmpty());
        QVERIFY(!card->updatedAt.isValid());
    }

    void metadataMayBeMissing()
    {
        const auto card = ModelCard::parse(QJsonObject{{u"endpoint_id"_s, u"me/mine/realtime"_s}});
        QVERIFY(card.hasValue());
        QCOMPARE(card->title, u"me/mine/realtime"_s);
        QVERIFY(card->hasRealtime);
    }

    void whatIsNoModelIsRefused_data()
    {
        QTest::addColumn<QJsonValue>("entry");
        QTest::newRow("text") << QJsonValue(u"fal-ai/flux"_s);
        QTest::newRow("no id") << QJsonValue(QJsonObject{});
        QTest::newRow("number as id") << QJsonValue(QJsonObject{{u"endpoint_id"_s, 3}});
        QTest::newRow("id that leaves its path")
            << QJsonValue(QJsonObject{{u"endpoint_id"_s, u"../../x"_s}});
    }

    void whatIsNoModelIsRefused()
    {
        QFETCH(QJsonValue, entry);
        const auto card = ModelCard::parse(entry);
        QVERIFY(!card.hasValue());
        QCOMPARE(card.error().kind, Error::Kind::Malformed);
        QVERIFY(!card.error().message.isEmpty());
    }

    void textsAreBounded()
    {
        const auto card = ModelCard::parse(
            QJsonObject{{u"endpoint_id"_s, u"a/b"_s},
                        {u"metadata"_s,
                         QJsonObject{{u"display_name"_s, QString(100'000, u'x')},
                                     {u"description"_s, QString(1'000'000, u'y')}}}});
        QVERIFY(card.hasValue());
        QVERIFY(card->title.size() <= 200);
        QVERIFY(card->description.size() <= 4000);
    }
};

QTEST_GUILESS_MAIN(TestModelCard)
#include "tst_modelcard.moc"
