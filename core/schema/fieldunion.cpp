#include "core/schema/fieldunion.h"

#include "core/schema/fieldwords.h"

#include <QHash>
#include <QSet>
#include <QStringList>

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
    const bool shaped =
        spec.kind == FieldKind::Object || (spec.kind == FieldKind::Size && spec.choices.isEmpty());
    return shaped && spec.children.size() == 2 && spec.child(QStringLiteral("width"))
        && spec.child(QStringLiteral("height")) && isNumber(spec.children.at(0))
        && isNumber(spec.children.at(1));
}

bool isPresets(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Enum
        && std::all_of(spec.choices.begin(), spec.choices.end(),
                       [](const QJsonValue &choice) { return choice.isString(); });
}

void addChoices(FieldSpec &spec, const FieldSpec &branch)
{
    QSet<QJsonValue> seen(spec.choices.begin(), spec.choices.end());
    for (const QJsonValue &choice : branch.choices) {
        if (!seen.contains(choice))
            spec.choices.append(choice);
        seen.insert(choice);
    }
}

/// The branches of unions in a union are branches of it.
QList<FieldSpec> flattened(const QList<FieldSpec> &branches)
{
    QList<FieldSpec> flat;
    for (const FieldSpec &branch : branches) {
        if (branch.kind == FieldKind::Union)
            flat.append(branch.children);
        else
            flat.append(branch);
    }
    return flat;
}

/// A number of either kind: what one of the two admits.
void widen(FieldSpec &spec, const QList<FieldSpec> &branches)
{
    NumberRange &range = spec.range;
    for (const FieldSpec &branch : branches) {
        const NumberRange &other = branch.range;
        if (range.minimum.isUndefined() || other.minimum.isUndefined())
            range.minimum = QJsonValue(QJsonValue::Undefined);
        else if (compareNumbers(other.minimum, range.minimum) < 0)
            range.minimum = other.minimum;
        if (range.maximum.isUndefined() || other.maximum.isUndefined())
            range.maximum = QJsonValue(QJsonValue::Undefined);
        else if (compareNumbers(other.maximum, range.maximum) > 0)
            range.maximum = other.maximum;
        range.exclusiveMinimum = range.exclusiveMinimum && other.exclusiveMinimum;
        range.exclusiveMaximum = range.exclusiveMaximum && other.exclusiveMaximum;
        if (branch.range.multipleOf != range.multipleOf)
            range.multipleOf = 0;
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

/// Two branches of one title are numbered.
void nameApart(QList<FieldSpec> &branches)
{
    QHash<QString, int> uses;
    for (const FieldSpec &branch : branches)
        ++uses[branch.title];
    QHash<QString, int> numbers;
    for (FieldSpec &branch : branches) {
        if (uses.value(branch.title) > 1)
            branch.title = QStringLiteral("%1 %2").arg(branch.title).arg(++numbers[branch.title]);
    }
}

} // namespace

void uniteBranches(FieldSpec &spec, const QList<FieldSpec> &alternatives)
{
    const QList<FieldSpec> branches = flattened(alternatives);
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
        widen(spec, branches);
        return;
    }
    if (all(isMedia)) {
        become(spec, branches.constFirst());
        return;
    }
    spec.kind = FieldKind::Union;
    spec.children = branches;
    nameApart(spec.children);
}

FieldSpec mergedObjects(const FieldSpec &united)
{
    QStringList order;
    QHash<QString, QList<FieldSpec>> members;
    int objects = 0;
    bool open = false;
    for (const FieldSpec &branch : united.children) {
        open = open || branch.openMembers || branch.kind == FieldKind::Map;
        if (branch.kind != FieldKind::Object)
            continue;
        ++objects;
        for (const FieldSpec &member : branch.children) {
            if (!members.contains(member.name))
                order.append(member.name);
            members[member.name].append(member);
        }
    }
    if (objects == 0)
        return united;
    FieldSpec merged = united;
    merged.kind = FieldKind::Object;
    merged.openMembers = open;
    merged.discriminator.clear();
    merged.children.clear();
    for (const QString &name : order) {
        const QList<FieldSpec> &variants = members[name];
        FieldSpec member = variants.constFirst();
        if (variants.size() > 1) {
            QList<FieldSpec> branches = variants;
            for (FieldSpec &branch : branches) {
                branch.name.clear();
                branch.title = branchTitle(branch, {});
            }
            uniteBranches(member, branches);
        }
        member.required = variants.size() == objects
            && std::all_of(variants.begin(), variants.end(),
                           [](const FieldSpec &variant) { return variant.required; });
        merged.children.append(member);
    }
    return merged;
}

} // namespace peregrine
