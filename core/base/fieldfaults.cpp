#include "core/base/fieldfaults.h"

namespace peregrine {

QList<FieldFault> furtherFaults(const Error &error)
{
    if (error.fields.isEmpty())
        return {};
    const FieldFault &first = error.fields.first();
    const bool told = error.message.contains(first.message)
        && (first.path.isEmpty() || error.message.contains(first.path.join(u'.')));
    return told ? error.fields.mid(1) : error.fields;
}

} // namespace peregrine
