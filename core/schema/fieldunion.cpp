#include "core/schema/fieldunion.h"

#include <algorithm>

namespace peregrine {

namespace {

bool isNumber(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Integer || spec.kind == FieldKind::Number
        || spec.kind == FieldKind::Seed;
}

bool isText(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Text || spec.kind == FieldKind::LongText;
}

bool isPixels(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Object && spec.children.size() == 2
        && spec.child(QStringLiteral("width")) && spec.child(QStringLiteral("height"))
        && isNumber(spec.children.at(0)) && isNumber(spec.children.at(1));
}

bool isPresets(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Enum
        && std::all_of(spec.choices.begin(), spec.choices.end(),
                       [](const QJsonValue &choice) { return choice.isString(); });
}

void addChoices(FieldSpec &spec, const FieldSpec &branch)
{
    for (const QJsonValue &choice : branch.choices) {
        if (!spec.choices.contains(choice))
            spec.choices.append(choice);
    }
}

/// Takes over what an alternative is, without what the property is called.
void become(FieldSpec &spec, const FieldSpec &branch)
{
    FieldSpec same = branch;
    same.name = spec.name;
    same.help = spec.help.isEmpty() ? branch.help : spec.help;
    same.required = spec.required;
    same.nullable = spec.nullable || branch.nullable;
    same.deprecated = spec.deprecated;
    same.hidden = spec.hidden;
    same.frozen = spec.frozen;
    same.important = spec.important;
    same.defaultValue = QJsonValue(QJsonValue::Undefined);
    same.examples.clear();
    spec = same;
}

} // namespace

void uniteBranches(FieldSpec &spec, const QList<FieldSpec> &branches)
{
    const auto all = [&branches](auto test) {
        return std::all_of(branches.begin(), branches.end(), test);
    };
    const auto first = [&branches](auto test) -> const FieldSpec * {
        const auto it = std::find_if(branches.begin(), branches.end(), test);
        return it == branches.end() ? nullptr : &*it;
    };
    const auto isChoice = [](const FieldSpec &each) { return each.kind == FieldKind::Enum; };
    const auto isMedia = [](const FieldSpec &each) { return each.kind == FieldKind::Media; };

    for (const FieldSpec &branch : branches)
        spec.nullable = spec.nullable || branch.nullable;
    if (all(isChoice)) {
        become(spec, branches.constFirst());
        for (const FieldSpec &branch : branches) {
            addChoices(spec, branch);
            spec.openChoices = spec.openChoices || branch.openChoices;
        }
        return;
    }
    if (const FieldSpec *pixels = first(isPixels);
        pixels && all([](const FieldSpec &each) { return isPixels(each) || isPresets(each); })) {
        become(spec, *pixels);
        spec.kind = FieldKind::Size;
        spec.choices.clear();
        for (const FieldSpec &branch : branches)
            addChoices(spec, branch);
        return;
    }
    if (all([](const FieldSpec &each) { return isPresets(each) || isText(each); })) {
        const FieldSpec *choice = first(isChoice);
        become(spec, choice ? *choice : branches.constFirst());
        spec.openChoices = choice != nullptr;
        return;
    }
    if (all(isNumber)) {
        const FieldSpec *number =
            first([](const FieldSpec &each) { return each.kind == FieldKind::Number; });
        become(spec, number ? *number : branches.constFirst());
        return;
    }
    if (all(isMedia)) {
        become(spec, branches.constFirst());
        return;
    }
    spec.kind = FieldKind::Union;
    spec.children = branches;
}

} // namespace peregrine
