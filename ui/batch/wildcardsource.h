#pragma once

#include "core/prompts/wildcardlists.h"
#include "ui/batch/axissource.h"

class QPlainTextEdit;

namespace peregrine {

/// A prompt with wildcards, each text that can come of it once.
class WildcardSource : public AxisSource
{
    Q_OBJECT

public:
    WildcardSource(VariableField field, WildcardLists lists, QWidget *parent = nullptr);

    [[nodiscard]] axismaker::Axis axis() const override;

private:
    VariableField m_field;
    WildcardLists m_lists;
    QPlainTextEdit *m_text;
};

} // namespace peregrine
