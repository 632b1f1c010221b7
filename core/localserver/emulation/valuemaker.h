#pragma once

#include "core/localserver/emulation/emulationrequest.h"
#include "core/localserver/emulation/mediaworkshop.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace peregrine::localserver {

/// Texts, numbers and yes-or-no of an output, by the names that fal's models share: the input's own
/// words and seed come back, sizes and times are those of what was made, boxes lie in the picture.
/// Every value keeps to the bounds of its schema.
class ValueMaker
{
public:
    /// Where a value stands.
    struct Place
    {
        /// Of the field, or of the list that holds it.
        QString name;
        /// The names on the way down, with dots.
        QString path;
        /// The position in the nearest list.
        int index = 0;
        /// The position in the list around that one.
        int outer = 0;
        int depth = 0;
    };

    ValueMaker(const EmulationRequest &request, MediaWorkshop &workshop);

    /// Undefined when a file was needed and could not be made.
    [[nodiscard]] QJsonValue text(const QJsonObject &schema, const Place &place);
    [[nodiscard]] QJsonValue number(const QJsonObject &schema, const Place &place);
    [[nodiscard]] QJsonValue flag(const QJsonObject &schema, const Place &place) const;
    /// One of an enumeration: what the input says under the same name, else the usual one.
    [[nodiscard]] QJsonValue choice(const QJsonObject &schema, const Place &place) const;
    /// How many entries a list has.
    [[nodiscard]] int count(const QJsonObject &schema, const QJsonObject &items,
                            const Place &place) const;
    /// {"inference": seconds}
    [[nodiscard]] QJsonObject timings() const;
    /// Some words for a reader: of the input's picture where there is one.
    [[nodiscard]] QString sentences();

private:
    [[nodiscard]] double measure(const QJsonObject &schema, const Place &place);
    [[nodiscard]] double boxSide(const QJsonObject &schema, const Place &place);
    [[nodiscard]] QString words(const QJsonObject &schema, const Place &place);
    [[nodiscard]] QString identifier(const Place &place) const;
    [[nodiscard]] double seconds() const;

    const EmulationRequest &m_request;
    MediaWorkshop &m_workshop;
    QElapsedTimer m_clock;
};

} // namespace peregrine::localserver
