#pragma once

#include "ui/form/fieldeditor.h"

class QToolButton;

namespace peregrine {

class NumberSpin;

/// The seed: empty is a new one for every run; the dice throws one, the lock keeps the last, and it
/// can count up by one in every run.
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
    void setCounting(bool counting);
    void showPolicy();

    NumberSpin *m_spin;
    QToolButton *m_dice;
    QToolButton *m_lock;
    QToolButton *m_count;
};

} // namespace peregrine
