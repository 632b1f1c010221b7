#include "core/fal/falclient.h"

namespace peregrine {

FalClient::FalClient(FalTransport::Options options, QObject *parent,
                     std::shared_ptr<UploadMemory> uploads)
    : QObject(parent)
    , m_transport(std::move(options))
    , m_storage(m_transport, std::move(uploads))
    , m_queue(m_transport, m_storage)
    , m_run(m_transport, m_storage)
    , m_stream(m_transport, m_storage)
    , m_realtime(m_transport)
    , m_catalog(m_transport)
    , m_platform(m_transport)
{ }

FalClient::~FalClient() = default;

} // namespace peregrine
