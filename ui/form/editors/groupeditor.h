#pragma once

#include "ui/form/fieldeditor.h"

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace peregrine {

/// Fields that belong together, under one line at their left. Folded away, one line tells what they
/// hold. An optional group is absent until it is added.
class GroupEditor final : public FieldEditor
{
    Q_OBJECT

public:
    GroupEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
                QWidget *parent);

    [[nodiscard]] QWidget *mainWidget() override { return m_body; }
    [[nodiscard]] bool isOutlined() const override { return false; }
    [[nodiscard]] QToolButton *makeFoldButton(QWidget *parent) override;
    void unfold() override;

protected:
    void refresh() override;
    /// The summary tells of its members.
    [[nodiscard]] bool followsParts() const override { return m_folded; }
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void setFolded(bool folded);
    void showFolding();

    QWidget *m_body;
    QVBoxLayout *m_rows;
    QLabel *m_summary;
    QToolButton *m_fold = nullptr;
    bool m_folded = false;
    QPushButton *m_add = nullptr;
    QPushButton *m_remove = nullptr;
    bool m_built = false;
};

} // namespace peregrine
