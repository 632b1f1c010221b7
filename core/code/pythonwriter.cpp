#include "core/code/pythonwriter.h"

#include "core/code/textescape.h"

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

const QLatin1String queueUpdate(R"(

def on_queue_update(update):
    if isinstance(update, fal_client.InProgress):
        for log in update.logs or []:
            print(log["message"])


)");

} // namespace

PythonWriter::PythonWriter()
    : CodeWriter({u"{"_s, u"}"_s, u"{}"_s, u"["_s, u"]"_s, u"[]"_s, u": "_s, u"True"_s, u"False"_s,
                  u"None"_s, u"#"_s, 4, true, true})
{ }

QList<CodeCall> PythonWriter::clientCalls() const
{
    return {CodeCall::Subscribe, CodeCall::Submit, CodeCall::Run, CodeCall::Stream,
            CodeCall::Realtime};
}

bool PythonWriter::reaches(CodeServer::Kind kind) const
{
    // FAL_RUN_HOST names another host for https, no path, and storage has no such setting.
    return kind == CodeServer::Kind::Fal;
}

QString PythonWriter::text(const QString &text) const
{
    return quotedText(text, {u'"', EscapeRules::Unicode::Python, {}});
}

QString PythonWriter::code(const Job &job) const
{
    QString head = u"import fal_client\n"_s;
    head += job.call == CodeCall::Subscribe ? QString(queueUpdate) : u"\n"_s;
    for (const Upload &upload : job.uploads)
        head += upload.variable + u" = fal_client.upload_file("_s + text(upload.path) + u")\n"_s;
    if (!job.uploads.isEmpty())
        head += u'\n';

    const QString id = text(job.endpoint());
    const QString arguments = u"(\n    "_s + id + u",\n    arguments="_s + input(job, 1) + u",\n"_s;
    switch (job.call) {
    case CodeCall::Subscribe:
        return head + u"result = fal_client.subscribe"_s + arguments
            + u"    with_logs=True,\n    on_queue_update=on_queue_update,\n)\nprint(result)\n"_s;
    case CodeCall::Submit: {
        const QString webhook = job.request->webhookUrl.isEmpty()
            ? QString()
            : u"    webhook_url="_s + text(job.request->webhookUrl) + u",\n"_s;
        return head + u"handler = fal_client.submit"_s + arguments + webhook
            + u")\nprint(handler.request_id)\n"_s;
    }
    case CodeCall::Run:
        return head + u"result = fal_client.run"_s + arguments + u")\nprint(result)\n"_s;
    case CodeCall::Stream:
        return head + u"for event in fal_client.stream"_s + arguments + u"):\n    print(event)\n"_s;
    case CodeCall::Realtime:
        break;
    }
    return head + u"with fal_client.realtime("_s + id + u") as connection:\n    connection.send("_s
        + input(job, 1) + u")\n    print(connection.recv())\n"_s;
}

} // namespace peregrine
