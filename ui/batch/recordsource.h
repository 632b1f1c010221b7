#pragma once

#include "ui/batch/axissource.h"

namespace peregrine {

/// Rows of a file of prompts, or of a table whose columns are fields.
class RecordSource : public AxisSource
{
    Q_OBJECT

public:
    /// `axis` is what was read of the file.
    RecordSource(const QString &fileName, VariationAxis axis, QWidget *parent = nullptr);

    [[nodiscard]] axismaker::Axis axis() const override { return m_axis; }

private:
    VariationAxis m_axis;
};

} // namespace peregrine
