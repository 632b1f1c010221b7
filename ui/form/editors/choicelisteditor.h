#pragma once

#include "ui/form/fieldeditor.h"

#include <QList>

class QCheckBox;

namespace peregrine {

/// Several of a few choices, as check boxes.
class ChoiceListEditor final : public FieldEditor
{
    Q_OBJECT

public:
    ChoiceListEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
                     QWidget *parent);

    /// A list whose order and repetition mean nothing, of choices that fit in sight.
    [[nodiscard]] static bool suits(const FieldSpec &spec);

    [[nodiscard]] QWidget *mainWidget() override { return m_boxes; }
    [[nodiscard]] bool isOutlined() const override { return false; }

protected:
    void refresh() override;

private:
    QWidget *m_boxes;
    QList<QCheckBox *> m_checks;
};

} // namespace peregrine
