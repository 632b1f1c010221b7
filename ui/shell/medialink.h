#pragma once

#include "ui/uploads/dropchoice.h"

#include <QList>
#include <QObject>

class QMimeData;

namespace peregrine {

class DropOverlay;
class FormPanel;
struct Drop;

/// Files, pictures and addresses that are dropped anywhere on a page or pasted where no field takes
/// them go to the fields of the form that fit: a drop chooses among them, a paste takes the first
/// that is empty. A folder stands for the files in it, by name.
class MediaLink : public QObject
{
    Q_OBJECT

public:
    /// Entries of a folder that are looked at, and files of it that are taken.
    static constexpr int mostEntries = 10'000;
    static constexpr int mostFiles = 200;

    /// Both must outlive it.
    MediaLink(FormPanel &form, QWidget &page, QObject *parent);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void messageForUser(const QString &message);

private:
    [[nodiscard]] QList<DropChoice> choicesFor(const QMimeData &mime) const;
    [[nodiscard]] QString effectOn(const QString &pointer, qsizetype files) const;
    bool takeDrag(QObject *watched, QEvent *event);
    bool paste();
    void fill(const QString &pointer, const QMimeData &mime);
    void fillFrom(const QString &pointer, const Drop &drop);
    [[nodiscard]] bool isArchiveAt(const QString &pointer) const;
    [[nodiscard]] MediaKind kindAt(const QString &pointer) const;

    FormPanel &m_form;
    QWidget &m_page;
    DropOverlay *m_overlay;
};

} // namespace peregrine
