#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QMetaType>
#include <QString>

namespace peregrine {

/// A fal endpoint id: [namespace "/"] owner "/" alias ["/" path...], namespace "workflows" or
/// "comfy". The legacy form 110602490-name means 110602490/name. Rules: fal's JavaScript client,
/// parseEndpointId. Never holds an invalid id except when default-constructed (empty).
class EndpointId
{
public:
    EndpointId() = default;

    /// Leading, trailing and doubled slashes are dropped before parsing. Also takes the addresses
    /// people copy: https://fal.run/ID, https://queue.fal.run/ID and a model's page
    /// https://fal.ai/models/ID, with its tabs; only https on the default port of these hosts, by
    /// whole labels. An error when the id has fewer than two segments or a segment that does not
    /// belong in a URL path ("..", "?", "#", spaces).
    [[nodiscard]] static Expected<EndpointId, Error> parse(const QString &text);

    [[nodiscard]] bool isEmpty() const { return m_owner.isEmpty(); }
    /// The normalised full id.
    [[nodiscard]] QString toString() const;
    /// [namespace/]owner/alias: what status, result and cancel are asked by.
    [[nodiscard]] QString application() const;
    [[nodiscard]] const QString &alias() const { return m_alias; }

    friend bool operator==(const EndpointId &, const EndpointId &) = default;
    friend size_t qHash(const EndpointId &id, size_t seed = 0)
    {
        return ::qHash(id.toString(), seed);
    }

private:
    QString m_namespace;
    QString m_owner;
    QString m_alias;
    QString m_path;
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::EndpointId)
