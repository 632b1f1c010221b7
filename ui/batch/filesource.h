#pragma once

#include "ui/batch/axissource.h"

#include <QStringList>

class QListWidget;
class QPushButton;

namespace peregrine {

class Dialogs;

/// Files of this machine for a media field.
class FileSource : public AxisSource
{
    Q_OBJECT

public:
    /// The dialogs must outlive it.
    FileSource(VariableField field, Dialogs &dialogs, QWidget *parent = nullptr);

    [[nodiscard]] axismaker::Axis axis() const override { return m_axis; }
    void addFiles(const QStringList &paths);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void choose();
    void take();

    VariableField m_field;
    Dialogs &m_dialogs;
    QStringList m_paths;
    /// Looked at once, when the files change.
    axismaker::Axis m_axis;
    QListWidget *m_list;
    QPushButton *m_add;
};

} // namespace peregrine
