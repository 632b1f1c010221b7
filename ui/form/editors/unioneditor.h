#pragma once

#include "ui/form/fieldeditor.h"

#include <QHash>

class QComboBox;
class QVBoxLayout;

namespace peregrine {

/// A field that takes values of different kinds: which kind, and the editor for that. Going back
/// to a kind brings back what was there.
class UnionEditor final : public FieldEditor
{
    Q_OBJECT

public:
    UnionEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
                QWidget *parent);

    [[nodiscard]] QWidget *mainWidget() override;
    [[nodiscard]] bool isOutlined() const override { return false; }
    [[nodiscard]] DropZone *dropZone() override;

protected:
    void refresh() override;

private:
    /// -1: not set.
    [[nodiscard]] int branchIndex(const QJsonValue &value) const;
    /// The user changes something in the editor of the branch.
    [[nodiscard]] bool isAtWork() const;
    void choose(int branch);
    void show(int branch);

    QComboBox *m_kinds;
    QVBoxLayout *m_layout;
    FieldEditor *m_editor = nullptr;
    int m_branch = -1;
    bool m_canBeUnset;
    QHash<int, QJsonValue> m_remembered;
};

} // namespace peregrine
