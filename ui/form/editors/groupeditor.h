#pragma once

#include "ui/form/fieldeditor.h"

class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace peregrine {

/// Fields that belong together, under one line at their left. An optional group is absent until it
/// is added.
class GroupEditor final : public FieldEditor
{
    Q_OBJECT

public:
    GroupEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
                QWidget *parent);

    [[nodiscard]] QWidget *mainWidget() override { return m_body; }
    [[nodiscard]] bool isOutlined() const override { return false; }

protected:
    void refresh() override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();

    QWidget *m_body;
    QVBoxLayout *m_rows;
    QPushButton *m_add = nullptr;
    QPushButton *m_remove = nullptr;
    bool m_built = false;
};

} // namespace peregrine
