#pragma once

#include "core/schema/fieldspec.h"

#include <QJsonValue>
#include <QRandomGenerator>

#include <optional>

namespace peregrine {

/// Random values for a tree of specs, always the same for one seed. What it makes is valid by the
/// specs alone: it does not ask the validator.
class InstanceGenerator
{
public:
    explicit InstanceGenerator(quint32 seed)
        : m_random(seed)
    { }

    /// An input: everything required, whatever has a default, and some of the rest. Nothing when a
    /// text must follow a pattern that no known text follows.
    [[nodiscard]] std::optional<QJsonObject> input(const FieldSpec &root);

private:
    [[nodiscard]] QJsonValue value(const FieldSpec &spec, int depth);
    [[nodiscard]] QJsonValue text(const FieldSpec &spec);
    [[nodiscard]] QJsonValue number(const FieldSpec &spec, bool whole);
    [[nodiscard]] QJsonValue size(const FieldSpec &spec, int depth);
    [[nodiscard]] QJsonValue color(const FieldSpec &spec, int depth);
    [[nodiscard]] QJsonValue list(const FieldSpec &spec, int depth);
    [[nodiscard]] QJsonValue places(const FieldSpec &spec, int depth);
    [[nodiscard]] QJsonValue object(const FieldSpec &spec, int depth, bool isRoot);
    [[nodiscard]] QJsonValue map(const FieldSpec &spec, int depth);
    [[nodiscard]] QJsonValue anything(int depth);
    [[nodiscard]] QString words(qsizetype length);
    [[nodiscard]] QString key();
    [[nodiscard]] int below(int bound) { return static_cast<int>(m_random.bounded(bound)); }

    QRandomGenerator m_random;
};

} // namespace peregrine
