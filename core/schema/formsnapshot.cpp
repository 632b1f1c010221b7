#include "core/schema/formsnapshot.h"

namespace peregrine {

FormSnapshot FormSnapshot::of(const FormValues &values)
{
    FormSnapshot snapshot{values.input, {}};
    for (const FileInput &file : values.files)
        snapshot.files.insert(file.pointer, file.path);
    return snapshot;
}

FormValues FormSnapshot::values() const
{
    FormValues read{input, {}};
    for (auto it = files.cbegin(); it != files.cend(); ++it)
        read.files.append({it.key(), it.value()});
    return read;
}

void FormSnapshot::forgetFiles(const QString &pointer)
{
    files.removeIf([&pointer](const QMap<QString, QString>::iterator &it) {
        return isAtOrBeneath(it.key(), pointer);
    });
}

void FormSnapshot::renumberFiles(const QString &listPointer, const QList<qsizetype> &newIndexes)
{
    QMap<QString, QString> moved;
    const QString prefix = listPointer + u'/';
    for (auto it = files.cbegin(); it != files.cend(); ++it) {
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
    files = moved;
}

bool isAtOrBeneath(const QString &pointer, const QString &ancestor)
{
    return pointer.startsWith(ancestor)
        && (pointer.size() == ancestor.size() || pointer.at(ancestor.size()) == u'/');
}

} // namespace peregrine
