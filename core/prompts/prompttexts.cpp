#include "core/prompts/prompttexts.h"

#include "core/base/json.h"

#include <QJsonArray>

#include <algorithm>

namespace peregrine {

namespace {

class Collector
{
public:
    void visit(const FieldSpec &spec, const QJsonValue &value, const QStringList &path)
    {
        if (value.isString())
            take(spec, value.toString(), path);
        else if (value.isArray())
            visitList(spec, value.toArray(), path);
        else if (value.isObject())
            visitObject(spec, value.toObject(), path);
    }

    QList<PromptText> found;

private:
    void take(const FieldSpec &spec, const QString &text, const QStringList &path)
    {
        const bool isText = spec.kind == FieldKind::Text || spec.kind == FieldKind::LongText;
        const auto kind = isText ? promptKindOf(spec.meaning) : std::nullopt;
        const QString pointer = jsonPointer(path);
        const bool known = std::any_of(found.cbegin(), found.cend(), [&](const PromptText &other) {
            return other.pointer == pointer;
        });
        if (kind && !known && !text.trimmed().isEmpty())
            found.append({pointer, *kind, text});
        if (spec.kind == FieldKind::Union)
            visitBranches(spec, text, path);
    }

    void visitList(const FieldSpec &spec, const QJsonArray &list, const QStringList &path)
    {
        if (spec.kind == FieldKind::Union)
            visitBranches(spec, list, path);
        if (spec.kind != FieldKind::List || spec.children.isEmpty())
            return;
        for (qsizetype i = 0; i < list.size(); ++i) {
            FieldSpec entry = spec.children.constFirst();
            // A list of prompts: its texts have no name that says so.
            if (entry.meaning == FieldMeaning::None)
                entry.meaning = spec.meaning;
            visit(entry, list.at(i), path + QStringList(QString::number(i)));
        }
    }

    void visitObject(const FieldSpec &spec, const QJsonObject &object, const QStringList &path)
    {
        if (spec.kind == FieldKind::Union)
            visitBranches(spec, object, path);
        if (spec.kind != FieldKind::Object)
            return;
        for (const FieldSpec &member : spec.children)
            visit(member, object.value(member.name), path + QStringList(member.name));
    }

    void visitBranches(const FieldSpec &spec, const QJsonValue &value, const QStringList &path)
    {
        for (FieldSpec branch : spec.children) {
            if (branch.meaning == FieldMeaning::None)
                branch.meaning = spec.meaning;
            visit(branch, value, path);
        }
    }
};

} // namespace

QList<PromptText> promptTexts(const FieldSpec &root, const QJsonObject &input)
{
    Collector collector;
    collector.visit(root, input, {});
    return collector.found;
}

} // namespace peregrine
