#include "core/schema/fieldwords.h"
#include "core/schema/formvalidator.h"
#include "tests/unit/schema/schemafiles.h"

#include <QJsonArray>
#include <QTest>

#include <limits>

using namespace peregrine;

class TestOpenApiReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordersAndSorts();
    void readsKinds_data();
    void readsKinds();
    void keepsBoundsExact();
    void readsOlderDialect();
    void dropsImpossibleDefaults();
    void survivesLoopsAndGaps();
    void survivesExplosion();
    void refusesWhatIsNoDocument();
    void meansByHintThenName_data();
    void meansByHintThenName();
    void theOnlyPictureIsTheMainOne();
    void entriesHaveSingularNames();
    void admits_data();
    void admits();
};

void TestOpenApiReader::ordersAndSorts()
{
    const ModelSchema schema = ownSchema(u"picture"_qs);
    QCOMPARE(schema.endpointId, u"sample/picture"_qs);
    QStringList names;
    for (const FieldSpec &field : schema.input.children)
        names.append(field.name);
    QCOMPARE(names.first(), u"prompt"_qs);
    QCOMPARE(names.at(1), u"image_size"_qs);
    QCOMPARE(names.last(), u"camera"_qs);
    QCOMPARE(names.size(), 13);
    QCOMPARE(schema.output.size(), 2);
    QCOMPARE(schema.output.first().media.value(), MediaKind::Image);
    QVERIFY(schema.output.first().list);
    const FieldSpec &negative = *schema.input.child(u"negative_prompt"_qs);
    QCOMPARE(negative.help, u"What to leave out, in words.\n\n- one\n- two"_qs);
    QVERIFY(!negative.important);
    QVERIFY(schema.input.child(u"seed"_qs)->important);
    QCOMPARE(schema.input.child(u"num_images"_qs)->title, u"Number of Images"_qs);
}

void TestOpenApiReader::readsKinds_data()
{
    QTest::addColumn<QString>("document");
    QTest::addColumn<QString>("field");
    QTest::addColumn<FieldKind>("kind");
    const auto row = [](const char *document, const char *field, FieldKind kind) {
        QTest::newRow(field) << QString::fromLatin1(document) << QString::fromLatin1(field) << kind;
    };
    row("picture", "prompt", FieldKind::LongText);
    row("picture", "image_size", FieldKind::Size);
    row("picture", "steps", FieldKind::Integer);
    row("picture", "guidance_scale", FieldKind::Number);
    row("picture", "style", FieldKind::Enum);
    row("picture", "safe", FieldKind::Boolean);
    row("picture", "seed", FieldKind::Seed);
    row("picture", "loras", FieldKind::List);
    row("picture", "camera", FieldKind::Object);
    row("edit", "image_url", FieldKind::Media);
    row("edit", "mask_url", FieldKind::Media);
    row("edit", "reference_image_urls", FieldKind::List);
    row("edit", "webhook_url", FieldKind::Text);
    row("edit", "audio_url", FieldKind::Media);
    row("odd", "mode", FieldKind::Enum);
    row("odd", "points", FieldKind::List);
    row("odd", "who", FieldKind::Union);
    row("odd", "scale", FieldKind::Union);
    row("odd", "duration", FieldKind::Enum);
    row("odd", "free", FieldKind::Map);
    row("odd", "any", FieldKind::Any);
    row("odd", "types", FieldKind::Text);
    row("odd", "voice", FieldKind::Enum);
    row("odd", "gone", FieldKind::Any);
}

void TestOpenApiReader::readsKinds()
{
    QFETCH(QString, document);
    QFETCH(QString, field);
    QFETCH(FieldKind, kind);
    const ModelSchema schema = ownSchema(document);
    const FieldSpec *spec = schema.input.child(field);
    QVERIFY(spec);
    QCOMPARE(spec->kind, kind);
}

void TestOpenApiReader::keepsBoundsExact()
{
    const ModelSchema schema = ownSchema(u"picture"_qs);
    const FieldSpec &seed = *schema.input.child(u"seed"_qs);
    const qint64 most = std::numeric_limits<qint64>::max();
    QCOMPARE(seed.range.maximum.toInteger(), most);
    QVERIFY(FormValidator::admits(seed, most));
    QVERIFY(FormValidator::admits(seed, most - 1));
    QVERIFY(!FormValidator::admits(seed, -1));
    QCOMPARE(compareNumbers(most, most - 1), 1);
    const FieldSpec &width = *schema.input.child(u"image_size"_qs)->child(u"width"_qs);
    // Excluding 0 is including 1 for whole numbers.
    QCOMPARE(width.range.minimum.toInteger(), 1);
    QVERIFY(!width.range.exclusiveMinimum);
}

void TestOpenApiReader::readsOlderDialect()
{
    const ModelSchema schema = ownSchema(u"edit"_qs);
    const FieldSpec &size = *schema.input.child(u"image_size"_qs);
    QCOMPARE(size.title, u"Image Size"_qs);
    QCOMPARE(size.help, u"Beside allOf."_qs);
    QVERIFY(size.child(u"width"_qs));
    QVERIFY(schema.input.child(u"mask_url"_qs)->nullable);
    const FieldSpec &image = *schema.input.child(u"image_url"_qs);
    QCOMPARE(image.title, u"Image"_qs);
    QCOMPARE(image.limits.maxBytes, 1048576);
    QCOMPARE(image.limits.minPixels, QSize(64, 64));
    const FieldSpec &strength = *schema.input.child(u"strength"_qs);
    QVERIFY(strength.range.exclusiveMinimum);
    QVERIFY(!FormValidator::admits(strength, 0));
    QCOMPARE(schema.input.child(u"audio_url"_qs)->mediaKind, MediaKind::Audio);
    // Nothing orders this input: required ones come first.
    QVERIFY(schema.input.children.at(0).required);
    QVERIFY(schema.input.children.at(1).required);
    QVERIFY(!schema.input.children.at(2).required);
}

void TestOpenApiReader::dropsImpossibleDefaults()
{
    const ModelSchema schema = ownSchema(u"odd"_qs);
    QVERIFY(schema.input.child(u"bad_default"_qs)->defaultValue.isUndefined());
    QVERIFY(schema.input.child(u"wrong_type"_qs)->defaultValue.isUndefined());
    const FieldSpec &mode = *schema.input.child(u"mode"_qs);
    QCOMPARE(mode.choices, (QList<QJsonValue>{1, u"two"_qs, true}));
    QVERIFY(mode.nullable);
}

void TestOpenApiReader::survivesLoopsAndGaps()
{
    const ModelSchema odd = ownSchema(u"odd"_qs);
    const FieldSpec &tree = *odd.input.child(u"tree"_qs);
    QCOMPARE(tree.kind, FieldKind::Object);
    QCOMPARE(tree.child(u"children"_qs)->children.first().kind, FieldKind::Any);
    QCOMPARE(odd.input.child(u"self"_qs)->kind, FieldKind::Any);
    const ModelSchema nothing = ownSchema(u"nothing"_qs);
    QCOMPARE(nothing.input.kind, FieldKind::Map);
    QCOMPARE(nothing.input.children.constFirst().kind, FieldKind::Any);
}

void TestOpenApiReader::survivesExplosion()
{
    // Every component holds every other: 12^12 fields if one followed them all.
    QJsonObject schemas;
    for (int i = 0; i < 12; ++i) {
        QJsonObject properties;
        for (int k = 0; k < 12; ++k)
            properties.insert(u"p%1"_qs.arg(k),
                              QJsonObject{{u"$ref"_qs, u"#/components/schemas/C%1"_qs.arg(k)}});
        schemas.insert(u"C%1"_qs.arg(i),
                       QJsonObject{{u"type"_qs, u"object"_qs}, {u"properties"_qs, properties}});
    }
    const auto content = [](const QJsonObject &schema) {
        return QJsonObject{{u"application/json"_qs, QJsonObject{{u"schema"_qs, schema}}}};
    };
    const QJsonObject post{
        {u"requestBody"_qs,
         QJsonObject{{u"content"_qs, content({{u"$ref"_qs, u"#/components/schemas/C0"_qs}})}}}};
    const QJsonObject document{
        {u"components"_qs, QJsonObject{{u"schemas"_qs, schemas}}},
        {u"paths"_qs, QJsonObject{{u"/x"_qs, QJsonObject{{u"post"_qs, post}}}}}};
    const auto schema = OpenApiReader::read(document);
    QVERIFY(schema);
    QCOMPARE(schema->input.children.size(), 12);
}

void TestOpenApiReader::refusesWhatIsNoDocument()
{
    QVERIFY(!OpenApiReader::read({}));
    const auto error = OpenApiReader::read({{u"paths"_qs, 5}});
    QVERIFY(!error);
    QCOMPARE(error.error().kind, Error::Kind::Malformed);
    QVERIFY(!error.error().message.isEmpty());
}

void TestOpenApiReader::meansByHintThenName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<FieldShape>("shape");
    QTest::addColumn<FieldMeaning>("meaning");
    const auto row = [](const char *name, FieldShape shape, FieldMeaning meaning) {
        QTest::newRow(name) << QString::fromLatin1(name) << shape << meaning;
    };
    row("prompt", FieldShape::Text, FieldMeaning::Prompt);
    row("negative_prompt", FieldShape::Text, FieldMeaning::NegativePrompt);
    row("image_url", FieldShape::Text, FieldMeaning::Image);
    row("image_urls", FieldShape::TextList, FieldMeaning::Image);
    row("tail_image_url", FieldShape::Text, FieldMeaning::EndImage);
    row("ref_image_urls", FieldShape::TextList, FieldMeaning::References);
    row("mask_image_url", FieldShape::Text, FieldMeaning::Mask);
    row("mask_video_url", FieldShape::Text, FieldMeaning::Video);
    row("depth_image_url", FieldShape::Text, FieldMeaning::OtherImage);
    row("images_data_url", FieldShape::Text, FieldMeaning::Archive);
    row("config_url", FieldShape::Text, FieldMeaning::None);
    row("webhook_image_url", FieldShape::Text, FieldMeaning::None);
    row("image_size", FieldShape::Text, FieldMeaning::None);
    row("image_size", FieldShape::Object, FieldMeaning::Size);
    row("num_images", FieldShape::Number, FieldMeaning::Count);
    row("texture_seed", FieldShape::Number, FieldMeaning::Seed);
    row("seed", FieldShape::Text, FieldMeaning::None);
    row("loras", FieldShape::ObjectList, FieldMeaning::Loras);
    row("ic_light_model_url", FieldShape::Text, FieldMeaning::None);
    row("ic_light_model_background_image_url", FieldShape::Text, FieldMeaning::OtherImage);
    row("additional_lora_url", FieldShape::Text, FieldMeaning::None);
    row("additional_embedding_url", FieldShape::Text, FieldMeaning::None);
    row("control_method_url", FieldShape::Text, FieldMeaning::None);
    row("image_style_url", FieldShape::Text, FieldMeaning::OtherImage);
    row("last_frame_url", FieldShape::Text, FieldMeaning::EndImage);
    row("first_frame_url", FieldShape::Text, FieldMeaning::Image);
    row("source_face_url", FieldShape::Text, FieldMeaning::OtherImage);
    row("reference_mask_urls", FieldShape::TextList, FieldMeaning::Mask);
    row("static_mask_url", FieldShape::Text, FieldMeaning::Mask);
    row("training_data_url", FieldShape::Text, FieldMeaning::Archive);
    row("body_mesh_url", FieldShape::Text, FieldMeaning::Model3d);
    row("srt_file_url", FieldShape::Text, FieldMeaning::File);
    row("font_file_h1_url", FieldShape::Text, FieldMeaning::File);
    row("pdf_url", FieldShape::Text, FieldMeaning::File);
    row("media_url", FieldShape::Text, FieldMeaning::File);
    row("voice_url", FieldShape::Text, FieldMeaning::Audio);
    row("impulse_response_url", FieldShape::Text, FieldMeaning::Audio);
    row("garment_image", FieldShape::Text, FieldMeaning::OtherImage);
    row("num_images", FieldShape::Text, FieldMeaning::None);
    row("image_format", FieldShape::Choice, FieldMeaning::Format);
    row("duration", FieldShape::Choice, FieldMeaning::Duration);
    row("resolution", FieldShape::Choice, FieldMeaning::Resolution);
    row("resolution", FieldShape::Object, FieldMeaning::Size);
    row("aspect_ratio", FieldShape::Object, FieldMeaning::AspectRatio);
    row("target_fps", FieldShape::Number, FieldMeaning::FrameRate);
    row("style", FieldShape::Number, FieldMeaning::None);
    row("voice", FieldShape::Object, FieldMeaning::None);
    row("keypoints", FieldShape::TextList, FieldMeaning::KeyPoints);
}

void TestOpenApiReader::meansByHintThenName()
{
    QFETCH(QString, name);
    QFETCH(FieldShape, shape);
    QFETCH(FieldMeaning, meaning);
    QCOMPARE(meaningOfName(name, shape), meaning);
}

void TestOpenApiReader::theOnlyPictureIsTheMainOne()
{
    const auto meaningsOf = [](const QStringList &names) {
        QJsonObject properties;
        for (const QString &name : names)
            properties.insert(name, QJsonObject{{u"type"_qs, u"string"_qs}});
        const QJsonObject body{{u"type"_qs, u"object"_qs}, {u"properties"_qs, properties}};
        const QJsonObject content{{u"application/json"_qs, QJsonObject{{u"schema"_qs, body}}}};
        const QJsonObject post{{u"requestBody"_qs, QJsonObject{{u"content"_qs, content}}}};
        const auto schema = OpenApiReader::read(
            {{u"paths"_qs, QJsonObject{{u"/x"_qs, QJsonObject{{u"post"_qs, post}}}}}});
        QList<FieldMeaning> meanings;
        for (const QString &name : names)
            meanings.append(schema->input.child(name)->meaning);
        return meanings;
    };
    using enum FieldMeaning;
    QCOMPARE(meaningsOf({u"source_image_url"_qs, u"mask_url"_qs}),
             (QList<FieldMeaning>{Image, Mask}));
    QCOMPARE(meaningsOf({u"human_image_url"_qs, u"garment_image_url"_qs}),
             (QList<FieldMeaning>{OtherImage, OtherImage}));
    QCOMPARE(meaningsOf({u"image_url"_qs, u"depth_image_url"_qs}),
             (QList<FieldMeaning>{Image, OtherImage}));
    QCOMPARE(meaningsOf({u"reference_image_url"_qs}), (QList<FieldMeaning>{References}));
}

void TestOpenApiReader::entriesHaveSingularNames()
{
    const QList<std::pair<QString, QString>> names{
        {u"LoRAs"_qs, u"LoRA"_qs},
        {u"Image URLs"_qs, u"Image URL"_qs},
        {u"Bounding Boxes"_qs, u"Bounding Box"_qs},
        {u"Categories"_qs, u"Category"_qs},
        {u"Masses"_qs, u"Mass"_qs},
        {u"Switches"_qs, u"Switch"_qs},
        {u"Series"_qs, u"Series"_qs},
        {u"Bias"_qs, u"Bias"_qs},
        {u"Status"_qs, u"Status"_qs},
        {u"Images"_qs, u"Image"_qs},
        {u"Camera"_qs, u"Camera"_qs},
        {u"Gas"_qs, u"Gas"_qs},
        {u""_qs, u""_qs},
    };
    for (const auto &[list, entry] : names)
        QCOMPARE(entryTitle(list), entry);
}

void TestOpenApiReader::admits_data()
{
    QTest::addColumn<QString>("document");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char *name, const char *document, const char *field,
                        const QJsonValue &value, bool fits) {
        QTest::newRow(name) << QString::fromLatin1(document) << QString::fromLatin1(field) << value
                            << fits;
    };
    row("preset", "picture", "image_size", u"square"_qs, true);
    row("unknown preset", "picture", "image_size", u"round"_qs, false);
    row("pixels", "picture", "image_size", QJsonObject{{u"width"_qs, 9}, {u"height"_qs, 9}}, true);
    row("no pixels", "picture", "image_size", QJsonObject{{u"width"_qs, 0}, {u"height"_qs, 9}},
        false);
    row("multiple", "picture", "guidance_scale", 3.5, true);
    row("no multiple", "picture", "guidance_scale", 3.3, false);
    row("fraction", "picture", "steps", 3.3, false);
    row("whole as double", "picture", "steps", 3.0, true);
    row("text for number", "picture", "steps", u"3"_qs, false);
    row("too long", "picture", "prompt", QString(2001, u'x'), false);
    row("union, first", "odd", "who", QJsonObject{{u"name"_qs, u"a"_qs}}, true);
    row("union, second", "odd", "who", QJsonObject{{u"model"_qs, 1}}, true);
    row("union, none", "odd", "who", 5, false);
    row("tuple", "odd", "points", QJsonArray{QJsonArray{1, 2}}, true);
    row("short tuple", "odd", "points", QJsonArray{QJsonArray{1}}, false);
    row("preset list takes others", "odd", "voice", u"mine"_qs, true);
}

void TestOpenApiReader::admits()
{
    QFETCH(QString, document);
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    QFETCH(bool, fits);
    const ModelSchema schema = ownSchema(document);
    QCOMPARE(FormValidator::admits(*schema.input.child(field), value), fits);
}

QTEST_GUILESS_MAIN(TestOpenApiReader)
#include "tst_openapireader.moc"
