#include "core/code/swiftwriter.h"

#include "core/code/textescape.h"

namespace peregrine {

using namespace Qt::StringLiterals;

SwiftWriter::SwiftWriter()
    : CodeWriter({u"["_s, u"]"_s, u"[:]"_s, u"["_s, u"]"_s, u"[]"_s, u": "_s, u"true"_s, u"false"_s,
                  u"nil"_s, u"//"_s, 4, true, false})
{ }

QList<CodeCall> SwiftWriter::clientCalls() const
{
    return {CodeCall::Subscribe, CodeCall::Submit, CodeCall::Run, CodeCall::Realtime};
}

bool SwiftWriter::reaches(CodeServer::Kind kind) const
{
    return kind != CodeServer::Kind::Base;
}

QString SwiftWriter::text(const QString &text) const
{
    return quotedText(text, {u'"', EscapeRules::Unicode::Braces, {}});
}

QString SwiftWriter::variable(const QString &name) const
{
    return u".string("_s + name + u')';
}

QString SwiftWriter::code(const Job &job) const
{
    QString head = u"import FalClient\nimport Foundation\n\n"_s;
    head += job.server().kind == CodeServer::Kind::Proxy
        ? u"let fal = FalClient.withProxy("_s + text(job.server().url) + u")\n\n"_s
        : u"// The key is in the environment variable FAL_KEY.\n"
          "let fal = FalClient.withCredentials(.fromEnv)\n\n"_s;
    for (const Upload &upload : job.uploads) {
        head += u"let "_s + upload.variable
            + u" = try await fal.storage.upload(\n    data: Data(contentsOf: URL(fileURLWithPath: "_s
            + text(upload.path) + u")),\n    ofType: .custom("_s + text(upload.mimeType)
            + u")\n)\n"_s;
    }
    if (!job.uploads.isEmpty())
        head += u'\n';

    const QString id = text(job.endpoint());
    const QString arguments = id + u",\n    input: "_s + input(job, 1);
    switch (job.call) {
    case CodeCall::Subscribe:
        return head + u"let result = try await fal.subscribe(\n    to: "_s + arguments
            + u",\n    includeLogs: true\n) { update in\n"
              "    if case let .inProgress(logs) = update {\n"
              "        logs.forEach { print($0.message) }\n    }\n}\nprint(result)\n"_s;
    case CodeCall::Submit: {
        const QString webhook = job.request->webhookUrl.isEmpty()
            ? QString()
            : u",\n    webhookUrl: "_s + text(job.request->webhookUrl);
        return head + u"let requestId = try await fal.queue.submit(\n    "_s + arguments + webhook
            + u"\n)\nprint(requestId)\n"_s;
    }
    case CodeCall::Run:
    case CodeCall::Stream:
        return head + u"let result = try await fal.run(\n    "_s + arguments
            + u"\n)\nprint(result)\n"_s;
    case CodeCall::Realtime:
        break;
    }
    return head + u"let connection = try fal.realtime.connect(to: "_s + id
        + u") { (result: Result<Payload, Error>) in\n    switch result {\n"
          "    case let .success(output):\n        print(output)\n"
          "    case let .failure(error):\n        print(error)\n    }\n}\ntry connection.send("_s
        + input(job, 0) + u")\n"_s;
}

} // namespace peregrine
