#pragma once

#include "core/base/result.h"
#include "core/code/literalreader.h"
#include "core/schema/fieldspec.h"
#include "core/schema/formvalues.h"

#include <QHash>
#include <QJsonValue>
#include <QMap>
#include <QString>
#include <QStringList>

namespace peregrine {

/// The input of a form as JSON that people edit: indented, in the order of the form. A file of this
/// machine stands in it as its file: address.
class InputText
{
public:
    /// Members by their pointers, with what they hold.
    using Members = QMap<QString, QJsonValue>;

    struct Reading
    {
        FormValues values;
        /// Members that the model does not have; they are not among the values.
        Members unknown;
        /// Pointers of file: addresses that the form has never held; they are not among the values,
        /// because a pasted text must not choose what is uploaded.
        QStringList foreignFiles;
        QHash<QString, LiteralReader::Place> places;
    };

    /// Members that the model does not have are written where what held them still is.
    [[nodiscard]] static QString write(const FieldSpec &schema, const FormValues &values,
                                       const Members &unknown = {});
    /// The fault's message has no place in it. `ownFiles` are the paths that may stand in the text.
    [[nodiscard]] static Expected<Reading, TextFault>
    read(const QString &text, const FieldSpec &schema, const QStringList &ownFiles);
};

/// Pointers of the members that a model does not have, at any depth that its schema tells.
[[nodiscard]] QStringList unknownMembers(const FieldSpec &schema, const QJsonValue &input);

} // namespace peregrine
