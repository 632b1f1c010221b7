#include "core/schema/unionbranch.h"

#include "core/schema/formvalidator.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>
#include <tuple>

namespace peregrine {

namespace {

bool isOfKind(const FieldSpec &branch, const QJsonValue &value)
{
    switch (branch.kind) {
    case FieldKind::Text:
    case FieldKind::LongText:
    case FieldKind::Media:
        return value.isString();
    case FieldKind::Integer:
    case FieldKind::Seed:
        return isWhole(value);
    case FieldKind::Number:
        return value.isDouble();
    case FieldKind::Boolean:
        return value.isBool();
    case FieldKind::Enum:
        return branch.choices.contains(value) || (branch.openChoices && value.isString());
    case FieldKind::Size:
        return value.isString() || value.isObject();
    case FieldKind::Color:
        return branch.colorForm == ColorForm::Hex  ? value.isString()
            : branch.colorForm == ColorForm::Tuple ? value.isArray()
                                                   : value.isObject();
    case FieldKind::List:
        return value.isArray();
    case FieldKind::Tuple:
        return value.isArray() && value.toArray().size() <= branch.children.size();
    case FieldKind::Object:
    case FieldKind::Map:
        return value.isObject();
    case FieldKind::Union:
    case FieldKind::Any:
        return true;
    }
    return false;
}

/// Members that a branch has no place for, at any depth.
int unknownMembers(const FieldSpec &spec, const QJsonValue &value)
{
    int count = 0;
    if (value.isObject()
        && (spec.kind == FieldKind::Object || spec.kind == FieldKind::Map
            || spec.kind == FieldKind::Size)) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (const FieldSpec *part = spec.part(it.key()))
                count += unknownMembers(*part, it.value());
            else
                ++count;
        }
    }
    if (value.isArray() && (spec.kind == FieldKind::List || spec.kind == FieldKind::Tuple)) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            if (const FieldSpec *part = spec.part(QString::number(i)))
                count += unknownMembers(*part, array.at(i));
        }
    }
    return count;
}

/// Whether constants of the branch are what the value has in their places: 1 all, 0 there are none,
/// -1 another branch's.
int constantsMatch(const FieldSpec &branch, const QJsonObject &value, const QString &discriminator)
{
    int matches = 0;
    for (const FieldSpec &member : branch.children) {
        const bool names = member.name == discriminator
            || (discriminator.isEmpty() && member.required && member.choices.size() == 1);
        if (member.kind != FieldKind::Enum || member.openChoices || !names
            || !value.contains(member.name))
            continue;
        if (!member.choices.contains(value.value(member.name)))
            return -1;
        matches = 1;
    }
    return matches;
}

} // namespace

const FieldSpec *branchOf(const FieldSpec &united, const QJsonValue &value)
{
    using Likeness = std::tuple<int, bool, int>;
    const FieldSpec *best = nullptr;
    Likeness most;
    std::optional<qsizetype> fewestFaults;
    for (const FieldSpec &branch : united.children) {
        const int named = branch.kind == FieldKind::Object && value.isObject()
            ? constantsMatch(branch, value.toObject(), united.discriminator)
            : 0;
        const Likeness likeness{named, isOfKind(branch, value), -unknownMembers(branch, value)};
        if (best && likeness < most)
            continue;
        // Rules are looked at between equals only: in nested unions each look costs many more.
        if (!best || likeness > most) {
            best = &branch;
            most = likeness;
            fewestFaults.reset();
            continue;
        }
        if (!fewestFaults)
            fewestFaults = FormValidator::faultCount(*best, value);
        const qsizetype faults = FormValidator::faultCount(branch, value);
        if (faults < *fewestFaults) {
            best = &branch;
            fewestFaults = faults;
        }
    }
    return best;
}

bool takesFiles(const FieldSpec &field)
{
    return field.kind == FieldKind::Media
        || (field.kind == FieldKind::List && !field.children.isEmpty()
            && field.children.constFirst().kind == FieldKind::Media);
}

int fileBranch(const FieldSpec &united)
{
    for (qsizetype i = 0; united.kind == FieldKind::Union && i < united.children.size(); ++i) {
        if (takesFiles(united.children.at(i)))
            return static_cast<int>(i);
    }
    return -1;
}

} // namespace peregrine
