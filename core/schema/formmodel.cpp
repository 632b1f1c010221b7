#include "core/schema/formmodel.h"

#include "core/base/json.h"
#include "core/schema/carryover.h"
#include "core/schema/formpruning.h"
#include "core/schema/formvalidator.h"

#include <QJsonArray>

#include <algorithm>
#include <numeric>

namespace peregrine {

namespace {

bool isAtOrBeneath(const QString &pointer, const QString &ancestor)
{
    return pointer.startsWith(ancestor)
        && (pointer.size() == ancestor.size() || pointer.at(ancestor.size()) == u'/');
}

} // namespace

FormModel::FormModel(QObject *parent)
    : QObject(parent)
{ }

void FormModel::setSchema(const ModelSchema &schema)
{
    m_schema = schema;
    m_initial = initialValue(schema.input).toObject();
    m_errors.clear();
    m_unreadable.clear();
    m_input = m_initial;
    m_files.clear();
    m_atSwitch = {m_initial, {}};
    Q_EMIT schemaChanged();
    Q_EMIT errorsChanged();
    Q_EMIT valueChanged({});
}

void FormModel::switchSchema(const ModelSchema &schema)
{
    const FormValues old{m_input, fileInputs()};
    if (!m_schema.endpointId.isEmpty())
        m_remembered.insert(m_schema.endpointId, old);
    const bool known = m_remembered.contains(schema.endpointId);
    // A model that was here before gets back what it had, and only news on top of that.
    const FormValues before = known ? m_atSwitch : FormValues{m_initial, {}};
    const QList<CarriedField> carried = differingFields(m_schema.input, before, old);
    setSchema(schema);
    const FormValues start =
        known ? m_remembered.value(schema.endpointId) : FormValues{m_initial, {}};
    m_atSwitch = withCarried(start, schema.input, carried);
    load(m_atSwitch);
}

void FormModel::load(const FormValues &values)
{
    m_input = values.input;
    m_files.clear();
    for (const FileInput &file : values.files)
        m_files.insert(file.pointer, file.path);
    m_errors.clear();
    m_unreadable.clear();
    Q_EMIT errorsChanged();
    Q_EMIT valueChanged({});
}

const FieldSpec *FormModel::spec(const QString &pointer) const
{
    const FieldSpec *spec = &m_schema.input;
    for (const QString &part : jsonPointerParts(pointer)) {
        spec = spec->part(part);
        if (!spec)
            return nullptr;
    }
    return spec;
}

QJsonValue FormModel::value(const QString &pointer) const
{
    return valueAt(m_input, pointer);
}

void FormModel::setValue(const QString &pointer, const QJsonValue &value)
{
    if (this->value(pointer) == value && file(pointer).isEmpty())
        return;
    forgetFiles(pointer);
    // An entry of a list cannot be missing; unset, it is null until it is given or removed.
    const QString holder = pointer.left(std::max<qsizetype>(0, pointer.lastIndexOf(u'/')));
    const bool entry = value.isUndefined() && valueAt(m_input, holder).isArray();
    const QJsonValue held = entry ? QJsonValue(QJsonValue::Null) : value;
    m_input = pointer.isEmpty() ? value.toObject() : withValueAt(m_input, pointer, held).toObject();
    announce(pointer);
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
    return m_files.value(pointer);
}

void FormModel::setFile(const QString &pointer, const QString &path)
{
    if (path.isEmpty())
        return setValue(pointer, QJsonValue::Undefined);
    if (file(pointer) == path)
        return;
    forgetFiles(pointer);
    m_input = withValueAt(m_input, pointer, QJsonValue::Null).toObject();
    m_files.insert(pointer, path);
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
    renumberFiles(listPointer, indexes);
    m_input = withValueAt(m_input, listPointer, list).toObject();
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
    renumberFiles(listPointer, indexes);
    m_input = withValueAt(m_input, listPointer, list).toObject();
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
    renumberFiles(listPointer, indexes);
    m_input = withValueAt(m_input, listPointer, moved).toObject();
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
    return std::any_of(m_files.keyBegin(), m_files.keyEnd(),
                       [&pointer](const QString &file) { return isAtOrBeneath(file, pointer); });
}

void FormModel::reset(const QString &pointer)
{
    setValue(pointer, defaultAt(pointer));
}

void FormModel::resetAll()
{
    load({m_initial, {}});
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
}

FormValues FormModel::values() const
{
    return prunedValues(m_schema.input, {m_input, fileInputs()});
}

void FormModel::setInput(const QJsonObject &input, const QList<FileInput> &files)
{
    FormValues loaded = prunedValues(m_schema.input, {input, files});
    const auto isFile = [&loaded](const QString &pointer) {
        return std::any_of(loaded.files.begin(), loaded.files.end(),
                           [&pointer](const FileInput &file) { return file.pointer == pointer; });
    };
    if (m_schema.input.kind != FieldKind::Object)
        return load(loaded);
    // What was not sent the model took from its defaults; null means "not given" to a form.
    for (const FieldSpec &field : m_schema.input.children) {
        if (input.contains(field.name) && loaded.input.contains(field.name)
            && (!loaded.input.value(field.name).isNull() || isFile(jsonPointer({field.name}))))
            continue;
        const QJsonValue initial = m_initial.value(field.name);
        if (initial.isUndefined())
            loaded.input.remove(field.name);
        else
            loaded.input.insert(field.name, initial);
    }
    load(loaded);
}

QList<FieldFault> FormModel::validate()
{
    QList<FieldFault> faults = FormValidator::check(m_schema.input, values());
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

QList<FileInput> FormModel::fileInputs() const
{
    QList<FileInput> files;
    for (auto it = m_files.cbegin(); it != m_files.cend(); ++it)
        files.append({it.key(), it.value()});
    return files;
}

void FormModel::forgetFiles(const QString &pointer)
{
    m_files.removeIf(
        [&pointer](const Files::iterator &it) { return isAtOrBeneath(it.key(), pointer); });
}

void FormModel::renumberFiles(const QString &listPointer, const QList<qsizetype> &newIndexes)
{
    Files moved;
    const QString prefix = listPointer + u'/';
    for (auto it = m_files.cbegin(); it != m_files.cend(); ++it) {
        if (!it.key().startsWith(prefix)) {
            moved.insert(it.key(), it.value());
            continue;
        }
        const QString rest = it.key().mid(prefix.size());
        const QString index = rest.section(u'/', 0, 0);
        const qsizetype place = newIndexes.value(index.toLongLong(), -1);
        if (place >= 0)
            moved.insert(prefix + QString::number(place) + rest.mid(index.size()), it.value());
    }
    m_files = moved;
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
}

} // namespace peregrine
