#pragma once

#include "core/base/result.h"
#include "core/localserver/models/modelcard.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace peregrine::localserver {

/// One endpoint's OpenAPI document, as fal serves it at api/openapi/queue/openapi.json.
struct EndpointDocument
{
    /// Larger documents are not read; the largest that fal publishes has 10 MB.
    static constexpr qint64 maximumBytes = 16 * 1024 * 1024;
    static constexpr int maximumDepth = 128;

    QString endpoint;
    QString category;
    /// What the author says of the model; may hold Markdown, may be empty.
    QString about;
    /// Whether it answers server-sent events: it has a /stream path, or is one itself.
    bool streams = false;
    /// Input and output found by the paths, not by their names, which follow no rule.
    ModelSchemas schemas;
    QJsonObject document;

    /// The error says in a few words what is wrong with the text.
    [[nodiscard]] static Expected<EndpointDocument, QString> read(const QByteArray &text);

    /// The document as this server gives it out: its own addresses, and plainly an emulation.
    [[nodiscard]] QJsonObject served(const QString &base) const;
    /// The model in the local catalogue, without schemas.
    [[nodiscard]] ModelCard card() const;
    /// What is said wherever the emulation could be taken for the model.
    [[nodiscard]] static QString notice(const QString &endpoint);
};

} // namespace peregrine::localserver
