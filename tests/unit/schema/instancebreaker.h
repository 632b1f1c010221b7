#pragma once

#include "core/schema/fieldspec.h"

#include <QJsonObject>
#include <QRandomGenerator>
#include <QStringList>

#include <optional>

namespace peregrine {

/// Makes one value of a valid input one that its spec forbids; always the same for one seed.
class InstanceBreaker
{
public:
    /// An input with one value that its spec forbids, and where that is.
    struct Broken
    {
        QJsonObject input;
        QStringList path;
        QString how;
    };

    explicit InstanceBreaker(quint32 seed)
        : m_random(seed)
    { }

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

    [[nodiscard]] int below(int bound) { return static_cast<int>(m_random.bounded(bound)); }

    void collect(const FieldSpec &spec, const QJsonValue &value, const QStringList &path,
                 const FieldSpec *united, QList<Place> &places) const;
    [[nodiscard]] std::optional<QJsonValue> breaking(const Place &place, QString &how);

    QRandomGenerator m_random;
};

} // namespace peregrine
