#include "core/code/javawriter.h"

#include "core/code/jvmnotes.h"
#include "core/code/serveraddress.h"
#include "core/code/textescape.h"

#include <limits>

namespace peregrine {

using namespace Qt::StringLiterals;

JavaWriter::JavaWriter()
    : CodeWriter({u"Map.ofEntries("_s, u")"_s, u"Map.of()"_s, u"List.of("_s, u")"_s, u"List.of()"_s,
                  u", "_s, u"true"_s, u"false"_s, u"JsonNull.INSTANCE"_s, u"//"_s, 4, false, false})
{ }

QList<CodeCall> JavaWriter::clientCalls() const
{
    return {CodeCall::Subscribe, CodeCall::Submit, CodeCall::Run};
}

bool JavaWriter::reaches(CodeServer::Kind kind) const
{
    return kind != CodeServer::Kind::Base;
}

QStringList JavaWriter::notes(const Job &job) const
{
    return CodeWriter::notes(job) + jvmNotes(job.input);
}

QString JavaWriter::text(const QString &text) const
{
    return quotedText(text, {});
}

QString JavaWriter::member(const QString &name, const QString &value) const
{
    return u"Map.entry("_s + key(name) + u", "_s + value + u')';
}

QString JavaWriter::integer(qint64 number) const
{
    const bool fits = number >= std::numeric_limits<qint32>::min()
        && number <= std::numeric_limits<qint32>::max();
    return QString::number(number) + (fits ? QString() : u"L"_s);
}

QString JavaWriter::uploadFunction(const Job &job) const
{
    if (job.uploads.isEmpty())
        return {};
    const bool proxied = job.server().kind == CodeServer::Kind::Proxy;
    const QString header = proxied ? u"\"x-fal-target-url\", "_s + text(uploadAddress())
                                   : u"\"Authorization\", \"Key \" + System.getenv(\"FAL_KEY\")"_s;
    return u"\n    /** Stores a file at fal and gives its URL; fal's Java client has no storage. "
           u"*/\n"
           "    static String uploadFile(String path, String contentType) throws Exception {\n"
           "        var http = HttpClient.newHttpClient();\n"
           "        var file = Path.of(path);\n"
           "        var body = new JsonObject();\n"
           "        body.addProperty(\"content_type\", contentType);\n"
           "        body.addProperty(\"file_name\", file.getFileName().toString());\n"
           "        var initiate = HttpRequest.newBuilder(URI.create("_s
        + text(addressAt(job.server(), uploadAddress())) + u"))\n                .header("_s
        + header
        + u")\n                .header(\"Content-Type\", \"application/json\")\n"
          "                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))\n"
          "                .build();\n"
          "        var answer = http.send(initiate, HttpResponse.BodyHandlers.ofString());\n"
          "        if (answer.statusCode() != 200) {\n"
          "            throw new IOException(answer.body());\n        }\n"
          "        var upload = JsonParser.parseString(answer.body()).getAsJsonObject();\n"
          "        var put = "
          "HttpRequest.newBuilder(URI.create(upload.get(\"upload_url\").getAsString()))\n"
          "                .header(\"Content-Type\", contentType)\n"
          "                .PUT(HttpRequest.BodyPublishers.ofFile(file))\n"
          "                .build();\n"
          "        var stored = http.send(put, HttpResponse.BodyHandlers.ofString());\n"
          "        if (stored.statusCode() / 100 != 2) {\n"
          "            throw new IOException(stored.body());\n        }\n"
          "        return upload.get(\"file_url\").getAsString();\n    }\n"_s;
}

QString JavaWriter::call(const Job &job) const
{
    const QString id = text(job.endpoint());
    const QString indents = u"                "_s;
    const QString print = u"        System.out.println(result.getRequestId());\n"
                          "        System.out.println(result.getData());\n"_s;
    switch (job.call) {
    case CodeCall::Submit: {
        const QString webhook = job.request->webhookUrl.isEmpty()
            ? QString()
            : indents + u".webhookUrl("_s + text(job.request->webhookUrl) + u")\n"_s;
        return u"        var request = fal.queue().submit("_s + id
            + u", QueueSubmitOptions.builder()\n"_s + indents + u".input(input)\n"_s + webhook
            + indents + u".build());\n        System.out.println(request.getRequestId());\n"_s;
    }
    case CodeCall::Run:
        return u"        var result = fal.run("_s + id + u", RunOptions.withInput(input));\n"_s
            + print;
    case CodeCall::Subscribe:
    case CodeCall::Stream:
    case CodeCall::Realtime:
        break;
    }
    return u"        var result = fal.subscribe("_s + id
        + u", SubscribeOptions.<JsonObject>builder()\n"_s + indents + u".input(input)\n"_s + indents
        + u".resultType(JsonObject.class)\n"_s + indents + u".logs(true)\n"_s + indents
        + u".onUpdate(update -> System.out.println(update.getStatus()))\n"_s + indents
        + u".build());\n"_s + print;
}

QString JavaWriter::code(const Job &job) const
{
    const bool withFiles = !job.uploads.isEmpty();
    const QString literal = input(job, 2);
    QStringList imports{u"ai.fal.client.FalClient"_s, u"java.util.Map"_s};
    // Only what the code names; the words may be in a text, too, where an import too many is
    // harmless.
    if (literal.contains(u"List.of("_s))
        imports += u"java.util.List"_s;
    if (literal.contains(u"JsonNull"_s))
        imports += u"com.google.gson.JsonNull"_s;
    if (job.call == CodeCall::Submit)
        imports += u"ai.fal.client.queue.QueueSubmitOptions"_s;
    else if (job.call == CodeCall::Run)
        imports += u"ai.fal.client.RunOptions"_s;
    else
        imports += {u"ai.fal.client.SubscribeOptions"_s, u"com.google.gson.JsonObject"_s};
    if (withFiles) {
        imports += {u"com.google.gson.JsonObject"_s, u"com.google.gson.JsonParser"_s,
                    u"java.io.IOException"_s,        u"java.net.URI"_s,
                    u"java.net.http.HttpClient"_s,   u"java.net.http.HttpRequest"_s,
                    u"java.net.http.HttpResponse"_s, u"java.nio.file.Path"_s};
    }
    imports.removeDuplicates();
    imports.sort();
    QString head;
    for (const QString &import : std::as_const(imports))
        head += u"import "_s + import + u";\n"_s;
    head +=
        u"\npublic class Main {\n    public static void main(String[] args) throws Exception {\n"_s;
    head += job.server().kind == CodeServer::Kind::Proxy
        ? u"        var fal = FalClient.withProxyUrl("_s + text(job.server().url) + u");\n"_s
        : u"        // The key is in the environment variable FAL_KEY.\n"
          "        var fal = FalClient.withEnvCredentials();\n"_s;
    for (const Upload &upload : job.uploads) {
        head += u"        var "_s + upload.variable + u" = uploadFile("_s + text(upload.path)
            + u", "_s + text(upload.mimeType) + u");\n"_s;
    }
    return head + u"        var input = "_s + literal + u";\n"_s + call(job) + u"    }\n"_s
        + uploadFunction(job) + u"}\n"_s;
}

} // namespace peregrine
