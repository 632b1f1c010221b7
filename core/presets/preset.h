#pragma once

#include "core/base/ids.h"
#include "core/schema/formvalues.h"

#include <QByteArray>
#include <QDateTime>
#include <QMetaType>
#include <QString>

namespace peregrine {

/// Ours: one saved setting of a form.
using PresetId = Id<struct PresetTag>;

/// A named setting of one model's form.
struct Preset
{
    /// How the values are put into a form.
    enum class Scope {
        Some, ///< over what the form holds: fields that are not in the preset stay
        All, ///< in place of it: fields that are not in the preset go to their defaults
    };

    PresetId id;
    QString name;
    /// The endpoint id it was made for.
    QString endpoint;
    Scope scope = Scope::Some;
    /// Files of this computer stay here when the preset is shared.
    FormValues values;
    /// PNG or JPEG of at most maxThumbnailBytes; empty: none.
    QByteArray thumbnail;
    /// What the model's form starts with when it opens for the first time. One a model at most.
    bool isDefault = false;
    QDateTime createdAt;
    QDateTime changedAt;

    static constexpr qsizetype maxNameLength = 120;
    static constexpr qsizetype maxThumbnailBytes = 128 * 1024;
    /// Of the values, as compact JSON.
    static constexpr qsizetype maxValuesBytes = 4 * 1024 * 1024;

    friend bool operator==(const Preset &, const Preset &) = default;
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::PresetId)
Q_DECLARE_METATYPE(peregrine::Preset)
