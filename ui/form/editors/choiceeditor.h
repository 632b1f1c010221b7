#pragma once

#include "ui/form/fieldeditor.h"

class QComboBox;

namespace peregrine {

/// One of several values of any type. Over a dozen, it is searched by typing; where the model takes
/// other texts too, they are typed.
class ChoiceEditor final : public FieldEditor
{
    Q_OBJECT

public:
    ChoiceEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
                 QWidget *parent);

    [[nodiscard]] QWidget *mainWidget() override;

protected:
    void refresh() override;

private:
    void takeTyped();
    [[nodiscard]] int indexOf(const QJsonValue &choice) const;

    QComboBox *m_choices;
    bool m_canBeUnset;
};

} // namespace peregrine
