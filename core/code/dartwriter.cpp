#include "core/code/dartwriter.h"

#include "core/code/textescape.h"

namespace peregrine {

using namespace Qt::StringLiterals;

DartWriter::DartWriter()
    : CodeWriter({u"{"_s, u"}"_s, u"<String, dynamic>{}"_s, u"["_s, u"]"_s, u"[]"_s, u": "_s,
                  u"true"_s, u"false"_s, u"null"_s, u"//"_s, 2, true, false})
{ }

QList<CodeCall> DartWriter::clientCalls() const
{
    return {CodeCall::Subscribe, CodeCall::Submit, CodeCall::Run};
}

bool DartWriter::reaches(CodeServer::Kind kind) const
{
    return kind != CodeServer::Kind::Base;
}

QString DartWriter::text(const QString &text) const
{
    return quotedText(text, {u'\'', EscapeRules::Unicode::Braces, u"$"_s});
}

QString DartWriter::code(const Job &job) const
{
    const bool proxied = job.server().kind == CodeServer::Kind::Proxy;
    QString head = proxied ? QString() : u"import 'dart:io';\n\n"_s;
    if (!job.uploads.isEmpty())
        head += u"import 'package:cross_file/cross_file.dart';\n"_s;
    head += u"import 'package:fal_client/fal_client.dart';\n\nFuture<void> main() async {\n"_s;
    head += proxied
        ? u"  final fal = FalClient.withProxy("_s + text(job.server().url) + u");\n"_s
        : u"  final fal = FalClient.withCredentials(Platform.environment['FAL_KEY']!);\n"_s;
    for (const Upload &upload : job.uploads) {
        head += u"  final "_s + upload.variable + u" = await fal.storage.upload(\n    XFile("_s
            + text(upload.path) + u", mimeType: "_s + text(upload.mimeType) + u"),\n  );\n"_s;
    }
    const QString arguments =
        u"(\n    "_s + text(job.endpoint()) + u",\n    input: "_s + input(job, 2) + u",\n"_s;
    switch (job.call) {
    case CodeCall::Submit: {
        const QString webhook = job.request->webhookUrl.isEmpty()
            ? QString()
            : u"    webhookUrl: "_s + text(job.request->webhookUrl) + u",\n"_s;
        return head + u"  final enqueued = await fal.queue.submit"_s + arguments + webhook
            + u"  );\n  print(enqueued.requestId);\n}\n"_s;
    }
    case CodeCall::Run:
        return head + u"  final output = await fal.run"_s + arguments
            + u"  );\n  print(output.requestId);\n  print(output.data);\n}\n"_s;
    case CodeCall::Subscribe:
    case CodeCall::Stream:
    case CodeCall::Realtime:
        break;
    }
    return head + u"  final output = await fal.subscribe"_s + arguments
        + u"    logs: true,\n    onQueueUpdate: (update) => print(update.status),\n  );\n"
          "  print(output.requestId);\n  print(output.data);\n}\n"_s;
}

} // namespace peregrine
