#pragma once

#include "ui/form/fieldeditor.h"
#include "ui/form/mimedrop.h"

class QPushButton;
class QVBoxLayout;

namespace peregrine {

class DropZone;

/// Entries of one kind: added, removed, put in order. Lists of files take several at once.
class ListEditor final : public FieldEditor
{
    Q_OBJECT

public:
    ListEditor(const FieldSpec &spec, const QString &pointer, FormContext &context,
               QWidget *parent);

    [[nodiscard]] QWidget *mainWidget() override;
    [[nodiscard]] bool isOutlined() const override { return false; }

protected:
    void refresh() override;

private:
    [[nodiscard]] const FieldSpec &item() const { return spec().children.constFirst(); }
    [[nodiscard]] bool takesFiles() const { return item().kind == FieldKind::Media; }
    [[nodiscard]] qsizetype room() const;
    void addAddControl(QVBoxLayout *layout);
    void addEntry(qsizetype index, qsizetype count);
    void addFiles(const QStringList &paths);
    void take(const Drop &drop);
    void focusEntry(qsizetype index);

    QWidget *m_entries;
    QVBoxLayout *m_entriesLayout;
    QPushButton *m_add = nullptr;
    DropZone *m_addFiles = nullptr;
};

} // namespace peregrine
