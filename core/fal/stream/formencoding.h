#pragma once

#include <QByteArray>
#include <QString>

namespace peregrine {

/// A text as it goes into a query in JavaScript (URLSearchParams): a space is "+", and all but
/// letters, digits and *-._ are percent-encoded.
[[nodiscard]] QByteArray formEncoded(const QString &text);

} // namespace peregrine
