#include "core/localserver/models/localmodel.h"

#include <utility>

namespace peregrine::localserver {

LocalModel::LocalModel(ModelCard card)
    : m_card(std::move(card))
{ }

LocalModel::~LocalModel() = default;

} // namespace peregrine::localserver
