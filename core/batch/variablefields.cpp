#include "core/batch/variablefields.h"

#include "core/base/json.h"
#include "core/schema/unionbranch.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QStringList>

namespace peregrine {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::VariableFields)
};

constexpr qsizetype maxFields = 300;
constexpr qsizetype maxDepth = 6;

class Walk
{
public:
    explicit Walk(QList<VariableField> &found)
        : m_found(found)
    { }

    void members(const FieldSpec &object, const QJsonObject &values, const QStringList &path,
                 const QString &title, bool important)
    {
        for (const FieldSpec &member : object.children) {
            if (member.hidden || member.frozen || member.deprecated)
                continue;
            field(member, values.value(member.name), path + QStringList(member.name),
                  joined(title, member.title), path.isEmpty() ? member.important : important);
        }
    }

private:
    static QString joined(const QString &before, const QString &title)
    {
        //: a field inside another one
        return before.isEmpty() ? title : Words::tr("%1 › %2").arg(before, title);
    }

    void field(const FieldSpec &spec, const QJsonValue &value, const QStringList &path,
               const QString &title, bool important)
    {
        if (m_found.size() >= maxFields || path.size() > maxDepth)
            return;
        const FieldSpec *branch = spec.kind == FieldKind::Union ? branchOf(spec, value) : nullptr;
        if (branch && branch->kind != FieldKind::Union)
            return field(*branch, value, path, title, important);
        if (spec.kind == FieldKind::Object && !spec.children.isEmpty()) {
            // Members of what is not there would bring it into being.
            if (value.isObject() || spec.required)
                members(spec, value.toObject(), path, title, important);
            return;
        }
        m_found.append({jsonPointer(path), title, spec, value, important});
        if (spec.kind == FieldKind::List && !spec.children.isEmpty())
            entries(spec.children.constFirst(), value.toArray(), path, title, important);
    }

    void entries(const FieldSpec &entry, const QJsonArray &values, const QStringList &path,
                 const QString &title, bool important)
    {
        for (qsizetype i = 0; i < values.size() && m_found.size() < maxFields; ++i) {
            field(entry, values.at(i), path + QStringList(QString::number(i)),
                  //: an entry of a list
                  Words::tr("%1 %2").arg(title).arg(i + 1), important);
        }
    }

    QList<VariableField> &m_found;
};

} // namespace

QList<VariableField> variableFields(const FieldSpec &root, const QJsonObject &input)
{
    QList<VariableField> found;
    Walk(found).members(root, input, {}, {}, false);
    return found;
}

} // namespace peregrine
