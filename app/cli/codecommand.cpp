#include "app/cli/codecommand.h"

#include "core/code/codewriter.h"

namespace peregrine::cli {

CodeCommand::CodeCommand(Context context, Options options, CodeLanguage language, CodeCall call,
                         bool onlyChanged)
    : InputCommand(std::move(context), std::move(options))
    , m_language(language)
    , m_call(call)
    , m_onlyChanged(onlyChanged)
{ }

void CodeCommand::use(const Input &input, const FieldSpec *schema)
{
    FormValues values;
    values.input = input.values;
    for (const InputFile &file : input.files)
        values.files.append({file.pointer, file.path});
    print(values, schema ? *schema : FieldSpec());
}

void CodeCommand::send(const QJsonObject &input)
{
    print({input, {}}, FieldSpec());
}

void CodeCommand::print(const FormValues &values, const FieldSpec &schema)
{
    CodeRequest request;
    request.target.endpoint = options().endpoint;
    // A local server of this command's own ends with it: the code is for fal then.
    if (context().server != FalServers::local)
        request.target.server = CodeServer::named(context().server, QUrl());
    // Whoever asks for one of these knows that the model has it.
    request.target.streams = m_call == CodeCall::Stream;
    request.target.realtime = m_call == CodeCall::Realtime;
    request.call = m_call;
    request.values = values;
    request.schema = schema;
    request.onlyChanged = m_onlyChanged;
    request.webhookUrl = options().submit.webhook.toString(QUrl::FullyEncoded);

    const auto writer = CodeWriter::forLanguage(m_language);
    const QList<CodeCall> calls = writer->calls(request.target);
    if (!calls.contains(m_call)) {
        QStringList names;
        for (const CodeCall call : calls)
            names.append(codeCallName(call));
        Error error;
        error.kind = Error::Kind::Validation;
        error.message =
            tr("fal's client for %1 has no %2 for this model. It has: %3.")
                .arg(codeLanguageTitle(m_language), codeCallName(m_call), names.join(u", "));
        fail(error);
        return;
    }
    QString code = writer->write(request);
    code.chop(1);
    if (output().json())
        output().document(QJsonObject{{QStringLiteral("language"), codeLanguageName(m_language)},
                                      {QStringLiteral("call"), codeCallName(m_call)},
                                      {QStringLiteral("code"), code}});
    else
        output().text(code);
    Q_EMIT finished(ExitDone);
}

} // namespace peregrine::cli
