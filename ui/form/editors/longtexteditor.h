#pragma once

#include "ui/form/fieldeditor.h"

namespace peregrine {

class GrowingTextEdit;
class LengthLabel;

/// Text of several lines: prompts, lyrics, scripts.
class LongTextEditor final : public FieldEditor
{
    Q_OBJECT

public:
    LongTextEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
                   QWidget *parent);

    [[nodiscard]] QWidget *mainWidget() override;

protected:
    void refresh() override;

private:
    GrowingTextEdit *m_text;
    /// Only where the length has a limit.
    LengthLabel *m_count = nullptr;
    bool m_refreshing = false;
};

} // namespace peregrine
