#include "core/fal/storage/uploadroute.h"

#include <utility>

namespace peregrine {

UploadRoute::UploadRoute(const Means &means, FileFacts facts, UploadOptions options, QObject *owner)
    : QObject(owner)
    , m_means(means)
    , m_facts(std::move(facts))
    , m_options(std::move(options))
{ }

std::chrono::milliseconds UploadRoute::patience() const
{
    FalRequest request;
    request.patience = std::chrono::seconds(60);
    return m_means.transport.patience(request);
}

} // namespace peregrine
