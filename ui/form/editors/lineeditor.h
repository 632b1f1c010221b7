#pragma once

#include "ui/form/fieldeditor.h"

class QLineEdit;

namespace peregrine {

/// Text of one line.
class LineEditor final : public FieldEditor
{
    Q_OBJECT

public:
    LineEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
               QWidget *parent);

    [[nodiscard]] QWidget *mainWidget() override;

protected:
    void refresh() override;

private:
    QLineEdit *m_line;
    bool m_refreshing = false;
};

} // namespace peregrine
