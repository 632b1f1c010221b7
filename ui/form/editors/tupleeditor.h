#pragma once

#include "ui/form/fieldeditor.h"

namespace peregrine {

class FieldRow;

/// An array of a fixed number of places, side by side, each with its title and editor.
class TupleEditor final : public FieldEditor
{
    Q_OBJECT

public:
    TupleEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
                QWidget *parent);

    [[nodiscard]] QWidget *mainWidget() override { return m_places; }
    [[nodiscard]] bool isOutlined() const override { return false; }

protected:
    void refresh() override { }

private:
    QWidget *m_places;
};

} // namespace peregrine
