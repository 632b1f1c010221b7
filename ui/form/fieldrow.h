#pragma once

#include "core/schema/fieldspec.h"

#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace peregrine {

class ToneLabel;
class FaultFrame;
class FieldEditor;
class FormContext;

/// One field in a form: its title with help and the way back to the default, its editor, and the
/// words about what is wrong with it.
class FieldRow : public QWidget
{
    Q_OBJECT

public:
    /// An entry of a list is removed rather than reset, and needs no mark that it is required.
    enum class Role { Field, Entry };

    FieldRow(const FieldSpec &spec, const QString &pointer, FormContext &context,
             QWidget *parent = nullptr, Role role = Role::Field);
    ~FieldRow() override;

    [[nodiscard]] FieldEditor *editor() const { return m_editor; }
    [[nodiscard]] const QString &pointer() const { return m_pointer; }

    /// Puts a button at the end of the title's line. The row becomes its parent.
    void addTitleWidget(QWidget *widget);
    /// Puts a widget before the title. The row becomes its parent.
    void addLeadingWidget(QWidget *widget);
    /// Empty: nothing is wrong.
    void setFault(const QString &words);
    /// Unfolds whatever hides the row.
    void reveal();
    /// Shows the author's words about the field beside it.
    void showHelp();

    /// Keeps the outline on the main widget.
    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addHelp(QHBoxLayout *line, const FieldSpec &spec);
    void addReset(QHBoxLayout *line, const FieldSpec &spec);
    void updateReset(const QString &changed);
    void placeFrame();

    FormContext &m_context;
    QString m_pointer;
    QString m_help;
    QHBoxLayout *m_titleLine;
    FieldEditor *m_editor = nullptr;
    QToolButton *m_info = nullptr;
    QToolButton *m_reset = nullptr;
    ToneLabel *m_fault = nullptr;
    FaultFrame *m_frame = nullptr;
};

/// A small button without a frame, for the lines beside titles and entries.
[[nodiscard]] QToolButton *makeQuietButton(const QString &iconName, const QString &name,
                                           QWidget *parent);

} // namespace peregrine
