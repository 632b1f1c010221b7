#pragma once

#include "core/presets/preset.h"
#include "core/schema/fieldspec.h"
#include "core/schema/formvalues.h"

#include <QStringList>

namespace peregrine {

class FormModel;

/// What of a form goes into a preset.
struct PresetContent
{
    Preset::Scope scope = Preset::Scope::Some;
    /// Prompts and words to speak.
    bool withPrompts = true;
    /// Media fields: files of this computer and addresses.
    bool withMedia = false;
    bool withSeed = false;
};

/// The values of a form that the content asks for: with Some only the fields of the first level
/// that differ from their defaults.
[[nodiscard]] FormValues presetValues(const FormModel &form, const PresetContent &content);

/// What a preset holds now, to save another form's values in its place.
[[nodiscard]] PresetContent contentOf(const Preset &preset, const FieldSpec &root);

/// Puts a preset's values into a form of its model, as one change. Members that the model does not
/// know (any more) and files that are gone are left out and named in the answer, by the names of
/// their fields.
QStringList applyPreset(const Preset &preset, FormModel &form);

} // namespace peregrine
