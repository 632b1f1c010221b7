#pragma once

#include "ui/form/fieldeditor.h"

class QSlider;

namespace peregrine {

class NumberSpin;

/// A number: typed exactly, and drawn along a slider where both bounds are known.
class NumberEditor final : public FieldEditor
{
    Q_OBJECT

public:
    NumberEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
                 QWidget *parent);

    [[nodiscard]] QWidget *mainWidget() override;

protected:
    void refresh() override;

private:
    void placeSlider();
    [[nodiscard]] QJsonValue valueAtSlider(int position) const;

    NumberSpin *m_spin;
    QSlider *m_slider = nullptr;
};

} // namespace peregrine
