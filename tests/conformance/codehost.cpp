#include "core/base/json.h"
#include "core/code/codewriter.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonObject>

#include <cstdio>

using namespace peregrine;

// Writes code for tests that run it: codehost LANGUAGE CALL < request, which is a JSON object of
// endpoint, base, input, files (path by pointer) and webhook.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const auto language = codeLanguageFromName(arguments.value(1));
    const auto call = codeCallFromName(arguments.value(2));
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly) || !language || !call) {
        std::fputs("usage: codehost LANGUAGE CALL < request\n", stderr);
        return 2;
    }
    const auto json = parseJson(input.readAll());
    const QJsonObject said = json ? json->toObject() : QJsonObject();
    const auto endpoint = EndpointId::parse(said.value(QStringLiteral("endpoint")).toString());
    if (!endpoint) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(endpoint.error().message));
        return 2;
    }
    CodeRequest request;
    request.target.endpoint = *endpoint;
    request.target.streams = true;
    request.target.realtime = true;
    request.target.server =
        CodeServer::named(said.value(QStringLiteral("base")).toString(), QUrl());
    request.call = *call;
    request.values.input = said.value(QStringLiteral("input")).toObject();
    request.webhookUrl = said.value(QStringLiteral("webhook")).toString();
    const QJsonObject files = said.value(QStringLiteral("files")).toObject();
    for (auto it = files.begin(); it != files.end(); ++it) {
        request.values.files.append({it.key(), it.value().toString()});
        request.values.input =
            withValueAt(request.values.input, it.key(), QJsonValue::Null).toObject();
    }
    const QByteArray code = CodeWriter::forLanguage(*language)->write(request).toUtf8();
    std::fwrite(code.constData(), 1, static_cast<size_t>(code.size()), stdout);
    return 0;
}
