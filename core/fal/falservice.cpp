#include "core/fal/falservice.h"

namespace peregrine {

FalService::FalService(FalTransport &transport, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
{ }

FalService::~FalService() = default;

} // namespace peregrine
