#pragma once

#include "ui/form/fieldeditor.h"

class QToolButton;

namespace peregrine {

class NumberSpin;

/// The seed: empty is a new one for every run; the dice throws one, the lock keeps the last.
class SeedEditor final : public FieldEditor
{
    Q_OBJECT

public:
    SeedEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
               QWidget *parent);

    [[nodiscard]] QWidget *mainWidget() override;

protected:
    void refresh() override;

private:
    void throwDice();
    void setLocked(bool locked);
    void showLock();

    NumberSpin *m_spin;
    QToolButton *m_dice;
    QToolButton *m_lock;
};

} // namespace peregrine
