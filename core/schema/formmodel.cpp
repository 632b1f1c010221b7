#include "core/schema/formmodel.h"

#include "core/base/json.h"
#include "core/schema/carryover.h"
#include "core/schema/formpruning.h"
#include "core/schema/formvalidator.h"
#include "core/schema/unionbranch.h"

#include <QJsonArray>

#include <algorithm>
#include <numeric>

namespace peregrine {

FormModel::FormModel(QObject *parent)
    : QObject(parent)
{ }

void FormModel::setSchema(const ModelSchema &schema)
{
    m_schema = schema;
    m_initial = initialValue(schema.input).toObject();
    m_errors.clear();
    m_unreadable.clear();
    m_held = {m_initial, {}};
    m_atSwitch = {m_initial, {}};
    m_history = {};
    m_openSteps = 0;
    Q_EMIT schemaChanged();
    Q_EMIT errorsChanged();
    Q_EMIT valueChanged({});
    announceHistory();
}

void FormModel::switchSchema(const ModelSchema &schema)
{
    const FormValues old = m_held.values();
    if (!m_schema.endpointId.isEmpty())
        m_remembered.insert(m_schema.endpointId, {old, m_history, false});
    const bool known = m_remembered.contains(schema.endpointId);
    // A model that was here before gets back what it had, and only news on top of that.
    const FormValues before = known ? m_atSwitch : FormValues{m_initial, {}};
    const QList<CarriedField> carried = differingFields(m_schema.input, before, old);
    setSchema(schema);
    const Remembered had = m_remembered.value(schema.endpointId);
    // The model may take other inputs than when they were kept.
    const FormValues start = !known ? FormValues{m_initial, {}}
        : had.isKept                ? keptValues(had.values)
                                    : had.values;
    m_atSwitch = withCarried(start, schema.input, carried);
    m_history = had.history;
    if (known && m_atSwitch != start)
        m_history.record({}, FormSnapshot::of(start), false, m_mergeInterval);
    load(m_atSwitch);
    announceHistory();
}

FormValues FormModel::keptValues(const FormValues &kept) const
{
    const FieldSpec &root = m_schema.input;
    FormValues values = prunedValues(root, kept);
    if (root.kind != FieldKind::Object)
        return values;
    // What a new form does not send either is as it is there; the rest somebody has emptied.
    const QJsonObject sent = prunedValues(root, {m_initial, {}}).input;
    for (const FieldSpec &field : root.children) {
        const QJsonValue initial = m_initial.value(field.name);
        if (!initial.isUndefined() && !sent.contains(field.name)
            && !values.input.contains(field.name))
            values.input.insert(field.name, initial);
    }
    return values;
}

void FormModel::remember(const QString &endpointId, const FormValues &values)
{
    if (endpointId == m_schema.endpointId || m_remembered.contains(endpointId))
        return;
    m_remembered.insert(endpointId, {values, {}, true});
}

bool FormModel::remembers(const QString &endpointId) const
{
    return m_remembered.contains(endpointId);
}

void FormModel::load(const FormValues &values)
{
    m_held = FormSnapshot::of(values);
    m_errors.clear();
    m_unreadable.clear();
    Q_EMIT errorsChanged();
    Q_EMIT valueChanged({});
}

void FormModel::loadAsStep(const FormValues &values)
{
    if (m_held.values() != values)
        record({});
    load(values);
    announceHistory();
}

const FieldSpec *FormModel::spec(const QString &pointer) const
{
    const FieldSpec *spec = &m_schema.input;
    QStringList path;
    for (const QString &part : jsonPointerParts(pointer)) {
        if (spec->kind == FieldKind::Union)
            spec = branchOf(*spec, value(jsonPointer(path)));
        spec = spec ? spec->part(part) : nullptr;
        if (!spec)
            return nullptr;
        path.append(part);
    }
    return spec;
}

QJsonValue FormModel::value(const QString &pointer) const
{
    return valueAt(m_held.input, pointer);
}

void FormModel::setValue(const QString &pointer, const QJsonValue &value)
{
    if (this->value(pointer) == value && file(pointer).isEmpty())
        return;
    record(pointer, isGradual(pointer, value));
    m_held.forgetFiles(pointer);
    const QString holder = pointer.left(std::max<qsizetype>(0, pointer.lastIndexOf(u'/')));
    // A place of a tuple is given: the others must be there, too.
    const FieldSpec *whole = holder.isEmpty() ? nullptr : spec(holder);
    const bool begins =
        whole && whole->kind == FieldKind::Tuple && !valueAt(m_held.input, holder).isArray();
    if (begins)
        m_held.input = withValueAt(m_held.input, holder, emptyValue(*whole)).toObject();
    // An entry of a list cannot be missing; unset, it is null until it is given or removed.
    const bool entry = value.isUndefined() && valueAt(m_held.input, holder).isArray();
    const QJsonValue held = entry ? QJsonValue(QJsonValue::Null) : value;
    m_held.input =
        pointer.isEmpty() ? value.toObject() : withValueAt(m_held.input, pointer, held).toObject();
    announce(begins ? holder : pointer);
}

void FormModel::setUnreadable(const QString &pointer, const QString &words)
{
    if (words == m_unreadable.value(pointer))
        return;
    if (words.isEmpty()) {
        m_unreadable.remove(pointer);
        m_errors.remove(pointer);
    } else {
        m_unreadable.insert(pointer, words);
        m_errors.insert(pointer, words);
    }
    Q_EMIT errorsChanged();
}

QString FormModel::file(const QString &pointer) const
{
    return m_held.files.value(pointer);
}

void FormModel::setFile(const QString &pointer, const QString &path)
{
    if (path.isEmpty())
        return setValue(pointer, QJsonValue::Undefined);
    if (file(pointer) == path)
        return;
    record(pointer);
    m_held.forgetFiles(pointer);
    m_held.input = withValueAt(m_held.input, pointer, QJsonValue::Null).toObject();
    m_held.files.insert(pointer, path);
    announce(pointer);
}

void FormModel::insertItem(const QString &listPointer, qsizetype index, const QJsonValue &item)
{
    QJsonArray list = value(listPointer).toArray();
    const qsizetype place = std::clamp<qsizetype>(index, 0, list.size());
    QList<qsizetype> indexes(list.size());
    for (qsizetype i = 0; i < list.size(); ++i)
        indexes[i] = i < place ? i : i + 1;
    list.insert(place, item);
    record(listPointer);
    m_held.renumberFiles(listPointer, indexes);
    m_held.input = withValueAt(m_held.input, listPointer, list).toObject();
    announce(listPointer);
}

void FormModel::removeItem(const QString &listPointer, qsizetype index)
{
    QJsonArray list = value(listPointer).toArray();
    if (index < 0 || index >= list.size())
        return;
    QList<qsizetype> indexes(list.size());
    for (qsizetype i = 0; i < list.size(); ++i)
        indexes[i] = i == index ? -1 : i < index ? i : i - 1;
    list.removeAt(index);
    record(listPointer);
    m_held.renumberFiles(listPointer, indexes);
    m_held.input = withValueAt(m_held.input, listPointer, list).toObject();
    announce(listPointer);
}

void FormModel::moveItem(const QString &listPointer, qsizetype from, qsizetype to)
{
    QJsonArray list = value(listPointer).toArray();
    if (from == to || from < 0 || to < 0 || from >= list.size() || to >= list.size())
        return;
    QList<qsizetype> order(list.size());
    std::iota(order.begin(), order.end(), 0);
    order.move(from, to);
    QList<qsizetype> indexes(list.size());
    QJsonArray moved;
    for (qsizetype i = 0; i < order.size(); ++i) {
        indexes[order.at(i)] = i;
        moved.append(list.at(order.at(i)));
    }
    record(listPointer);
    m_held.renumberFiles(listPointer, indexes);
    m_held.input = withValueAt(m_held.input, listPointer, moved).toObject();
    announce(listPointer);
}

QJsonValue FormModel::defaultAt(const QString &pointer) const
{
    const QJsonValue initial = valueAt(m_initial, pointer);
    if (!initial.isUndefined() || pointer.lastIndexOf(u'/') <= 0)
        return initial;
    // Part of something that a new form does not hold: a list's entry, an optional group.
    const FieldSpec *field = spec(pointer);
    return field ? initialValue(*field) : initial;
}

bool FormModel::isChanged(const QString &pointer) const
{
    const QJsonValue now = value(pointer);
    const QJsonValue initial = defaultAt(pointer);
    // A text or list that was filled and emptied again is as unset as it was.
    const bool nothing = now == QJsonValue(QString()) || now == QJsonValue(QJsonArray());
    if (now != initial && !(nothing && initial.isUndefined()))
        return true;
    return std::any_of(m_held.files.keyBegin(), m_held.files.keyEnd(),
                       [&pointer](const QString &file) { return isAtOrBeneath(file, pointer); });
}

void FormModel::reset(const QString &pointer)
{
    setValue(pointer, defaultAt(pointer));
}

void FormModel::resetAll()
{
    loadAsStep({m_initial, {}});
}

void FormModel::useExamples()
{
    for (const FieldSpec &field : m_schema.input.children) {
        const bool text = field.kind == FieldKind::Text || field.kind == FieldKind::LongText;
        const bool wanted = field.required || field.meaning == FieldMeaning::Prompt;
        const QString pointer = jsonPointer({field.name});
        if (text && wanted && !field.examples.isEmpty() && value(pointer).toString().isEmpty())
            setValue(pointer, field.examples.constFirst());
    }
    m_history = {};
    announceHistory();
}

std::optional<QString> FormModel::undo()
{
    const auto step = m_history.undo(m_held);
    if (!step)
        return std::nullopt;
    show(*step);
    return step->pointer;
}

std::optional<QString> FormModel::redo()
{
    const auto step = m_history.redo(m_held);
    if (!step)
        return std::nullopt;
    show(*step);
    return step->pointer;
}

void FormModel::show(const FormHistory::Step &step)
{
    m_held = step.snapshot;
    announce(step.pointer);
}

void FormModel::beginStep(const QString &pointer)
{
    if (m_openSteps++ > 0)
        return;
    m_stepPointer = pointer;
    m_stepRecorded = false;
}

void FormModel::endStep()
{
    if (m_openSteps > 0)
        --m_openSteps;
}

void FormModel::record(const QString &pointer, bool mayMerge)
{
    if (m_openSteps == 0) {
        m_history.record(pointer, m_held, mayMerge, m_mergeInterval);
    } else if (!m_stepRecorded) {
        m_stepRecorded = true;
        m_history.record(m_stepPointer, m_held, false, m_mergeInterval);
    }
}

void FormModel::announceHistory()
{
    if (m_announcedUndo != canUndo()) {
        m_announcedUndo = canUndo();
        Q_EMIT canUndoChanged(m_announcedUndo);
    }
    if (m_announcedRedo != canRedo()) {
        m_announcedRedo = canRedo();
        Q_EMIT canRedoChanged(m_announcedRedo);
    }
}

bool FormModel::isGradual(const QString &pointer, const QJsonValue &value) const
{
    const FieldSpec *field = spec(pointer);
    if (field && (field->kind == FieldKind::Enum || field->kind == FieldKind::Size))
        return false;
    if (field && field->kind == FieldKind::Color)
        return true;
    const QJsonValue held = this->value(pointer);
    const auto isWritten = [](const QJsonValue &each) {
        return each.isString() || each.isDouble() || each.isUndefined();
    };
    return isWritten(held) && isWritten(value) && file(pointer).isEmpty();
}

QList<FileInput> FormModel::files() const
{
    return m_held.values().files;
}

FormValues FormModel::values() const
{
    return prunedValues(m_schema.input, m_held.values());
}

void FormModel::setInput(const QJsonObject &input, const QList<FileInput> &files)
{
    loadAsStep(completed(input, files));
}

void FormModel::setExactInput(const FormValues &values)
{
    loadAsStep(prunedValues(m_schema.input, values));
}

/// The inputs of a past job with what it left to the model's defaults.
FormValues FormModel::completed(const QJsonObject &input, const QList<FileInput> &files) const
{
    FormValues loaded = prunedValues(m_schema.input, {input, files});
    const auto isFile = [&loaded](const QString &pointer) {
        return std::any_of(loaded.files.begin(), loaded.files.end(),
                           [&pointer](const FileInput &file) { return file.pointer == pointer; });
    };
    if (m_schema.input.kind != FieldKind::Object)
        return loaded;
    // What was not sent the model took from its defaults; null means "not given" to a form.
    for (const FieldSpec &field : m_schema.input.children) {
        const bool given = input.contains(field.name) && loaded.input.contains(field.name);
        if (given
            && (!loaded.input.value(field.name).isNull() || field.nullable
                || field.kind == FieldKind::Any || isFile(jsonPointer({field.name}))))
            continue;
        const QJsonValue initial = m_initial.value(field.name);
        if (initial.isUndefined())
            loaded.input.remove(field.name);
        else
            loaded.input.insert(field.name, initial);
    }
    return loaded;
}

QList<FieldFault> FormModel::validate()
{
    QList<FieldFault> faults = FormValidator::check(m_schema.input, values(), m_clips);
    for (auto it = m_unreadable.cbegin(); it != m_unreadable.cend(); ++it)
        faults.append({jsonPointerParts(it.key()), it.value(), QStringLiteral("json_invalid")});
    setFaults(faults);
    return faults;
}

void FormModel::setFaults(const QList<FieldFault> &faults)
{
    m_errors.clear();
    for (const FieldFault &fault : faults) {
        QString &words = m_errors[jsonPointer(fault.path)];
        words = words.isEmpty() ? fault.message : words + u'\n' + fault.message;
    }
    Q_EMIT errorsChanged();
}

QString FormModel::error(const QString &pointer) const
{
    return m_errors.value(pointer);
}

void FormModel::announce(const QString &pointer)
{
    // A mark on the field, on what it holds, or on what holds it speaks of what was there before.
    const auto stale = [&pointer](const QMap<QString, QString>::iterator &it) {
        return isAtOrBeneath(it.key(), pointer) || isAtOrBeneath(pointer, it.key());
    };
    const bool mended = m_errors.removeIf(stale) > 0;
    Q_EMIT valueChanged(pointer);
    if (mended)
        Q_EMIT errorsChanged();
    announceHistory();
}

} // namespace peregrine
