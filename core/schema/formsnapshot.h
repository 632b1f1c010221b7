#pragma once

#include "core/schema/formvalues.h"

#include <QJsonObject>
#include <QMap>
#include <QString>

namespace peregrine {

/// All that a form holds at one moment. Cheap to keep: what two moments have in common is shared.
struct FormSnapshot
{
    QJsonObject input;
    /// Paths of this machine's files by JSON pointer; null stands there in the input.
    QMap<QString, QString> files;

    [[nodiscard]] static FormSnapshot of(const FormValues &values);
    [[nodiscard]] FormValues values() const;

    /// Forgets the files at the pointer and beneath.
    void forgetFiles(const QString &pointer);
    /// Moves files with the entries of a list; -1 for an entry that goes.
    void renumberFiles(const QString &listPointer, const QList<qsizetype> &newIndexes);

    friend bool operator==(const FormSnapshot &, const FormSnapshot &) = default;
};

/// Whether a JSON pointer is another one or leads into it.
[[nodiscard]] bool isAtOrBeneath(const QString &pointer, const QString &ancestor);

} // namespace peregrine
