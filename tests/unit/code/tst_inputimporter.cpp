#include "core/base/json.h"
#include "core/code/codewriter.h"
#include "core/code/inputimporter.h"

#include <QFile>
#include <QImage>
#include <QImageWriter>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;
using Source = ImportedInput::Source;

class TestInputImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognises_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Source>("source");
        QTest::addColumn<QString>("endpoint");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QStringList>("unused");
        const auto row = [](const char *name, const QString &text, Source source,
                            const QString &endpoint, const QByteArray &json,
                            const QStringList &unused = {}) {
            QTest::newRow(name) << text << source << endpoint << json << unused;
        };
        const QString flux = u"fal-ai/flux/dev"_s;
        const QByteArray cat = "{\"num_images\":2,\"prompt\":\"a cat\"}";
        row("plain JSON", u" {\"prompt\": \"a cat\", \"num_images\": 2}\n"_s, Source::Json, {},
            cat);
        row("JSON in input", u"{\"input\": {\"prompt\": \"a cat\", \"num_images\": 2}}"_s,
            Source::Json, {}, cat);
        row("a member that is called input", u"{\"input\": {\"a\": 1}, \"strength\": 2}"_s,
            Source::Json, {}, "{\"input\":{\"a\":1},\"strength\":2}");
        row("a receipt",
            u"{\"receipt\": 1, \"endpoint\": \"fal-ai/flux/dev\", \"output\": {}, \"input\": {\"prompt\": \"a cat\", \"num_images\": 2}}"_s,
            Source::Receipt, flux, cat);
        row("a fence", u"```json\n{\"prompt\": \"a cat\", \"num_images\": 2}\n```"_s, Source::Json,
            {}, cat);
        row("curl from a page",
            u"curl --request POST \\\n  --url https://queue.fal.run/fal-ai/flux/dev \\\n"
            "  --header \"Authorization: Key $FAL_KEY\" \\\n"
            "  --header \"Content-Type: application/json\" \\\n"
            "  --data '{\n    \"prompt\": \"a cat\",\n    \"num_images\": 2\n  }'"_s,
            Source::Curl, flux, cat);
        row("curl with an apostrophe",
            u"curl -X POST https://fal.run/fal-ai/flux/dev -d '{\"prompt\": \"it'\\''s\"}'"_s,
            Source::Curl, flux, "{\"prompt\":\"it's\"}");
        row("curl with attached options",
            u"curl -XPOST -H'X: y' -d\"{\\\"prompt\\\": \\\"a\\\"}\" https://fal.run/fal-ai/flux/dev"_s,
            Source::Curl, flux, "{\"prompt\":\"a\"}");
        row("curl with a browser's quotes",
            u"curl 'https://queue.fal.run/fal-ai/flux/dev?x=1' --data-raw $'{\"prompt\": \"it\\'s\\u0021\"}' | jq ."_s,
            Source::Curl, flux, "{\"prompt\":\"it's!\"}");
        row("curl through a base",
            u"curl --url http://127.0.0.1:7860/queue.fal.run/local/paint --json '{\"seed\": 1}'"_s,
            Source::Curl, u"local/paint"_s, "{\"seed\":1}");
        row("curl through a proxy",
            u"curl https://team.example/api/fal/proxy -H 'x-fal-target-url: https://queue.fal.run/fal-ai/flux/dev' -d '{\"seed\": 1}'"_s,
            Source::Curl, flux, "{\"seed\":1}");
        row("curl with a variable",
            u"url=$(echo x)\ncurl https://fal.run/fal-ai/flux/dev --data '{\"image_url\": \"'\"$url\"'\", \"seed\": 1}'"_s,
            Source::Curl, flux, "{\"seed\":1}", {u"image_url: $url"_s});
        row("JavaScript",
            u"import { fal } from \"@fal-ai/client\";\n\nconst result = await "
            u"fal.subscribe(\"fal-ai/flux/dev\", {\n"
            "  input: {\n    prompt: 'a cat', // what\n    num_images: 2,\n  },\n  logs: true,\n"
            "  onQueueUpdate: (update) => {\n    if (update.status === \"IN_PROGRESS\") {\n"
            "      update.logs.map((log) => log.message).forEach(console.log);\n    }\n  },\n});"_s,
            Source::JavaScript, flux, cat);
        row("JavaScript's queue",
            u"const { request_id } = await fal.queue.submit('fal-ai/flux/dev', { input: { prompt: `a cat`, num_images: 2, image_url: url }, webhookUrl: 'x' });"_s,
            Source::JavaScript, flux, cat, {u"image_url: url"_s});
        row("Python",
            u"import fal_client\n\nresult = fal_client.subscribe(\n    \"fal-ai/flux/dev\",\n    "
            u"arguments={\n"
            "        \"prompt\": (\"a \"\n                   'cat'),\n        \"num_images\": 2,\n    },\n    with_logs=True,\n)"_s,
            Source::Python, flux, cat);
        row("Python's other order",
            u"handler = await fal_client.submit_async('fal-ai/flux/dev', webhook_url=None, arguments=dict(prompt='''a cat''', num_images=2, image_url=fal_client.upload_file('x.png')))"_s,
            Source::Python, flux, cat, {u"image_url: fal_client.upload_file('x.png')"_s});
        row("Python by place",
            u"fal_client.run(\"fal-ai/flux/dev\", {\"prompt\": \"a cat\", \"num_images\": 2})"_s,
            Source::Python, flux, cat);
        row("no file of this machine", u"{\"image_url\": \"file:///etc/passwd\"}"_s, Source::Json,
            {}, "{\"image_url\":\"file:///etc/passwd\"}");
    }
    void recognises()
    {
        QFETCH(QString, text);
        QFETCH(Source, source);
        QFETCH(QString, endpoint);
        QFETCH(QByteArray, json);
        QFETCH(QStringList, unused);
        QVERIFY(InputImporter::looksLikeInput(text));
        const auto found = InputImporter::fromText(text);
        QVERIFY2(found, found ? "" : qPrintable(found.error().sentence()));
        QCOMPARE(found->source, source);
        QCOMPARE(found->endpoint.toString(), endpoint);
        QCOMPARE(toJson(found->input), json);
        QCOMPARE(found->unused, unused);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("a comma")
            << u"{\n  \"a\": 1\n  \"b\": 2\n}"_s
            << u"Line 3, column 3: A comma or the end of the object is missing."_s;
        QTest::newRow("below a fence") << u"```json\n{\"a\" 1}\n```"_s
                                       << u"Line 2, column 6: A colon is missing after \"a\"."_s;
        QTest::newRow("in curl's data") << u"curl https://fal.run/fal-ai/flux \\\n -d '{\"a\": }'"_s
                                        << u"Line 2, column 12: A value is missing before \"}\"."_s;
        QTest::newRow("an open quote") << u"curl https://fal.run/fal-ai/flux -d '{\"a\": 1}"_s
                                       << u"Line 1, column 37: The quote has no end."_s;
        QTest::newRow("a foreign address")
            << u"curl https://example.com/x -d '{}'"_s
            << u"The curl command sends no JSON to a model's address at fal."_s;
        QTest::newRow("a host that ends alike")
            << u"curl https://evilfal.run/fal-ai/flux -d '{}'"_s
            << u"The curl command sends no JSON to a model's address at fal."_s;
        QTest::newRow("a variable for an input")
            << u"fal.run(\"fal-ai/flux\", { input })"_s
            << u"Line 1, column 1: The input of the call is not written out in it."_s;
        QTest::newRow("prose")
            << u"a cat on a roof"_s
            << u"This is neither JSON nor a receipt, and no call by curl, JavaScript or Python."_s;
    }
    void saysWhatIsWrong()
    {
        QFETCH(QString, text);
        QFETCH(QString, sentence);
        const auto found = InputImporter::fromText(text);
        QVERIFY(!found);
        QCOMPARE(found.error().sentence(), sentence);
    }

    void leavesProseAlone()
    {
        QVERIFY(!InputImporter::looksLikeInput(u"a curly cat, run by the river"_s));
        QVERIFY(!InputImporter::looksLikeInput(u"(a cat:1.2), [dog]"_s));
    }

    /// What CodeWriter writes comes back, in the languages that are read.
    void readsOurOwnCode_data()
    {
        QTest::addColumn<CodeLanguage>("language");
        QTest::addColumn<CodeCall>("call");
        for (const CodeLanguage language :
             {CodeLanguage::Curl, CodeLanguage::JavaScript, CodeLanguage::Python}) {
            for (const CodeCall call :
                 {CodeCall::Subscribe, CodeCall::Submit, CodeCall::Run, CodeCall::Stream}) {
                QTest::addRow("%s %s", qPrintable(codeLanguageName(language)),
                              qPrintable(codeCallName(call)))
                    << language << call;
            }
        }
    }
    void readsOurOwnCode()
    {
        QFETCH(CodeLanguage, language);
        QFETCH(CodeCall, call);
        CodeRequest request;
        request.target.endpoint = *EndpointId::parse(u"fal-ai/flux/dev"_s);
        request.target.streams = true;
        request.call = call;
        request.values.input =
            QJsonObject{{u"prompt"_s, u"it's \"quoted\" \\ $HOME `x` ${y} 'z'\n\tend\u2028"_s},
                        {u"seed"_s, qint64(9007199254740991)},
                        {u"scale"_s, 0.1},
                        {u"tiny"_s, 1e-30},
                        {u"none"_s, QJsonValue::Null},
                        {u"__proto__"_s, QJsonObject{{u"a b"_s, true}}},
                        {u"list"_s, QJsonArray{QJsonObject{}, QJsonArray{}, u"ü😀"_s}}};
        const QString code = CodeWriter::forLanguage(language)->write(request);
        const auto found = InputImporter::fromText(code);
        QVERIFY2(found, found ? "" : qPrintable(found.error().sentence() + u'\n' + code));
        QCOMPARE(found->input, request.values.input);
        QCOMPARE(found->endpoint, request.target.endpoint);
        QVERIFY(found->unused.isEmpty());
    }

    void readsPictures()
    {
        QTemporaryDir folder;
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(Qt::white);
        image.setText(u"parameters"_s, u"{\"prompt\": \"a cat\"}"_s);
        const QString path = folder.filePath(u"cat.png"_s);
        QVERIFY(image.save(path));
        auto found = InputImporter::fromFile(path);
        QVERIFY(found);
        QCOMPARE(found->source, Source::Picture);
        QCOMPARE(toJson(found->input), "{\"prompt\":\"a cat\"}"_ba);

        // The receipt beside it knows more.
        QFile receipt(folder.filePath(u"cat.receipt.json"_s));
        QVERIFY(receipt.open(QIODevice::WriteOnly));
        receipt.write("{\"receipt\": 1, \"endpoint\": \"a/b\", \"input\": {\"seed\": 3}}");
        receipt.close();
        found = InputImporter::fromFile(path);
        QVERIFY(found);
        QCOMPARE(found->source, Source::Receipt);
        QCOMPARE(found->endpoint.toString(), u"a/b"_s);
        QVERIFY(InputImporter::fromFile(receipt.fileName()));
    }

    void readsPicturesOfOthers_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QStringList>("unused");
        QTest::newRow("A1111")
            << u"parameters"_s
            << u"a fox, (red:1.2) in snow\nNegative prompt: blur, low: quality\n"
               "Steps: 20, Sampler: Euler a, CFG scale: 7.5, Seed: 4294967297, "
               "Size: 512x768, Lora hashes: \"a: 1, b: 2\", Version: v1.9"_s
            << "{\"guidance_scale\":7.5,\"image_size\":{\"height\":768,\"width\":512},"
               "\"negative_prompt\":\"blur, low: quality\","
               "\"num_inference_steps\":20,\"prompt\":\"a fox, (red:1.2) in snow\","
               "\"seed\":4294967297}"_ba
            << QStringList{u"Sampler: Euler a"_s, u"Lora hashes: \"a: 1, b: 2\""_s,
                           u"Version: v1.9"_s};
        QTest::newRow("SwarmUI")
            << u"parameters"_s
            << u"{\"sui_image_params\": {\"prompt\": \"a fox\", \"seed\": 7, "
               "\"steps\": 4, \"cfgscale\": 1, \"width\": 640, \"height\": "
               "480, \"model\": \"flux\"}}"_s
            << "{\"guidance_scale\":1,\"image_size\":{\"height\":480,\"width\":640},"
               "\"num_inference_steps\":4,\"prompt\":\"a fox\",\"seed\":7}"_ba
            << QStringList{u"model: flux"_s};
        QTest::newRow("InvokeAI")
            << u"invokeai_metadata"_s
            << u"{\"positive_prompt\": \"a fox\", \"negative_prompt\": "
               "\"blur\", \"seed\": 9, \"steps\": 30, \"cfg_scale\": 6, "
               "\"model\": {\"name\": \"x\"}}"_s
            << "{\"guidance_scale\":6,\"negative_prompt\":\"blur\","
               "\"num_inference_steps\":30,\"prompt\":\"a fox\",\"seed\":9}"_ba
            << QStringList{};
        QTest::newRow("ComfyUI")
            << u"prompt"_s
            << u"{\"3\": {\"class_type\": \"KSampler\", \"inputs\": {\"seed\": 5, \"steps\": 12, "
               "\"cfg\": 3.5, \"positive\": [\"6\", 0], \"negative\": [\"7\", 0]}}, \"5\": "
               "{\"class_type\": \"EmptyLatentImage\", \"inputs\": {\"width\": 1024, \"height\": "
               "512}}, \"6\": {\"class_type\": \"FluxGuidance\", \"inputs\": {\"conditioning\": "
               "[\"8\", 0]}}, \"7\": {\"class_type\": \"Loop\", \"inputs\": {\"conditioning\": "
               "[\"7\", 0]}}, \"8\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"text\": "
               "\"a fox\"}}}"_s
            << "{\"guidance_scale\":3.5,\"image_size\":{\"height\":512,\"width\":1024},"
               "\"num_inference_steps\":12,\"prompt\":\"a fox\",\"seed\":5}"_ba
            << QStringList{};
    }

    void readsPicturesOfOthers()
    {
        QFETCH(QString, key);
        QFETCH(QString, text);
        QFETCH(QByteArray, input);
        QFETCH(QStringList, unused);
        QTemporaryDir folder;
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(Qt::white);
        image.setText(key, text);
        const QString path = folder.filePath(u"theirs.png"_s);
        QVERIFY(image.save(path));
        const auto found = InputImporter::fromFile(path);
        QVERIFY2(found, found ? "" : qPrintable(found.error().message));
        QCOMPARE(found->source, Source::Picture);
        QCOMPARE(toJson(found->input), input);
        QCOMPARE(found->unused, unused);
    }

    void saysThatAPictureHasNothing()
    {
        QTemporaryDir folder;
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(Qt::white);
        image.setText(u"prompt"_s, u"{\"3\": {\"class_type\": \"KSampler\"}}"_s);
        const QString path = folder.filePath(u"graph.png"_s);
        QVERIFY(image.save(path));
        const auto found = InputImporter::fromFile(path);
        QVERIFY(!found);
        QVERIFY(found.error().message.startsWith(u"graph.png"_s));
        QVERIFY(!InputImporter::fromFile(folder.filePath(u"none.json"_s)));
    }
};

QTEST_GUILESS_MAIN(TestInputImporter)
#include "tst_inputimporter.moc"
