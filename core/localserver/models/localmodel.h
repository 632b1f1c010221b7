#pragma once

#include "core/localserver/models/modelanswer.h"
#include "core/localserver/models/modelcard.h"
#include "core/localserver/models/realtimemodel.h"
#include "core/localserver/models/runcontext.h"
#include "core/localserver/studio/emblem/emblem.h"

#include <QImage>
#include <QJsonObject>

#include <optional>
#include <stop_token>

namespace peregrine::localserver {

/// One model of the local server. run() may be called by several threads at once.
class LocalModel
{
public:
    /// Pixels; about what fal's are shown in.
    static constexpr QSize thumbnailSize{640, 480};
    /// Of the studio: more would not be seen in a picture that is shown so small.
    static constexpr int thumbnailSteps = 12;

    explicit LocalModel(ModelCard card);
    LocalModel(const LocalModel &) = delete;
    LocalModel &operator=(const LocalModel &) = delete;
    virtual ~LocalModel();

    /// Without schemas where schemas() reads them when they are needed.
    [[nodiscard]] const ModelCard &card() const { return m_card; }
    /// May read from disk.
    [[nodiscard]] virtual ModelSchemas schemas() const;
    /// The OpenAPI document that the catalogue gives out. base: the server's, as the client knows
    /// it.
    [[nodiscard]] virtual QJsonObject openApi(const QString &base) const;
    /// The first line of a request's log: that no model is at work here.
    [[nodiscard]] virtual QString notice() const;

    /// Makes the output. input is valid by the card's schema and complete with its defaults.
    /// Nothing when the work was stopped.
    [[nodiscard]] virtual std::optional<ModelAnswer> run(const QJsonObject &input,
                                                         RunContext &context) const = 0;

    /// What the catalogue shows for the model, about 640 x 480 and the same each time. Takes up to
    /// a second of one core; null when stop was asked for.
    [[nodiscard]] virtual QImage thumbnail(const std::stop_token &stop) const;

    /// For models that answer realtime connections too; null for the others.
    [[nodiscard]] virtual const RealtimeModel *realtime() const { return nullptr; }

protected:
    /// The thumbnail's kind of work, with nothing of the model's own in it.
    [[nodiscard]] studio::EmblemRequest emblem() const;

private:
    ModelCard m_card;
};

} // namespace peregrine::localserver
