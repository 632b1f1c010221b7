#pragma once

#include "core/schema/coordinates.h"
#include "ui/form/picture/boarddialog.h"

#include <QImage>

class QLabel;
class QToolButton;

namespace peregrine {

class PickBoard;

/// A window in which points, boxes or paths are picked over a picture. open() it and wait for
/// picked().
class PickDialog : public BoardDialog
{
    Q_OBJECT

public:
    PickDialog(const QString &title, const QImage &picture, const CoordinateForm &form,
               const PickedPlaces &places, Dialogs &dialogs, QWidget *parent = nullptr);

    [[nodiscard]] PickBoard &board() { return *m_board; }

Q_SIGNALS:
    void picked(const peregrine::PickedPlaces &places);

protected:
    [[nodiscard]] bool hasWork() const override;

private:
    [[nodiscard]] QWidget *makeTools(const CoordinateForm &form);
    void updateTools();

    PickBoard *m_board;
    QToolButton *m_undo = nullptr;
    QToolButton *m_redo = nullptr;
    QToolButton *m_remove = nullptr;
    QLabel *m_count = nullptr;
};

} // namespace peregrine
