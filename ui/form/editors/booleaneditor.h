#pragma once

#include "ui/form/fieldeditor.h"

class QCheckBox;

namespace peregrine {

/// On or off.
class BooleanEditor final : public FieldEditor
{
    Q_OBJECT

public:
    BooleanEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
                  QWidget *parent);

    [[nodiscard]] QWidget *mainWidget() override;
    [[nodiscard]] bool showsTitle() const override { return true; }
    [[nodiscard]] bool isOutlined() const override { return false; }

protected:
    void refresh() override;

private:
    QCheckBox *m_box;
};

} // namespace peregrine
