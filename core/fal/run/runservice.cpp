#include "core/fal/run/runservice.h"

#include "core/base/json.h"
#include "core/fal/failedcall.h"
#include "core/fal/storage/filesfirstcall.h"
#include "core/fal/stream/formencoding.h"

#include <QJsonArray>
#include <QLocale>

namespace peregrine {

namespace {

/// As JavaScript turns a value into a string for a query, but objects: their JSON, where
/// JavaScript says "[object Object]".
QString asText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Double:
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    case QJsonValue::Array: {
        QStringList parts;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &entry : array)
            parts.append(entry.isNull() ? QString() : asText(entry));
        return parts.join(u',');
    }
    default:
        return QString::fromUtf8(toJson(value));
    }
}

QByteArray queryOf(const QJsonObject &input)
{
    QByteArrayList items;
    for (auto it = input.begin(); it != input.end(); ++it)
        items.append(formEncoded(it.key()) + '=' + formEncoded(asText(it.value())));
    return items.join('&');
}

} // namespace

RunService::RunService(FalTransport &transport, StorageService &storage, QObject *parent)
    : FalService(transport, parent)
    , m_storage(storage)
{ }

FalCall<ModelOutput> *RunService::run(const EndpointId &endpoint, const FalInput &input,
                                      const Options &options)
{
    if (input.files.isEmpty())
        return run(endpoint, input.values, options);
    // Before the files go up.
    if (const auto headers = options.toHeaders(); !headers)
        return new FailedCall<ModelOutput>(headers.error(), this);
    return new FilesFirstCall<ModelOutput>(
        m_storage, input,
        [this, endpoint, options](const QJsonObject &sent) { return run(endpoint, sent, options); },
        this);
}

FalCall<ModelOutput> *RunService::run(const EndpointId &endpoint, const QJsonObject &input,
                                      const Options &options)
{
    FalRequest request;
    if (options.method == Options::Method::Get)
        request.url.setQuery(QString::fromLatin1(queryOf(input)), QUrl::StrictMode);
    else
        request.body = toJson(input);
    return start(std::move(request), endpoint, options);
}

FalCall<ModelOutput> *RunService::runWithoutInput(const EndpointId &endpoint,
                                                  const Options &options)
{
    return start({}, endpoint, options);
}

FalCall<ModelOutput> *RunService::start(FalRequest request, const EndpointId &endpoint,
                                        const Options &options)
{
    using namespace std::chrono_literals;
    const auto headers = options.toHeaders();
    if (!headers)
        return new FailedCall<ModelOutput>(headers.error(), this);
    request.method =
        options.method == Options::Method::Get ? FalRequest::Method::Get : FalRequest::Method::Post;
    request.url.setScheme(QStringLiteral("https"));
    request.url.setHost(QStringLiteral("fal.run"));
    request.url.setPath(u'/' + endpoint.toString());
    request.headers = *headers;
    // A GET runs the model as well.
    request.retry.repeat = RetryPolicy::Repeat::IfNotBegun;
    request.retry.firstDelay = 500ms;
    request.retry.maxDelay = 15s;
    request.patience = options.patience;
    return new FalRequestCall<ModelOutput>(transport(), request, modelOutputOf, this);
}

} // namespace peregrine
