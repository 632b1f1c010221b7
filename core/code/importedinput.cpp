#include "core/code/importedinput.h"

#include <QCoreApplication>

namespace peregrine {

QString ImportFault::sentence() const
{
    if (line == 0)
        return message;
    return QCoreApplication::translate("peregrine::ImportFault", "Line %1, column %2: %3")
        .arg(QString::number(line), QString::number(column), message);
}

ImportFault ImportFault::at(const QString &text, const TextFault &fault)
{
    const LineColumn place = LineColumn::of(text, fault.offset);
    return {fault.message, place.line, place.column};
}

} // namespace peregrine
