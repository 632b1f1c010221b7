#include "core/schema/coordinates.h"
#include "core/schema/openapireader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace peregrine;

/// Places in a picture, written as the fields of different models want them.
class TestCoordinates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void written_data();
    void written();
    void otherMembersStay();
    void brokenValuesAreLeftOut();
    void fieldsWithoutPlacesHaveNoForm();
    void scaledToAnotherSize();
};

namespace {

const QSize pixels(800, 400);

QJsonValue json(const QByteArray &text)
{
    return QJsonDocument::fromJson("[" + text + "]").array().first();
}

/// The field "it" of an input with these properties, and this component "Part".
FieldSpec fieldOf(const QByteArray &name, const QByteArray &schema, const QByteArray &part)
{
    const QByteArray document = R"({"openapi": "3.0.4", "info": {"title": "t", "version": "1"},
        "components": {"schemas": {"Part": )"
        + part + R"(, "In": {"type": "object", "properties": {")" + name + "\": " + schema
        + R"(}}}}, "paths": {"/a/b": {"post": {"requestBody": {"content": {"application/json":
        {"schema": {"$ref": "#/components/schemas/In"}}}}}}}})";
    const auto read = OpenApiReader::read(QJsonDocument::fromJson(document).object());
    if (!read || read->input.children.isEmpty())
        qFatal("the document cannot be read");
    return read->input.children.constFirst();
}

FieldSpec pointList()
{
    return fieldOf("point_prompts", R"({"type": "array", "items":
        {"$ref": "#/components/schemas/Part"}})",
                   R"({"type": "object", "properties": {"x": {"type": "integer"},
        "y": {"type": "integer"}, "label": {"type": "integer", "enum": [0, 1], "default": 1},
        "frame_index": {"type": "integer", "default": 0}}})");
}

} // namespace

Q_DECLARE_METATYPE(peregrine::FieldSpec)
Q_DECLARE_METATYPE(peregrine::PickedPlaces)

void TestCoordinates::written_data()
{
    QTest::addColumn<FieldSpec>("field");
    QTest::addColumn<PickedPlaces>("places");
    QTest::addColumn<QJsonValue>("value");
    const QByteArray list = R"({"type": "array", "items": {"$ref": "#/components/schemas/Part"}})";
    const QByteArray one = R"({"$ref": "#/components/schemas/Part"})";
    const auto numbers = [](const QList<QByteArray> &names, const QByteArray &type) {
        QByteArray members;
        for (const QByteArray &name : names)
            members += (members.isEmpty() ? "\"" : ", \"") + name + "\": " + type;
        return R"({"type": "object", "properties": {)" + members + "}}";
    };
    const QList<QByteArray> corners{"x_min", "y_min", "x_max", "y_max"};
    PickedPlaces box;
    box.boxes = {QRectF(QPointF(80, 40), QPointF(400, 200))};

    QTest::newRow("labelled points")
        << pointList() << PickedPlaces{{{{10, 20}, true}, {{30, 40}, false}}, {}, {}}
        << json(R"([{"x": 10, "y": 20, "label": 1, "frame_index": 0},
            {"x": 30, "y": 40, "label": 0, "frame_index": 0}])");
    QTest::newRow("boxes in pixels")
        << fieldOf("box_prompts", list, numbers(corners, R"({"type": "integer"})")) << box
        << json(R"([{"x_min": 80, "y_min": 40, "x_max": 400, "y_max": 200}])");
    QTest::newRow("boxes in parts by their bounds")
        << fieldOf("box_prompts", list,
                   numbers(corners, R"({"type": "number", "minimum": 0, "maximum": 1})"))
        << box << json(R"([{"x_min": 0.1, "y_min": 0.1, "x_max": 0.5, "y_max": 0.5}])");
    QTest::newRow("boxes in parts by the author's words")
        << fieldOf("box_prompts", list,
                   numbers(corners, R"({"type": "number", "description": "Left, 0 to 1"})"))
        << box << json(R"([{"x_min": 0.1, "y_min": 0.1, "x_max": 0.5, "y_max": 0.5}])");
    QTest::newRow("one region in thousandths")
        << fieldOf("region", one,
                   numbers({"x1", "y1", "x2", "y2"},
                           R"({"type": "integer", "minimum": 0, "maximum": 1000})"))
        << box << json(R"({"x1": 100, "y1": 100, "x2": 500, "y2": 500})");
    QTest::newRow("a corner and a size")
        << fieldOf("crop", one, numbers({"x", "y", "width", "height"}, R"({"type": "integer"})"))
        << box << json(R"({"x": 80, "y": 40, "width": 320, "height": 160})");
    QTest::newRow("one point") << fieldOf("point", one,
                                          numbers({"x", "y"}, R"({"type": "number"})"))
                               << PickedPlaces{{{{10.5, 20.25}, true}}, {}, {}}
                               << json(R"({"x": 10.5, "y": 20.25})");
    QTest::newRow("a path") << fieldOf("trajectories", list,
                                       numbers({"x", "y"}, R"({"type": "integer"})"))
                            << PickedPlaces{{}, {}, {{{1, 2}, {3, 4}}}}
                            << json(R"([{"x": 1, "y": 2}, {"x": 3, "y": 4}])");
    FieldSpec texts;
    texts.kind = FieldKind::List;
    texts.meaning = FieldMeaning::KeyPoints;
    texts.children = {FieldSpec()};
    QTest::newRow("texts") << texts
                           << PickedPlaces{{{{765, 344}, true}, {{200, 200}, false}}, {}, {}}
                           << json(R"(["{'x': 765, 'y': 344, 'type': 'positive'}",
            "{'x': 200, 'y': 200, 'type': 'negative'}"])");
}

void TestCoordinates::written()
{
    QFETCH(FieldSpec, field);
    QFETCH(PickedPlaces, places);
    QFETCH(QJsonValue, value);
    const auto form = CoordinateForm::of(field);
    QVERIFY(form.has_value());
    QCOMPARE(form->write(places, pixels, QJsonValue::Undefined), value);
    QVERIFY(form->read(value, pixels) == places);
    QVERIFY(form->write({}, pixels, value).isUndefined());
}

void TestCoordinates::otherMembersStay()
{
    const auto form = CoordinateForm::of(pointList());
    QVERIFY(form.has_value());
    const QJsonValue before = json(R"([{"x": 1, "y": 2, "label": 1, "frame_index": 7}])");
    const QJsonValue after =
        form->write({{{{5, 6}, false}, {{8, 9}, true}}, {}, {}}, pixels, before);
    QCOMPARE(after, json(R"([{"x": 5, "y": 6, "label": 0, "frame_index": 7},
        {"x": 8, "y": 9, "label": 1, "frame_index": 0}])"));
}

void TestCoordinates::brokenValuesAreLeftOut()
{
    const auto form = CoordinateForm::of(pointList());
    QVERIFY(form.has_value());
    for (const char *broken : {"7", "\"x\"", "[1, 2]", "[{\"x\": 1}]", "[null, {\"y\": \"3\"}]"})
        QVERIFY2(form->read(json(broken), pixels) == PickedPlaces(), broken);
    QCOMPARE(form->read(json(R"([{}, {"x": 3, "y": 4}])"), pixels).points.size(), 1);
}

void TestCoordinates::fieldsWithoutPlacesHaveNoForm()
{
    QVERIFY(!CoordinateForm::of(FieldSpec()).has_value());
    // The size of a solid is no place in a picture.
    QVERIFY(
        !CoordinateForm::of(fieldOf("bbox_condition", R"({"$ref": "#/components/schemas/Part"})",
                                    R"({"type": "object", "properties": {
            "width": {"type": "integer"}, "height": {"type": "integer"},
            "length": {"type": "integer"}}})"))
             .has_value());
}

void TestCoordinates::scaledToAnotherSize()
{
    const PickedPlaces places{{{{10, 20}, false}}, {QRectF(0, 0, 100, 50)}, {{{4, 8}}}};
    const PickedPlaces half = scaledPlaces(places, {200, 100}, {100, 50});
    const PickedPlaces expected{{{{5, 10}, false}}, {QRectF(0, 0, 50, 25)}, {{{2, 4}}}};
    QVERIFY(half == expected);
    QVERIFY(scaledPlaces(half, {100, 50}, {200, 100}) == places);
}

QTEST_GUILESS_MAIN(TestCoordinates)
#include "tst_coordinates.moc"
