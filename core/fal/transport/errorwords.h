#pragma once

#include <QJsonObject>
#include <QString>

namespace peregrine {

/// What one of fal's error types means and what to do, in our words, with the limits of the
/// context filled in: "less_than_equal" and {"le": 50} are "It must be at most 50." Knows the types
/// of fal's documentation, pages "errors" and "request-errors", those of the platform API, and
/// pydantic's, which models pass on. Empty for others, and where a limit that the words need is
/// missing: then the server's own words say more.
[[nodiscard]] QString errorWords(const QString &type, const QJsonObject &context = {});

} // namespace peregrine
