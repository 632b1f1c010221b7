#include "core/presets/presetvalues.h"

#include "core/base/json.h"
#include "core/prompts/promptkind.h"
#include "core/schema/formmodel.h"

#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace peregrine {

namespace {

/// The name of the field of the first level that a pointer leads into.
QString fieldOf(const QString &pointer)
{
    return jsonPointerParts(pointer).value(0);
}

bool isMedia(const FieldSpec &field)
{
    if (field.kind == FieldKind::Media || mediaKindOf(field.meaning))
        return true;
    return std::any_of(field.children.cbegin(), field.children.cend(), isMedia);
}

bool isWanted(const FieldSpec &field, const PresetContent &content)
{
    if (promptKindOf(field.meaning))
        return content.withPrompts;
    if (field.kind == FieldKind::Seed)
        return content.withSeed;
    return content.withMedia || !isMedia(field);
}

} // namespace

FormValues presetValues(const FormModel &form, const PresetContent &content)
{
    const FormValues all = form.values();
    FormValues kept;
    for (const FieldSpec &field : form.schema().input.children) {
        const QJsonValue value = all.input.value(field.name);
        const bool counts =
            content.scope == Preset::Scope::All || form.isChanged(jsonPointer({field.name}));
        if (value.isUndefined() || !counts || !isWanted(field, content))
            continue;
        kept.input.insert(field.name, value);
        for (const FileInput &file : all.files) {
            if (fieldOf(file.pointer) == field.name)
                kept.files.append(file);
        }
    }
    return kept;
}

PresetContent contentOf(const Preset &preset, const FieldSpec &root)
{
    PresetContent content{preset.scope, false, false, false};
    for (const FieldSpec &field : root.children) {
        if (!preset.values.input.contains(field.name))
            continue;
        if (promptKindOf(field.meaning))
            content.withPrompts = true;
        else if (field.kind == FieldKind::Seed)
            content.withSeed = true;
        else if (isMedia(field))
            content.withMedia = true;
    }
    return content;
}

QStringList applyPreset(const Preset &preset, FormModel &form)
{
    FormValues values = preset.values;
    QStringList leftOut;
    const FieldSpec &root = form.schema().input;
    for (const QString &name : preset.values.input.keys()) {
        if (root.child(name))
            continue;
        values.input.remove(name);
        leftOut.append(name);
    }
    // A file in a list leaves no hole: its field is left as it is in the form.
    for (const FileInput &file : preset.values.files) {
        const QString name = fieldOf(file.pointer);
        if (QFileInfo::exists(file.path) || leftOut.contains(name))
            continue;
        values.input.remove(name);
        leftOut.append(name);
    }
    values.files.removeIf(
        [&leftOut](const FileInput &file) { return leftOut.contains(fieldOf(file.pointer)); });
    if (preset.scope == Preset::Scope::Some) {
        const FormValues now = form.values();
        for (auto it = now.input.begin(); it != now.input.end(); ++it) {
            if (!values.input.contains(it.key()))
                values.input.insert(it.key(), it.value());
        }
        for (const FileInput &file : now.files) {
            if (!preset.values.input.contains(fieldOf(file.pointer))
                || leftOut.contains(fieldOf(file.pointer)))
                values.files.append(file);
        }
    }
    form.setInput(values.input, values.files);
    return leftOut;
}

} // namespace peregrine
