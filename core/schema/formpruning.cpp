#include "core/schema/formpruning.h"

#include "core/base/json.h"
#include "core/schema/unionbranch.h"

#include <QJsonArray>
#include <QMap>

namespace peregrine {

namespace {

class Pruner
{
public:
    explicit Pruner(const QList<FileInput> &files)
    {
        for (const FileInput &file : files)
            m_files.insert(file.pointer, file.path);
    }

    /// Undefined: left out.
    QJsonValue pruned(const FieldSpec &spec, const QJsonValue &value, const QString &pointer)
    {
        if (const auto file = m_files.constFind(pointer); file != m_files.cend()) {
            m_kept.append({pointer, *file});
            return QJsonValue::Null;
        }
        const QJsonValue nothing =
            spec.required && spec.nullable ? QJsonValue() : QJsonValue(QJsonValue::Undefined);
        // Left out, the model would take its default: null is what turns that off.
        const bool meant = value.isNull() && spec.nullable && !spec.defaultValue.isUndefined();
        if (value.isUndefined() || value.isNull())
            return meant || (value.isNull() && spec.kind == FieldKind::Any) ? QJsonValue()
                                                                            : nothing;
        const bool chosen = spec.kind == FieldKind::Enum && spec.choices.contains(value);
        if (isEmpty(value) && !chosen && spec.kind != FieldKind::Any && !spec.required
            && !hasContent(spec.defaultValue))
            return nothing;
        if (spec.kind == FieldKind::Object && value.isObject())
            return object(spec, value.toObject(), pointer);
        if (spec.kind == FieldKind::List && value.isArray())
            return list(spec.children.constFirst(), value.toArray(), pointer);
        if (spec.kind == FieldKind::Tuple && value.isArray())
            return tuple(spec, value.toArray(), pointer);
        if (spec.kind == FieldKind::Map && value.isObject())
            return map(spec.children.constFirst(), value.toObject(), pointer);
        if (spec.kind == FieldKind::Union) {
            // What a branch says about its own emptiness holds for an entry, not for the field.
            if (const FieldSpec *branch = branchOf(spec, value))
                return pruned(*branch, value, pointer);
        }
        if (spec.kind == FieldKind::Any)
            keepFilesBeneath(pointer);
        return value;
    }

    [[nodiscard]] const QList<FileInput> &kept() const { return m_kept; }

private:
    static bool isEmpty(const QJsonValue &value)
    {
        return (value.isString() && value.toString().isEmpty())
            || (value.isArray() && value.toArray().isEmpty());
    }

    static bool hasContent(const QJsonValue &value)
    {
        return !value.isUndefined() && !value.isNull() && !isEmpty(value);
    }

    QJsonObject object(const FieldSpec &spec, const QJsonObject &held, const QString &pointer)
    {
        QJsonObject kept;
        for (const FieldSpec &member : spec.children) {
            const QJsonValue value =
                pruned(member, held.value(member.name), pointer + jsonPointer({member.name}));
            if (!value.isUndefined())
                kept.insert(member.name, value);
        }
        if (spec.openMembers) {
            for (auto it = held.begin(); it != held.end(); ++it) {
                if (!spec.child(it.key()))
                    kept.insert(it.key(), it.value());
            }
        }
        return kept;
    }

    QJsonArray list(const FieldSpec &item, const QJsonArray &held, const QString &pointer)
    {
        // Entries keep their places: what is empty is for the validator to tell.
        QJsonArray kept;
        for (qsizetype i = 0; i < held.size(); ++i)
            kept.append(pruned(item, held.at(i), pointer + u'/' + QString::number(i)));
        return kept;
    }

    QJsonArray tuple(const FieldSpec &spec, const QJsonArray &held, const QString &pointer)
    {
        QJsonArray kept;
        for (qsizetype i = 0; i < held.size(); ++i) {
            const bool known = i < spec.children.size();
            kept.append(
                known ? pruned(spec.children.at(i), held.at(i), pointer + u'/' + QString::number(i))
                      : held.at(i));
        }
        return kept;
    }

    QJsonObject map(const FieldSpec &item, const QJsonObject &held, const QString &pointer)
    {
        QJsonObject kept;
        for (auto it = held.begin(); it != held.end(); ++it) {
            const QJsonValue value = pruned(item, it.value(), pointer + jsonPointer({it.key()}));
            kept.insert(it.key(), value.isUndefined() ? QJsonValue() : value);
        }
        return kept;
    }

    void keepFilesBeneath(const QString &pointer)
    {
        for (auto it = m_files.cbegin(); it != m_files.cend(); ++it) {
            if (it.key().startsWith(pointer + u'/'))
                m_kept.append({it.key(), it.value()});
        }
    }

    QMap<QString, QString> m_files;
    QList<FileInput> m_kept;
};

} // namespace

FormValues prunedValues(const FieldSpec &root, const FormValues &filled)
{
    if (root.kind != FieldKind::Object)
        return filled;
    Pruner pruner(filled.files);
    FormValues sent;
    sent.input = pruner.pruned(root, filled.input, QString()).toObject();
    sent.files = pruner.kept();
    return sent;
}

} // namespace peregrine
