#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace peregrine::localserver {

/// How long a file is kept and who may fetch it: the JSON of fal's X-Fal-Object-Lifecycle (uploads)
/// and X-Fal-Object-Lifecycle-Preference (outputs). Rules for single users are read and checked,
/// but this server has one account, its owner, who may always fetch.
struct ObjectLifecycle
{
    enum class Access {
        Allow, ///< everybody who knows the URL
        Hide, ///< the owner; for others there is no such file
        Forbid, ///< the owner; others are refused
    };

    /// Seconds, above 0. Nothing: as long as the server keeps files at all.
    std::optional<qint64> expiration;
    Access access = Access::Allow;

    /// From a header; an empty one asks for nothing. The error is a sentence for the caller.
    [[nodiscard]] static Expected<ObjectLifecycle, QString> parse(const QByteArray &header);
    [[nodiscard]] static Expected<ObjectLifecycle, QString> fromJson(const QJsonObject &json);
    /// What fromJson() reads.
    [[nodiscard]] QJsonObject toJson() const;

    friend bool operator==(const ObjectLifecycle &, const ObjectLifecycle &) = default;
};

} // namespace peregrine::localserver
