#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QStringList>

namespace peregrine {

/// Readings of single keywords of a resolved schema (SchemaResolver), in all their spellings.

/// A length or count; -1 where there is none or it makes no sense.
[[nodiscard]] qsizetype countKeyword(const QJsonObject &schema, const char *key);

/// Members in display order: as the author says (x-fal-order-properties), then what the author
/// forgot, required ones first.
[[nodiscard]] QStringList orderedNames(const QJsonObject &schema, const QStringList &required);

/// The places of an array that is a tuple; none where it is a list. prefixItems says so, its older
/// form (items keyed "0", "1", ...), or a fixed length of a few numbers.
[[nodiscard]] QList<QJsonValue> tuplePlaces(const QJsonObject &schema);

/// enum, or the one value of const. A null among them is left in.
[[nodiscard]] QJsonArray choicesOf(const QJsonObject &schema);

/// examples, or the one of OpenAPI's example.
[[nodiscard]] QJsonArray examplesOf(const QJsonObject &schema);

/// The type, also where it is only to be seen from other keywords; empty where nothing is said.
[[nodiscard]] QString typeOf(const QJsonObject &schema);

/// The schema of "X or null": the keywords of X under those that stand beside the union.
[[nodiscard]] QJsonObject withoutBranches(const QJsonObject &schema, QJsonObject branch);

/// What a schema with several branches asks of each of them: its keywords without those that
/// describe the property as a whole.
[[nodiscard]] QJsonObject commonToBranches(const QJsonObject &schema);

} // namespace peregrine
