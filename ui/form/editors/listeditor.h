#pragma once

#include "core/base/clipfacts.h"
#include "ui/form/fieldeditor.h"
#include "ui/form/mimedrop.h"

class QPushButton;
class QVBoxLayout;

namespace peregrine {

class ListEntry;
class MediaAdder;

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
    void addFile(const QString &path);
    /// Looks inside first, off the interface's thread.
    void addClips(const QStringList &paths);
    void addClip(const QString &path, const ClipFacts &facts);
    void sayThatItIsFull();
    void addConverted(const QString &path);
    void take(const Drop &drop);
    void move(qsizetype from, qsizetype to, bool byHandle);
    /// The entry before which something dropped there would stand.
    [[nodiscard]] qsizetype gapAt(const QPoint &at) const;
    void showDrop(const QPoint &at);
    [[nodiscard]] ListEntry *entryAt(qsizetype index) const;
    void focusEntry(qsizetype index);

    QWidget *m_entries;
    QVBoxLayout *m_entriesLayout;
    QWidget *m_dropLine;
    QPushButton *m_add = nullptr;
    MediaAdder *m_addFiles = nullptr;
};

} // namespace peregrine
