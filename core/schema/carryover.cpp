#include "core/schema/carryover.h"

#include "core/base/json.h"
#include "core/schema/formvalidator.h"
#include "core/schema/imagesizes.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace peregrine {

namespace {

QList<FileInput> filesBeneath(const QList<FileInput> &files, const QString &pointer)
{
    QList<FileInput> found;
    for (const FileInput &file : files) {
        if (file.pointer == pointer || file.pointer.startsWith(pointer + u'/'))
            found.append({file.pointer.mid(pointer.size()), file.path});
    }
    return found;
}

bool isMediaList(const FieldSpec &spec)
{
    return spec.kind == FieldKind::List && spec.children.constFirst().kind == FieldKind::Media;
}

/// The field's value in the shape that the target takes: single or list.
CarriedField shapedFor(const FieldSpec &target, CarriedField field)
{
    if (isMediaList(target) && !field.value.isArray()) {
        field.value = QJsonArray{field.value};
        for (FileInput &file : field.files)
            file.pointer = QStringLiteral("/0") + file.pointer;
    } else if (target.kind == FieldKind::Media && field.value.isArray()) {
        field.value = field.value.toArray().first();
        QList<FileInput> first;
        for (const FileInput &file : field.files) {
            if (file.pointer == QLatin1String("/0"))
                first.append({QString(), file.path});
        }
        field.files = first;
    }
    return field;
}

/// Files are checked when the form is sent; here only the rest of the value must fit.
bool takes(const FieldSpec &target, const CarriedField &field)
{
    if (field.files.isEmpty())
        return FormValidator::admits(target, field.value);
    return target.kind == FieldKind::Media || isMediaList(target);
}

bool sameMedium(const FieldSpec &target, const CarriedField &field)
{
    return mediaKindOf(target.meaning) == mediaKindOf(field.meaning);
}

bool isShape(FieldMeaning meaning)
{
    return meaning == FieldMeaning::Size || meaning == FieldMeaning::AspectRatio;
}

/// Width to height of what a size or an aspect ratio asks for: a preset's name, "16:9", "1024x768",
/// an object of width and height. Empty where the model decides.
QSize shapeIn(const QJsonValue &value)
{
    if (value.isObject()) {
        const QJsonObject size = value.toObject();
        return {size.value(QStringLiteral("width")).toInt(),
                size.value(QStringLiteral("height")).toInt()};
    }
    return shapeOfPreset(value.toString());
}

/// What the target calls a shape; undefined when it has nothing close to it.
QJsonValue ofShape(const FieldSpec &target, const QJsonValue &source)
{
    constexpr double closeEnough = 0.03;
    const QSize wanted = shapeIn(source);
    if (wanted.isEmpty())
        return QJsonValue::Undefined;
    const double ratio = double(wanted.width()) / wanted.height();
    QJsonValue best(QJsonValue::Undefined);
    double bestDistance = closeEnough;
    for (const QJsonValue &choice : target.choices) {
        const QSize shape = shapeIn(choice);
        if (shape.isEmpty())
            continue;
        const double distance = std::abs(std::log(double(shape.width()) / shape.height() / ratio));
        if (distance < bestDistance) {
            best = choice;
            bestDistance = distance;
        }
    }
    return best;
}

} // namespace

QList<CarriedField> differingFields(const FieldSpec &root, const FormValues &before,
                                    const FormValues &now)
{
    QList<CarriedField> found;
    for (const FieldSpec &spec : root.children) {
        const QString pointer = jsonPointer({spec.name});
        const QJsonValue value = now.input.value(spec.name);
        const QList<FileInput> files = filesBeneath(now.files, pointer);
        if (value.isUndefined()
            || (value == before.input.value(spec.name)
                && files == filesBeneath(before.files, pointer)))
            continue;
        found.append({spec.name, spec.meaning, value, files});
    }
    return found;
}

FormValues withCarried(FormValues start, const FieldSpec &root, const QList<CarriedField> &carried)
{
    QSet<QString> taken;
    const auto give = [&](const FieldSpec &target, const CarriedField &field) {
        const CarriedField shaped = shapedFor(target, field);
        if (!sameMedium(target, field) || !takes(target, shaped))
            return false;
        const QString pointer = jsonPointer({target.name});
        taken.insert(target.name);
        start.input.insert(target.name, shaped.value);
        start.files.removeIf([&pointer](const FileInput &file) {
            return file.pointer == pointer || file.pointer.startsWith(pointer + u'/');
        });
        for (const FileInput &file : shaped.files)
            start.files.append({pointer + file.pointer, file.path});
        return true;
    };
    QList<CarriedField> left;
    for (const CarriedField &field : carried) {
        const FieldSpec *same = root.child(field.name);
        if (!same || same->meaning != field.meaning || !give(*same, field))
            left.append(field);
    }
    for (const CarriedField &field : left) {
        if (field.meaning == FieldMeaning::None || field.meaning == FieldMeaning::OtherImage)
            continue;
        for (const FieldSpec &target : root.children) {
            if (target.meaning == field.meaning && !taken.contains(target.name)
                && give(target, field))
                break;
        }
    }
    // One model asks for a size, another one for an aspect ratio, a third by names of its own.
    for (const CarriedField &field : left) {
        const bool isThere = std::any_of(
            root.children.begin(), root.children.end(), [&taken](const FieldSpec &target) {
                return isShape(target.meaning) && taken.contains(target.name);
            });
        if (!isShape(field.meaning) || isThere)
            continue;
        for (const FieldSpec &target : root.children) {
            CarriedField shape = field;
            shape.value = ofShape(target, field.value);
            if (isShape(target.meaning) && !shape.value.isUndefined() && give(target, shape))
                break;
        }
    }
    return start;
}

} // namespace peregrine
