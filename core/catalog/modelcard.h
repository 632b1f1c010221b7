#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/fal/catalog/platformtypes.h"
#include "core/fal/endpointid.h"

#include <QDateTime>
#include <QJsonValue>
#include <QList>
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
    /// When fal listed it first; invalid when not given.
    QDateTime publishedAt;
    /// Models that do the same work in other ways share a family. Both empty without one.
    QString familyKey;
    /// What this one is within its family: "Image Editing".
    QString familyLabel;
    /// How long fal says a run takes, in minutes.
    std::optional<double> typicalMinutes;
    /// Endpoints that train what this one uses, and those that use what this one trains.
    QList<EndpointId> trainers;
    QList<EndpointId> trains;
    /// The licence's text or the model's source.
    QUrl licenseUrl;
    /// False for an endpoint that is used but that the catalogue does not list.
    bool isListed = true;
    /// Prices come from another call; empty until they are known.
    std::optional<UnitPrice> price;

    /// One entry of the answer's "models". Only endpoint_id has to be there and valid; every other
    /// member may be missing or of a wrong type (metadata is missing for unlisted endpoints) and
    /// then keeps its default. Texts are cut at a bounded length.
    [[nodiscard]] static Expected<ModelCard, Error> parse(const QJsonValue &entry);
    /// A model of which no more than the id is known.
    [[nodiscard]] static ModelCard unlisted(const EndpointId &endpoint);

    friend bool operator==(const ModelCard &, const ModelCard &) = default;
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::ModelCard)
