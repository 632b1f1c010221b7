#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace peregrine::localserver {

/// The schemas of a model's input and output.
struct ModelSchemas
{
    /// components.schemas, with everything that input and output refer to.
    QJsonObject components;
    /// Their names among the components.
    QString input;
    QString output;
};

/// What the catalogue says of a model, and the schemas of its inputs and outputs.
struct ModelCard
{
    QString endpoint;
    QString displayName;
    QString category;
    QString description;
    QStringList tags;
    /// ISO 8601, as the catalogue shows it.
    QString date;
    /// What one request is counted in; everything here costs nothing. Empty: of an emulation of
    /// another model, whose price is not known here.
    QString unit;
    /// Where the catalogue puts the model.
    QString groupKey = QStringLiteral("local-previews");
    QString groupLabel = QStringLiteral("Local previews");
    /// Minutes.
    double durationEstimate = 0;
    /// components.schemas, with everything that input and output refer to.
    QJsonObject schemas;
    QString inputSchema;
    QString outputSchema;
    /// Whether POST {endpoint}/stream shows outputs on the way.
    bool streams = false;
    /// The schemas of wss {endpoint}/realtime; empty where there is none.
    QString realtimeInputSchema;
    QString realtimeOutputSchema;

    /// From one of our resource files; shared holds the schemas that several models refer to.
    /// Nothing when a part is missing.
    [[nodiscard]] static std::optional<ModelCard> fromJson(const QJsonObject &json,
                                                           const QJsonObject &shared);

    /// owner/alias: what status, result and cancel are asked by.
    [[nodiscard]] QString application() const;
};

} // namespace peregrine::localserver
