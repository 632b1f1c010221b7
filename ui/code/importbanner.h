#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace peregrine {

class IconLabel;

/// Over a form: what an import has filled and what not, with Undo. Stays until it is closed, undone
/// or replaced. Screen readers are told.
class ImportBanner : public QWidget
{
    Q_OBJECT

public:
    explicit ImportBanner(QWidget *parent = nullptr);

    /// `details` may be empty; `undoable` offers Undo.
    void showNews(const QString &news, const QString &details, bool undoable);
    void showProblem(const QString &sentence);
    /// The news stay, Undo goes: something else has changed since.
    void withdrawUndo();

Q_SIGNALS:
    void undoRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void announce(const QString &text);

    IconLabel *m_icon;
    QLabel *m_text;
    QLabel *m_details;
    QToolButton *m_undo;
    QToolButton *m_close;
};

} // namespace peregrine
