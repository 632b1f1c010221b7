#pragma once

#include "core/base/result.h"
#include "core/code/literalreader.h"
#include "core/schema/fieldspec.h"
#include "core/schema/formvalues.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace peregrine {

/// The input of a form as JSON that people edit: indented, in the order of the form. A file of this
/// machine stands in it as its file: address.
class InputText
{
public:
    struct Reading
    {
        FormValues values;
        /// Pointers of members that the model does not have; they are not among the values.
        QStringList unknown;
        /// Pointers of file: addresses that the form has never held; they are not among the values,
        /// because a pasted text must not choose what is uploaded.
        QStringList foreignFiles;
        QHash<QString, LiteralReader::Place> places;
    };

    [[nodiscard]] static QString write(const FieldSpec &schema, const FormValues &values);
    /// The fault's message has no place in it. `ownFiles` are the paths that may stand in the text.
    [[nodiscard]] static Expected<Reading, TextFault>
    read(const QString &text, const FieldSpec &schema, const QStringList &ownFiles);
};

/// Pointers of the members that a model does not have, at any depth that its schema tells.
[[nodiscard]] QStringList unknownMembers(const FieldSpec &schema, const QJsonValue &input);

} // namespace peregrine
