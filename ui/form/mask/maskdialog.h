#pragma once

#include "ui/form/picture/boarddialog.h"

#include <QImage>

class QAction;
class QSlider;
class QToolButton;

namespace peregrine {

class MaskBoard;

/// A window in which a mask is painted over a picture. Not modal to the program: open() it and wait
/// for painted().
class MaskDialog : public BoardDialog
{
    Q_OBJECT

public:
    /// `mask` may be null. `pixels` is the picture's own size, which the mask gets; the picture
    /// given may be smaller.
    MaskDialog(const QImage &picture, const QSize &pixels, const QImage &mask, Dialogs &dialogs,
               QWidget *parent = nullptr);

    [[nodiscard]] MaskBoard &board() { return *m_board; }

Q_SIGNALS:
    /// White where the model is to change the picture, black elsewhere. Null: nothing is painted.
    void painted(const QImage &mask);

protected:
    [[nodiscard]] bool hasWork() const override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QWidget *makeTools();
    [[nodiscard]] QWidget *makeSliders();
    void updateSteps();
    void finish();

    MaskBoard *m_board;
    QSize m_pixels;
    QSlider *m_size = nullptr;
    QToolButton *m_undo = nullptr;
    QToolButton *m_redo = nullptr;
};

} // namespace peregrine
