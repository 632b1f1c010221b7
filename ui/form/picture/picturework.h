#pragma once

#include "core/schema/fieldspec.h"

#include <QString>

class QToolButton;
class QWidget;

namespace peregrine {

class FormContext;

/// A button that opens the mask painter over the form's picture and puts what is painted into the
/// field at the pointer. Without a parent.
[[nodiscard]] QToolButton *makeMaskButton(const FieldSpec &spec, const QString &pointer,
                                          FormContext &context);

/// A button that lets the field's places be picked in the form's picture; nullptr for fields that
/// hold no places. Without a parent.
[[nodiscard]] QToolButton *makePickButton(const FieldSpec &spec, const QString &pointer,
                                          FormContext &context);

} // namespace peregrine
