#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/fal/catalog/platformtypes.h"
#include "core/fal/endpointid.h"

#include <QDateTime>
#include <QJsonValue>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace peregrine {

/// A model as the catalogue lists it: an entry of GET /v1/models of fal's platform API.
struct ModelCard
{
    enum class Kind { Inference, Training };
    enum class Status { Active, Deprecated };

    EndpointId endpoint;
    /// Never empty: the endpoint's id when the catalogue names no title.
    QString title;
    /// Open text of fal's: "text-to-image", "image-to-video", ... Empty when not given.
    QString category;
    QString description;
    Status status = Status::Active;
    Kind kind = Kind::Inference;
    QStringList tags;
    /// Invalid when there is none or it is not http(s).
    QUrl thumbnailUrl;
    /// "commercial", "research", "private", or empty.
    QString license;
    /// Where its stream answers; invalid when it has none.
    QUrl streamUrl;
    /// The catalogue tags it as realtime, or its id ends so. fal has no member for it.
    bool hasRealtime = false;
    bool highlighted = false;
    /// Of the key's owner; false without a key.
    bool favorite = false;
    QDateTime updatedAt;
    /// Prices come from another call; empty until they are known.
    std::optional<UnitPrice> price;

    /// One entry of the answer's "models". Only endpoint_id has to be there and valid; every other
    /// member may be missing or of a wrong type (metadata is missing for unlisted endpoints) and
    /// then keeps its default. Texts are cut at a bounded length.
    [[nodiscard]] static Expected<ModelCard, Error> parse(const QJsonValue &entry);

    friend bool operator==(const ModelCard &, const ModelCard &) = default;
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::ModelCard)
