#include "core/fal/run/runservice.h"

#include "core/base/json.h"
#include "core/fal/storage/filesfirstcall.h"

#include <QLocale>

namespace peregrine {

RunService::RunService(FalTransport &transport, StorageService &storage, QObject *parent)
    : FalService(transport, parent)
    , m_storage(storage)
{ }

FalCall<ModelOutput> *RunService::run(const EndpointId &endpoint, const FalInput &input,
                                      const Options &options)
{
    if (input.files.isEmpty())
        return run(endpoint, input.values, options);
    return new FilesFirstCall<ModelOutput>(
        m_storage, input,
        [this, endpoint, options](const QJsonObject &sent) { return run(endpoint, sent, options); },
        this);
}

FalCall<ModelOutput> *RunService::run(const EndpointId &endpoint, const QJsonObject &input,
                                      const Options &options)
{
    using namespace std::chrono_literals;
    FalRequest request;
    request.method = FalRequest::Method::Post;
    request.url = QUrl(QStringLiteral("https://fal.run"));
    request.url.setPath(u'/' + endpoint.toString());
    request.body = toJson(input);
    for (auto it = options.headers.cbegin(); it != options.headers.cend(); ++it)
        request.headers.emplace_back(it.key().toLower(), it.value());
    if (!options.objectLifecycle.isEmpty())
        request.headers.emplace_back("x-fal-object-lifecycle-preference",
                                     toJson(options.objectLifecycle));
    if (!options.hint.isEmpty())
        request.headers.emplace_back("x-fal-runner-hint", options.hint.toUtf8());
    if (options.startTimeout) {
        request.headers.emplace_back(
            "x-fal-request-timeout",
            QByteArray::number(*options.startTimeout, 'g', QLocale::FloatingPointShortest));
    }
    request.retry.repeat = RetryPolicy::Repeat::IfNotBegun;
    request.retry.firstDelay = 500ms;
    request.retry.maxDelay = 15s;
    request.patience = options.patience;
    const auto read = [](const FalAnswer &answer) -> Expected<ModelOutput, Error> {
        const auto json = jsonOf(answer);
        if (!json)
            return Unexpected{json.error()};
        return ModelOutput{*json, answer.requestId()};
    };
    return new FalRequestCall<ModelOutput>(transport(), request, read, this);
}

} // namespace peregrine
