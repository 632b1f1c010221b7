#include "core/code/kotlinwriter.h"

#include "core/code/jvmnotes.h"
#include "core/code/serveraddress.h"
#include "core/code/textescape.h"

#include <limits>

namespace peregrine {

using namespace Qt::StringLiterals;

KotlinWriter::KotlinWriter()
    : CodeWriter({u"mapOf("_s, u")"_s, u"emptyMap<String, Any?>()"_s, u"listOf("_s, u")"_s,
                  u"emptyList<Any?>()"_s, u" to "_s, u"true"_s, u"false"_s, u"null"_s, u"//"_s, 4,
                  true, false})
{ }

QList<CodeCall> KotlinWriter::clientCalls() const
{
    return {CodeCall::Subscribe, CodeCall::Submit, CodeCall::Run};
}

bool KotlinWriter::reaches(CodeServer::Kind kind) const
{
    return kind != CodeServer::Kind::Base;
}

QStringList KotlinWriter::notes(const Job &job) const
{
    return CodeWriter::notes(job) + jvmNotes(job.input);
}

QString KotlinWriter::text(const QString &text) const
{
    return quotedText(text, {u'"', EscapeRules::Unicode::FourDigits, u"$"_s});
}

QString KotlinWriter::integer(qint64 number) const
{
    // There is no literal for the smallest: its minus is an operator.
    if (number == std::numeric_limits<qint64>::min())
        return u"Long.MIN_VALUE"_s;
    const bool fits = number >= std::numeric_limits<qint32>::min()
        && number <= std::numeric_limits<qint32>::max();
    return QString::number(number) + (fits ? QString() : u"L"_s);
}

QString KotlinWriter::uploadFunction(const Job &job) const
{
    if (job.uploads.isEmpty())
        return {};
    const bool proxied = job.server().kind == CodeServer::Kind::Proxy;
    const QString header = proxied ? u"\"x-fal-target-url\", "_s + text(uploadAddress())
                                   : u"\"Authorization\", \"Key \" + System.getenv(\"FAL_KEY\")"_s;
    return u"/** Stores a file at fal and gives its URL; fal's Kotlin client has no storage. */\n"
           "fun uploadFile(path: String, contentType: String): String {\n"
           "    val http = HttpClient.newHttpClient()\n"
           "    val file = Path.of(path)\n"
           "    val body = JsonObject()\n"
           "    body.addProperty(\"content_type\", contentType)\n"
           "    body.addProperty(\"file_name\", file.fileName.toString())\n"
           "    val initiate = HttpRequest.newBuilder(URI.create("_s
        + text(addressAt(job.server(), uploadAddress())) + u"))\n        .header("_s + header
        + u")\n        .header(\"Content-Type\", \"application/json\")\n"
          "        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))\n"
          "        .build()\n"
          "    val answer = http.send(initiate, HttpResponse.BodyHandlers.ofString())\n"
          "    check(answer.statusCode() == 200) { answer.body() }\n"
          "    val upload = JsonParser.parseString(answer.body()).asJsonObject\n"
          "    val put = HttpRequest.newBuilder(URI.create(upload[\"upload_url\"].asString))\n"
          "        .header(\"Content-Type\", contentType)\n"
          "        .PUT(HttpRequest.BodyPublishers.ofFile(file))\n"
          "        .build()\n"
          "    val stored = http.send(put, HttpResponse.BodyHandlers.ofString())\n"
          "    check(stored.statusCode() in 200..299) { stored.body() }\n"
          "    return upload[\"file_url\"].asString\n"
          "}\n\n"_s;
}

QString KotlinWriter::code(const Job &job) const
{
    const bool proxied = job.server().kind == CodeServer::Kind::Proxy;
    const bool withFiles = !job.uploads.isEmpty();
    QStringList imports{u"ai.fal.client.kt.createFalClient"_s, u"kotlinx.coroutines.runBlocking"_s};
    if (proxied)
        imports += u"ai.fal.client.ClientConfig"_s;
    if (job.call != CodeCall::Submit || withFiles)
        imports += u"com.google.gson.JsonObject"_s;
    if (withFiles) {
        imports += {u"com.google.gson.JsonParser"_s, u"java.net.URI"_s,
                    u"java.net.http.HttpClient"_s,   u"java.net.http.HttpRequest"_s,
                    u"java.net.http.HttpResponse"_s, u"java.nio.file.Path"_s};
    }

    QString call;
    const QString id = text(job.endpoint());
    switch (job.call) {
    case CodeCall::Submit:
        call = u"    val request = fal.queue.submit("_s + id + u", input"_s;
        if (!job.request->webhookUrl.isEmpty()) {
            imports += u"ai.fal.client.kt.SubmitOptions"_s;
            call += u", SubmitOptions(webhookUrl = "_s + text(job.request->webhookUrl) + u')';
        }
        call += u")\n    println(request.requestId)\n"_s;
        break;
    case CodeCall::Run:
        call = u"    val result = fal.run("_s + id
            + u", input, JsonObject::class)\n    println(result.requestId)\n"
              "    println(result.data)\n"_s;
        break;
    case CodeCall::Subscribe:
    case CodeCall::Stream:
    case CodeCall::Realtime:
        imports += {u"ai.fal.client.kt.SubscribeOptions"_s, u"ai.fal.client.queue.QueueStatus"_s};
        call = u"    val result = fal.subscribe("_s + id
            + u", input, JsonObject::class, SubscribeOptions(logs = true)) { update ->\n"
              "        if (update is QueueStatus.InProgress) {\n"
              "            update.logs?.forEach { println(it.message) }\n        }\n    }\n"
              "    println(result.requestId)\n    println(result.data)\n"_s;
        break;
    }
    imports.sort();
    QString head;
    for (const QString &import : std::as_const(imports))
        head += u"import "_s + import + u'\n';
    head += u'\n' + uploadFunction(job) + u"fun main() = runBlocking {\n"_s;
    head += proxied ? u"    val fal = createFalClient(ClientConfig.withProxyUrl("_s
            + text(job.server().url) + u"))\n"_s
                    : u"    // The key is in the environment variable FAL_KEY.\n"
                      "    val fal = createFalClient()\n"_s;
    for (const Upload &upload : job.uploads) {
        head += u"    val "_s + upload.variable + u" = uploadFile("_s + text(upload.path) + u", "_s
            + text(upload.mimeType) + u")\n"_s;
    }
    return head + u"    val input = "_s + input(job, 1) + u'\n' + call + u"}\n"_s;
}

} // namespace peregrine
