#pragma once

#include "ui/form/fieldeditor.h"

class QComboBox;

namespace peregrine {

/// On, off, or left to the model.
class TriStateEditor final : public FieldEditor
{
    Q_OBJECT

public:
    TriStateEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
                   QWidget *parent);

    [[nodiscard]] QWidget *mainWidget() override;

protected:
    void refresh() override;

private:
    QComboBox *m_choices;
};

} // namespace peregrine
