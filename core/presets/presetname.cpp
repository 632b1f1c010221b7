#include "core/presets/presetname.h"

#include "core/presets/preset.h"

#include <QCoreApplication>

namespace peregrine {

Expected<QString, Error> presetNameOf(const QString &typed)
{
    // Twice what can stay is enough to look at of a text from outside.
    QString name;
    for (const QChar letter : typed.left(2 * Preset::maxNameLength).simplified()) {
        // Format characters turn the direction of the text around them, or cannot be seen.
        const bool isJoiner = letter == QChar(0x200d) || letter == QChar(0x200c);
        if (letter.category() != QChar::Other_Control
            && (letter.category() != QChar::Other_Format || isJoiner))
            name += letter;
    }
    name = name.left(Preset::maxNameLength).trimmed();
    if (!name.isEmpty() && name.back().isHighSurrogate())
        name.chop(1);
    if (!name.isEmpty())
        return name;
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = QCoreApplication::translate("peregrine::Preset", "A preset needs a name.");
    return Unexpected{error};
}

} // namespace peregrine
