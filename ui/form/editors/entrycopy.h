#pragma once

#include <QString>

namespace peregrine {

class FormModel;

/// Puts a copy of an entry of a list behind it, with the files that stand in it, as one step.
void duplicateEntry(FormModel &model, const QString &listPointer, qsizetype index);

} // namespace peregrine
