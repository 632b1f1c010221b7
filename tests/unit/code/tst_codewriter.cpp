#include "core/code/changedinput.h"
#include "core/code/codewriter.h"
#include "core/code/textescape.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

FieldSpec field(const QString &name, FieldKind kind,
                const QJsonValue &preset = QJsonValue::Undefined)
{
    FieldSpec spec;
    spec.name = name;
    spec.kind = kind;
    spec.defaultValue = preset;
    return spec;
}

CodeRequest paint()
{
    CodeRequest request;
    request.target.endpoint = *EndpointId::parse(u"fal-ai/flux/dev"_s);
    request.schema.kind = FieldKind::Object;
    request.schema.children = {
        field(u"prompt"_s, FieldKind::LongText), field(u"image_url"_s, FieldKind::Media),
        field(u"num_images"_s, FieldKind::Integer, 1),
        field(u"guidance_scale"_s, FieldKind::Number, 3.5), field(u"loras"_s, FieldKind::List)};
    request.values.input = QJsonObject{{u"prompt"_s, u"a cat"_s},
                                       {u"num_images"_s, 1},
                                       {u"guidance_scale"_s, 2.5},
                                       {u"image_url"_s, QJsonValue::Null}};
    request.values.files = {{u"/image_url"_s, u"/pictures/it's a cat.png"_s}};
    return request;
}

QString written(CodeLanguage language, const CodeRequest &request)
{
    return CodeWriter::forLanguage(language)->write(request);
}

} // namespace

class TestCodeWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void escapes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("python");
        QTest::addColumn<QString>("swift");
        QTest::newRow("quotes") << u"a\"b'c"_s << u"\"a\\\"b'c\""_s << u"\"a\\\"b'c\""_s
                                << u"\"a\\\"b'c\""_s;
        QTest::newRow("backslash")
            << u"\\(x)"_s << u"\"\\\\(x)\""_s << u"\"\\\\(x)\""_s << u"\"\\\\(x)\""_s;
        QTest::newRow("lines") << u"a\r\n\tb"_s << u"\"a\\r\\n\\tb\""_s << u"\"a\\r\\n\\tb\""_s
                               << u"\"a\\r\\n\\tb\""_s;
        QTest::newRow("control") << QString(QChar(1)) << u"\"\\u0001\""_s << u"\"\\x01\""_s
                                 << u"\"\\u{1}\""_s;
        QTest::newRow("zero") << QString(QChar(u'\0')) << u"\"\\u0000\""_s << u"\"\\x00\""_s
                              << u"\"\\u{0}\""_s;
        QTest::newRow("turning") << u"\u202e"_s << u"\"\\u202e\""_s << u"\"\\u202e\""_s
                                 << u"\"\\u{202e}\""_s;
        QTest::newRow("emoji") << u"👩‍🚀é"_s << u"\"👩‍🚀é\""_s
                               << u"\"👩‍🚀é\""_s << u"\"👩‍🚀é\""_s;
        QTest::newRow("beyond the first plane")
            << QString::fromUcs4(U"\U000e0041") << u"\"\\udb40\\udc41\""_s << u"\"\\U000e0041\""_s
            << u"\"\\u{e0041}\""_s;
        QTest::newRow("half a pair")
            << QString(QChar(0xd83d)) << u"\"\ufffd\""_s << u"\"\ufffd\""_s << u"\"\ufffd\""_s;
    }
    void escapes()
    {
        QFETCH(QString, text);
        QFETCH(QString, json);
        QFETCH(QString, python);
        QFETCH(QString, swift);
        QCOMPARE(quotedText(text, {}), json);
        QCOMPARE(quotedText(text, {u'"', EscapeRules::Unicode::Python, {}}), python);
        QCOMPARE(quotedText(text, {u'"', EscapeRules::Unicode::Braces, {}}), swift);
    }

    void escapesDollars()
    {
        QCOMPARE(quotedText(u"$x '"_s, {u'\'', EscapeRules::Unicode::Braces, u"$"_s}),
                 u"'\\$x \\''"_s);
        QCOMPARE(shellWord(u"fal-ai/flux"_s), u"fal-ai/flux"_s);
        QCOMPARE(shellWord(QString()), u"''"_s);
        QCOMPARE(shellWord(u"it's $x"_s), u"'it'\\''s $x'"_s);
    }

    void offersWhatClientsHave()
    {
        CodeTarget target;
        target.endpoint = *EndpointId::parse(u"fal-ai/flux/dev"_s);
        const auto calls = [&target](CodeLanguage language) {
            QStringList names;
            for (const CodeCall call : CodeWriter::forLanguage(language)->calls(target))
                names.append(codeCallName(call));
            return names.join(u' ');
        };
        for (const CodeLanguage language : codeLanguages())
            QCOMPARE(calls(language), u"subscribe submit run"_s);
        target.streams = true;
        target.realtime = true;
        QCOMPARE(calls(CodeLanguage::Curl), u"subscribe submit run stream"_s);
        QCOMPARE(calls(CodeLanguage::JavaScript), u"subscribe submit run stream realtime"_s);
        QCOMPARE(calls(CodeLanguage::Python), u"subscribe submit run stream realtime"_s);
        QCOMPARE(calls(CodeLanguage::Swift), u"subscribe submit run realtime"_s);
        QCOMPARE(calls(CodeLanguage::Kotlin), u"subscribe submit run"_s);
        QCOMPARE(calls(CodeLanguage::Dart), u"subscribe submit run"_s);
        // These forget the namespace when they ask for the status.
        target.endpoint = *EndpointId::parse(u"workflows/me/upscale"_s);
        QCOMPARE(calls(CodeLanguage::Java), u"submit run"_s);
        QCOMPARE(calls(CodeLanguage::Swift), u"submit run realtime"_s);
        QCOMPARE(calls(CodeLanguage::Python), u"subscribe submit run stream realtime"_s);
    }

    void neverWritesAKey()
    {
        qputenv("FAL_KEY", "secret-id:secret-word");
        for (const CodeLanguage language : codeLanguages())
            QVERIFY(!written(language, paint()).contains(u"secret"_s));
        qunsetenv("FAL_KEY");
    }

    void uploadsFilesFirst()
    {
        const CodeRequest request = paint();
        const QHash<CodeLanguage, QStringList> expected{
            {CodeLanguage::Curl,
             {u"image_url=$(upload '/pictures/it'\\''s a cat.png' image/png"_s,
              u"\"image_url\": \"'\"$image_url\"'\""_s}},
            {CodeLanguage::JavaScript,
             {u"const imageUrl = await fal.storage.upload("_s, u"image_url: imageUrl,"_s}},
            {CodeLanguage::Python,
             {u"image_url = fal_client.upload_file(\"/pictures/it's a cat.png\")"_s,
              u"\"image_url\": image_url,"_s}},
            {CodeLanguage::Swift,
             {u"let imageUrl = try await fal.storage.upload("_s,
              u"\"image_url\": .string(imageUrl),"_s}},
            {CodeLanguage::Kotlin,
             {u"val imageUrl = uploadFile("_s, u"\"image_url\" to imageUrl,"_s}},
            {CodeLanguage::Java,
             {u"var imageUrl = uploadFile("_s, u"Map.entry(\"image_url\", imageUrl)"_s}},
            {CodeLanguage::Dart,
             {u"final imageUrl = await fal.storage.upload("_s,
              u"XFile('/pictures/it\\'s a cat.png', mimeType: 'image/png')"_s,
              u"'image_url': imageUrl,"_s}},
            {CodeLanguage::PeregrineCli, {u"-i 'image_url=@/pictures/it'\\''s a cat.png'"_s}}};
        for (auto it = expected.begin(); it != expected.end(); ++it) {
            const QString code = written(it.key(), request);
            for (const QString &part : it.value())
                QVERIFY2(code.contains(part), qPrintable(part + u"\nnot in\n"_s + code));
        }
    }

    void uploadsOneFileOnce()
    {
        CodeRequest request = paint();
        request.values.input.insert(u"loras"_s,
                                    QJsonArray{QJsonObject{{u"path"_s, QJsonValue::Null}},
                                               QJsonObject{{u"path"_s, QJsonValue::Null}}});
        request.values.files.append({u"/loras/0/path"_s, u"/a/b.safetensors"_s});
        request.values.files.append({u"/loras/1/path"_s, u"/pictures/it's a cat.png"_s});
        const QString code = written(CodeLanguage::Python, request);
        QCOMPARE(code.count(u"upload_file"_s), 2);
        QVERIFY(code.contains(u"\"path\": loras_0_path_url,"_s));
        QVERIFY(code.contains(u"\"path\": image_url,"_s));
    }

    void leavesDefaultsOut()
    {
        CodeRequest request = paint();
        QVERIFY(written(CodeLanguage::Python, request).contains(u"num_images"_s));
        request.onlyChanged = true;
        const QString code = written(CodeLanguage::Python, request);
        QVERIFY(!code.contains(u"num_images"_s));
        QVERIFY(code.contains(u"guidance_scale"_s));
        QVERIFY(code.contains(u"\"image_url\": image_url"_s));
    }

    void keepsTheFormsOrder()
    {
        const FieldSpec schema = paint().schema;
        QCOMPARE(
            orderedNames(&schema,
                         {{u"zebra"_s, 1}, {u"ant"_s, 1}, {u"num_images"_s, 1}, {u"prompt"_s, 1}}),
            (QStringList{u"prompt"_s, u"num_images"_s, u"ant"_s, u"zebra"_s}));
    }

    void webhookIsOfSubmit()
    {
        CodeRequest request = paint();
        request.call = CodeCall::Submit;
        request.webhookUrl = u"https://me.example/hook?a=1&b=2"_s;
        QVERIFY(written(CodeLanguage::Curl, request)
                    .contains(u"?fal_webhook=https%3A%2F%2Fme.example%2Fhook%3Fa%3D1%26b%3D2"_s));
        for (const CodeLanguage language : codeLanguages()) {
            if (language != CodeLanguage::Curl)
                QVERIFY(written(language, request).contains(request.webhookUrl));
        }
        request.call = CodeCall::Subscribe;
        for (const CodeLanguage language : codeLanguages())
            QVERIFY(!written(language, request).contains(u"me.example"_s));
    }

    void otherServers()
    {
        CodeRequest request = paint();
        request.target.server = CodeServer::named(u"http://127.0.0.1:7860/"_s, {});
        QVERIFY(written(CodeLanguage::Curl, request)
                    .contains(u"http://127.0.0.1:7860/queue.fal.run/fal-ai/flux/dev"_s));
        QVERIFY(written(CodeLanguage::JavaScript, request)
                    .contains(u"const base = \"http://127.0.0.1:7860\";"_s));
        QVERIFY(written(CodeLanguage::Python, request).startsWith(u"# "_s));
        QVERIFY(written(CodeLanguage::PeregrineCli, request)
                    .contains(u"--server http://127.0.0.1:7860"_s));
        request.target.server = CodeServer::named(u"proxy:https://team.example/p"_s, {});
        QVERIFY(!written(CodeLanguage::Curl, request).contains(u"FAL_KEY"_s));
        QVERIFY(written(CodeLanguage::Swift, request)
                    .contains(u".withProxy(\"https://team.example/p\")"_s));
        QCOMPARE(CodeServer::named(u"fal"_s, {}), CodeServer());
    }

    void theServerInsideTheProgram()
    {
        CodeRequest request = paint();
        request.target.server = CodeServer::named(u"local"_s, QUrl(u"http://127.0.0.1:41237/"_s));
        QCOMPARE(request.target.server.url, u"http://127.0.0.1:41237"_s);
        // Can be pasted at any time; the others say that their address passes.
        const QString command = written(CodeLanguage::PeregrineCli, request);
        QVERIFY2(command.startsWith(u"peregrine-cli subscribe fal-ai/flux/dev --server local "_s),
                 qPrintable(command));
        QVERIFY(!command.contains(u"41237"_s));
        for (const CodeLanguage language : {CodeLanguage::Curl, CodeLanguage::JavaScript}) {
            const QString code = written(language, request);
            QVERIFY(code.contains(u"http://127.0.0.1:41237"_s));
            QVERIFY2(code.contains(u"another one after each start"_s), qPrintable(code));
        }
    }

    void numbersStayExact()
    {
        CodeRequest request = paint();
        request.values.files.clear();
        request.values.input = QJsonObject{
            {u"n"_s,
             QJsonArray{std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min(),
                        qint64(3'000'000'000), -1, 0.1, 1e300, 1e19}}};
        QVERIFY(written(CodeLanguage::Python, request).contains(u"9223372036854775807"_s));
        QVERIFY(written(CodeLanguage::Python, request).contains(u"1e+300"_s));
        QVERIFY(written(CodeLanguage::Java, request).contains(u"3000000000L"_s));
        QVERIFY(written(CodeLanguage::Kotlin, request).contains(u"Long.MIN_VALUE"_s));
        // JavaScript cannot: it says so.
        QVERIFY(written(CodeLanguage::JavaScript, request).startsWith(u"// "_s));
        request.values.input = {{u"n"_s, qint64(9007199254740991)}};
        QVERIFY(written(CodeLanguage::JavaScript, request).startsWith(u"import"_s));
    }

    void longInputsAvoidTheCommandLine()
    {
        CodeRequest request = paint();
        request.values.files.clear();
        request.values.input = {{u"prompt"_s, QString(200'000, u'x')}};
        QVERIFY(written(CodeLanguage::Curl, request).contains(u"--data-binary @-"_s));
        QVERIFY(written(CodeLanguage::PeregrineCli, request).contains(u"--input - <<'JSON'"_s));
        request.values.input = {{u"näme"_s, 1}};
        QVERIFY(written(CodeLanguage::PeregrineCli, request).contains(u"--input - <<'JSON'"_s));
        request.values.input = {{u"prompt"_s, u"@home"_s}};
        QVERIFY(written(CodeLanguage::PeregrineCli, request).contains(u"-i 'prompt:=\"@home\"'"_s));
    }
};

QTEST_APPLESS_MAIN(TestCodeWriter)
#include "tst_codewriter.moc"
