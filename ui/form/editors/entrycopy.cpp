#include "ui/form/editors/entrycopy.h"

#include "core/base/json.h"
#include "core/schema/formmodel.h"

#include <QJsonArray>
#include <QJsonObject>

namespace peregrine {

namespace {

/// Files stand where the value holds null.
void copyFiles(FormModel &model, const QJsonValue &value, const QString &from, const QString &to)
{
    if (value.isObject()) {
        const QJsonObject members = value.toObject();
        for (auto it = members.begin(); it != members.end(); ++it) {
            const QString part = jsonPointer({it.key()});
            copyFiles(model, it.value(), from + part, to + part);
        }
    } else if (value.isArray()) {
        const QJsonArray entries = value.toArray();
        for (qsizetype i = 0; i < entries.size(); ++i) {
            const QString part = u'/' + QString::number(i);
            copyFiles(model, entries.at(i), from + part, to + part);
        }
    } else if (const QString file = model.file(from); !file.isEmpty()) {
        model.setFile(to, file);
    }
}

} // namespace

void duplicateEntry(FormModel &model, const QString &listPointer, qsizetype index)
{
    const QString from = listPointer + u'/' + QString::number(index);
    const QJsonValue held = model.value(from);
    model.beginStep(listPointer);
    model.insertItem(listPointer, index + 1, held);
    copyFiles(model, held, from, listPointer + u'/' + QString::number(index + 1));
    model.endStep();
}

} // namespace peregrine
