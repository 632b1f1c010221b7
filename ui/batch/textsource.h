#pragma once

#include "ui/batch/axissource.h"

class QPlainTextEdit;

namespace peregrine {

/// Values of a field as they are typed: one a line, numbers also side by side.
class TextSource : public AxisSource
{
    Q_OBJECT

public:
    /// `text` is what stands there at first.
    TextSource(VariableField field, const QString &text, QWidget *parent = nullptr);

    [[nodiscard]] axismaker::Axis axis() const override;

private:
    VariableField m_field;
    QPlainTextEdit *m_text;
};

} // namespace peregrine
