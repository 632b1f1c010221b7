#include "core/code/javascriptwriter.h"

#include "core/code/textescape.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

bool losesDigits(const QJsonValue &value)
{
    constexpr qint64 largest = (qint64(1) << 53) - 1;
    if (value.isDouble())
        return isWhole(value) && (value.toInteger() > largest || value.toInteger() < -largest);
    if (value.isArray()) {
        for (const QJsonValue entry : value.toArray()) {
            if (losesDigits(entry))
                return true;
        }
    }
    for (const QJsonValue member : value.toObject()) {
        if (losesDigits(member))
            return true;
    }
    return false;
}

/// What the name of a call is followed by: the id and an object of options.
QString invocation(const QString &callee, const QString &id, const QString &options)
{
    return callee + u'(' + id + u", {\n"_s + options + u"})"_s;
}

const QLatin1String throughBase(R"(
// This server takes https://HOST/PATH at its own address, followed by /HOST/PATH.
fal.config({
  fetch: (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const ours = url.protocol === "https:";
    return fetch(ours ? `${base}/${url.host}${url.pathname}${url.search}` : url, init);
  },
});
)");

} // namespace

JavaScriptWriter::JavaScriptWriter()
    : CodeWriter({u"{"_s, u"}"_s, u"{}"_s, u"["_s, u"]"_s, u"[]"_s, u": "_s, u"true"_s, u"false"_s,
                  u"null"_s, u"//"_s, 2, true, false})
{ }

QList<CodeCall> JavaScriptWriter::clientCalls() const
{
    return {CodeCall::Subscribe, CodeCall::Submit, CodeCall::Run, CodeCall::Stream,
            CodeCall::Realtime};
}

bool JavaScriptWriter::reaches(CodeServer::Kind) const
{
    return true;
}

QStringList JavaScriptWriter::notes(const Job &job) const
{
    QStringList notes = CodeWriter::notes(job);
    if (losesDigits(job.input)) {
        notes.append(QCoreApplication::translate(
            "peregrine::CodeWriter",
            "JavaScript rounds whole numbers beyond 9007199254740991; this input has one."));
    }
    if (job.call == CodeCall::Realtime && job.server().kind != CodeServer::Kind::Fal) {
        notes.append(QCoreApplication::translate(
            "peregrine::CodeWriter",
            "The client opens its WebSocket at fal itself, not at the server in use here."));
    }
    return notes;
}

QString JavaScriptWriter::text(const QString &text) const
{
    return quotedText(text, {});
}

QString JavaScriptWriter::key(const QString &name) const
{
    static const QRegularExpression identifier(u"^[A-Za-z_$][A-Za-z0-9_$]*$"_s);
    // As a plain key it would set the object's prototype.
    if (name == QLatin1String("__proto__"))
        return u"[\"__proto__\"]"_s;
    return identifier.match(name).hasMatch() ? name : text(name);
}

QString JavaScriptWriter::head(const Job &job) const
{
    QString head = u"import { fal } from \"@fal-ai/client\";\n"_s;
    if (!job.uploads.isEmpty()) {
        // Node.js 18 has no global File.
        head += u"import { File } from \"node:buffer\";\n"
                "import { readFile } from \"node:fs/promises\";\n"_s;
    }
    switch (job.server().kind) {
    case CodeServer::Kind::Base:
        head += u"\nconst base = "_s + text(job.server().url) + u';' + throughBase;
        break;
    case CodeServer::Kind::Proxy:
        head += u"\nfal.config({ proxyUrl: { url: "_s + text(job.server().url)
            + u", when: \"always\" } });\n"_s;
        break;
    case CodeServer::Kind::Fal:
        break;
    }
    head += u'\n';
    for (const Upload &upload : job.uploads) {
        head += u"const "_s + upload.variable
            + u" = await fal.storage.upload(\n  new File([await readFile("_s + text(upload.path)
            + u")], "_s + text(upload.fileName) + u", { type: "_s + text(upload.mimeType)
            + u" }),\n);\n"_s;
    }
    return job.uploads.isEmpty() ? head : head + u'\n';
}

QString JavaScriptWriter::code(const Job &job) const
{
    const QString id = text(job.endpoint());
    const QString options = u"  input: "_s + input(job, 1) + u",\n"_s;
    switch (job.call) {
    case CodeCall::Subscribe:
        return head(job) + u"const result = await "_s
            + invocation(u"fal.subscribe"_s, id,
                         options
                             + u"  logs: true,\n"
                               "  onQueueUpdate: (update) => {\n"
                               "    if (update.status === \"IN_PROGRESS\") {\n"
                               "      update.logs?.forEach((log) => console.error(log.message));\n"
                               "    }\n"
                               "  },\n"_s)
            + u";\nconsole.log(result.data);\nconsole.log(result.requestId);\n"_s;
    case CodeCall::Submit: {
        const QString webhook = job.request->webhookUrl.isEmpty()
            ? QString()
            : u"  webhookUrl: "_s + text(job.request->webhookUrl) + u",\n"_s;
        return head(job) + u"const { request_id } = await "_s
            + invocation(u"fal.queue.submit"_s, id, options + webhook)
            + u";\nconsole.log(request_id);\n"_s;
    }
    case CodeCall::Run:
        return head(job) + u"const result = await "_s + invocation(u"fal.run"_s, id, options)
            + u";\nconsole.log(result.data);\nconsole.log(result.requestId);\n"_s;
    case CodeCall::Stream:
        return head(job) + u"const stream = await "_s + invocation(u"fal.stream"_s, id, options)
            + u";\nfor await (const event of stream) {\n  console.log(event);\n}\n"
              "const result = await stream.done();\nconsole.log(result);\n"_s;
    case CodeCall::Realtime:
        break;
    }
    return head(job) + u"const connection = "_s
        + invocation(u"fal.realtime.connect"_s, id,
                     u"  onResult: (result) => {\n    console.log(result);\n"
                     "    connection.close();\n  },\n"
                     "  onError: (error) => {\n    console.error(error);\n  },\n"_s)
        + u";\nconnection.send("_s + input(job, 0) + u");\n"_s;
}

} // namespace peregrine
