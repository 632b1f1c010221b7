#include "app/cli/inputarguments.h"
#include "app/cli/output.h"
#include "core/base/json.h"

#include <QTemporaryFile>
#include <QTest>

using namespace peregrine;
using namespace peregrine::cli;

namespace {

FieldSpec field(const char *name, FieldKind kind, const QList<FieldSpec> &children = {})
{
    FieldSpec spec;
    spec.name = QString::fromLatin1(name);
    spec.kind = kind;
    spec.children = children;
    return spec;
}

FieldSpec schema()
{
    FieldSpec choice = field("format", FieldKind::Enum);
    choice.choices = {QJsonValue(QStringLiteral("png")), QJsonValue(2)};
    FieldSpec size = field("image_size", FieldKind::Size);
    size.choices = {QJsonValue(QStringLiteral("square"))};
    const FieldSpec lora = field(
        "", FieldKind::Object, {field("path", FieldKind::Text), field("scale", FieldKind::Number)});
    return field("", FieldKind::Object,
                 {field("prompt", FieldKind::LongText), field("steps", FieldKind::Integer),
                  field("guidance", FieldKind::Number), field("seed", FieldKind::Seed),
                  field("safe", FieldKind::Boolean), choice, size,
                  field("loras", FieldKind::List, {lora}), field("extra", FieldKind::Object),
                  field("image_url", FieldKind::Media)});
}

QByteArray jsonOf(const QStringList &arguments, const QByteArray &base = "{}")
{
    const FieldSpec root = schema();
    const auto input = inputOf(arguments, parseJson(base)->toObject(), &root);
    return input ? toJson(input->values) : "error: " + input.error().message.toUtf8();
}

} // namespace

class TestInputArguments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("base");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char *name, const QStringList &arguments, const char *json,
                            const char *base = "{}") {
            QTest::newRow(name) << arguments << QByteArray(base) << QByteArray(json);
        };
        row("text", {QStringLiteral("prompt=a cat = 5")}, R"({"prompt":"a cat = 5"})");
        row("empty text", {QStringLiteral("prompt=")}, R"({"prompt":""})");
        row("text that looks like a number", {QStringLiteral("prompt=12")}, R"({"prompt":"12"})");
        row("text beyond ASCII", {QStringLiteral("prompt=狐")}, "{\"prompt\":\"狐\"}");
        row("integer", {QStringLiteral("steps=12")}, R"({"steps":12})");
        row("number", {QStringLiteral("guidance=3.5")}, R"({"guidance":3.5})");
        row("large seed", {QStringLiteral("seed=9007199254740993")},
            R"({"seed":9007199254740993})");
        row("boolean", {QStringLiteral("safe=no")}, R"({"safe":false})");
        row("choice", {QStringLiteral("format=png")}, R"({"format":"png"})");
        row("choice that is a number", {QStringLiteral("format=2")}, R"({"format":2})");
        row("preset", {QStringLiteral("image_size=square")}, R"({"image_size":"square"})");
        row("pixels", {QStringLiteral("image_size=640x480")},
            R"({"image_size":{"height":480,"width":640}})");
        row("JSON", {QStringLiteral("prompt:={\"a\":[1]}")}, R"({"prompt":{"a":[1]}})");
        row("JSON null", {QStringLiteral("prompt:=null")}, R"({"prompt":null})");
        row("object as JSON", {QStringLiteral("extra={\"a\":1}")}, R"({"extra":{"a":1}})");
        row("unknown name", {QStringLiteral("new_thing=7")}, R"({"new_thing":"7"})");
        row("member", {QStringLiteral("extra.a.b=x")}, R"({"extra":{"a":{"b":"x"}}})");
        row("first of a list", {QStringLiteral("loras[0].path=p")}, R"({"loras":[{"path":"p"}]})");
        row("typed in a list",
            {QStringLiteral("loras[0].scale=0.5"), QStringLiteral("loras[1].scale=1")},
            R"({"loras":[{"scale":0.5},{"scale":1}]})");
        row("over the base", {QStringLiteral("steps=2")}, R"({"prompt":"p","steps":2})",
            R"({"prompt":"p","steps":1})");
        row("into the base", {QStringLiteral("loras[1].path=b")},
            R"({"loras":[{"path":"a"},{"path":"b"}]})", R"({"loras":[{"path":"a"}]})");
        row("the last one counts", {QStringLiteral("prompt=a"), QStringLiteral("prompt=b")},
            R"({"prompt":"b"})");
    }

    void values()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, base);
        QFETCH(QByteArray, json);
        QCOMPARE(jsonOf(arguments, base), json);
    }

    void refused_data()
    {
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QString>("names");
        const auto row = [](const char *name, const QString &argument, const char *names) {
            QTest::newRow(name) << argument << QString::fromLatin1(names);
        };
        row("no value", QStringLiteral("prompt"), "prompt");
        row("no name", QStringLiteral("=x"), "=x");
        row("only a sign", QStringLiteral(":=1"), "name of an input");
        row("a pointer", QStringLiteral("/prompt=x"), "/prompt");
        row("an open bracket", QStringLiteral("loras[0.path=x"), "loras[0.path");
        row("a negative place", QStringLiteral("loras[-1]=x"), "loras[-1]");
        row("a place far away", QStringLiteral("loras[7].path=x"), "loras[7].path");
        row("a place in a text", QStringLiteral("base[0]=x"), "base[0]");
        row("a member of a text", QStringLiteral("base.x=1"), "base.x");
        row("no whole number", QStringLiteral("steps=1.5"), "steps");
        row("no number", QStringLiteral("guidance=much"), "guidance");
        row("not a number", QStringLiteral("guidance=nan"), "guidance");
        row("number without end", QStringLiteral("guidance=inf"), "guidance");
        row("neither true nor false", QStringLiteral("safe=maybe"), "safe");
        row("broken JSON", QStringLiteral("prompt:={"), "prompt");
        row("no JSON for an object", QStringLiteral("extra=x"), "extra");
        row("no such file", QStringLiteral("image_url=@/no/such/file.png"), "/no/such/file.png");
        row("a folder", QStringLiteral("image_url=@/"), "image_url");
        row("no file name", QStringLiteral("image_url=@"), "image_url");
        row("a huge name", QString(1'000'000, u'n') + QStringLiteral("=1"), "nnn");
        row("a huge word", QString(1'000'000, u'n'), "nnn");
        row("a huge number", QStringLiteral("steps=") + QString(1'000'000, u'9'), "steps");
    }

    void refused()
    {
        QFETCH(QString, argument);
        QFETCH(QString, names);
        const FieldSpec root = schema();
        const QJsonObject base{{QStringLiteral("base"), QStringLiteral("text")}};
        const auto input = inputOf({argument}, base, &root);
        QVERIFY(!input.hasValue());
        QVERIFY2(input.error().message.contains(names), qPrintable(input.error().message));
        QVERIFY2(input.error().message.size() < 1000, "the message repeats a huge argument");
        QCOMPARE(exitStatusOf(input.error()), static_cast<int>(ExitUsage));
    }

    void files()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        const QString given = u'@' + file.fileName();
        const FieldSpec root = schema();
        const auto input = inputOf(
            {QStringLiteral("image_url=") + given, QStringLiteral("loras[0].path=") + given}, {},
            &root);
        QVERIFY(input.hasValue());
        QCOMPARE(toJson(input->values),
                 QByteArray(R"({"image_url":null,"loras":[{"path":null}]})"));
        QCOMPARE(input->files.size(), 2);
        QCOMPARE(input->files.at(0).pointer, QStringLiteral("/image_url"));
        QCOMPARE(input->files.at(1).pointer, QStringLiteral("/loras/0/path"));
        QCOMPARE(input->files.at(1).path, file.fileName());
    }

    void laterArgumentReplacesAFile()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        const QString given = QStringLiteral("image_url=@") + file.fileName();
        const auto input =
            inputOf({given, QStringLiteral("image_url=https://x.org/a.png")}, {}, nullptr);
        QVERIFY(input.hasValue());
        QVERIFY(input->files.isEmpty());
        QCOMPARE(inputOf({given, given}, {}, nullptr)->files.size(), 1);
    }

    void withoutASchemaAllIsText()
    {
        const auto input =
            inputOf({QStringLiteral("steps=1"), QStringLiteral("seed:=2")}, {}, nullptr);
        QVERIFY(input.hasValue());
        QCOMPARE(toJson(input->values), QByteArray(R"({"seed":2,"steps":"1"})"));
    }
};

QTEST_APPLESS_MAIN(TestInputArguments)
#include "tst_inputarguments.moc"
