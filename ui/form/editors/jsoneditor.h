#pragma once

#include "ui/form/fieldeditor.h"

namespace peregrine {

class GrowingTextEdit;

/// The last resort: any value, written as JSON. What cannot be read keeps the form from being sent.
class JsonEditor final : public FieldEditor
{
    Q_OBJECT

public:
    JsonEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
               QWidget *parent);
    ~JsonEditor() override;

    [[nodiscard]] QWidget *mainWidget() override;

protected:
    void refresh() override;

private:
    void take();

    GrowingTextEdit *m_text;
    bool m_refreshing = false;
};

} // namespace peregrine
