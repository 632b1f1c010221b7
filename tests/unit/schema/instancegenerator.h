#pragma once

#include "core/schema/fieldspec.h"

#include <QJsonValue>
#include <QRandomGenerator>
#include <QStringList>

#include <optional>

namespace peregrine {

/// Random values for a tree of specs, always the same for one seed. What it makes is valid by the
/// specs alone: it does not ask the validator.
class InstanceGenerator
{
public:
    /// An instance with one value that its spec forbids, and where that is.
    struct Broken
    {
        QJsonObject input;
        QStringList path;
        QString how;
    };

    explicit InstanceGenerator(quint32 seed)
        : m_random(seed)
    { }

    /// An input: everything required, whatever has a default, and some of the rest. Nothing when a
    /// text must follow a pattern that no known text follows.
    [[nodiscard]] std::optional<QJsonObject> input(const FieldSpec &root);
    /// Nothing where nothing in the input can be broken.
    [[nodiscard]] std::optional<Broken> broken(const FieldSpec &root, const QJsonObject &input);

private:
    struct Place
    {
        const FieldSpec *spec;
        QStringList path;
        QJsonValue value;
        /// The union that the value is a branch of, where it is one.
        const FieldSpec *united;
    };

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

    void collect(const FieldSpec &spec, const QJsonValue &value, const QStringList &path,
                 const FieldSpec *united, QList<Place> &places) const;
    [[nodiscard]] std::optional<QJsonValue> breaking(const Place &place, QString &how);

    QRandomGenerator m_random;
};

} // namespace peregrine
