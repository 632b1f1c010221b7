#pragma once

#include "core/base/mediakind.h"
#include "ui/form/mimedrop.h"

#include <QPixmap>
#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace peregrine {

/// Where a file is dropped or pasted: an invitation while empty, a picture with name and facts when
/// full. Says what was asked of it by signals; holds nothing but what it draws.
class DropZone : public QWidget
{
    Q_OBJECT

public:
    explicit DropZone(MediaKind kind, QWidget *parent = nullptr);

    void showEmpty(const QString &invitation);
    void showFile(const QString &title, const QString &facts);
    void setPreview(const QPixmap &preview);
    [[nodiscard]] bool hasPreview() const { return !m_preview.isNull(); }
    /// A line that fills, 0 to 1; none below 0.
    void setProgress(double part);

    /// Puts a button at the right end. The zone becomes its parent.
    void addButton(QToolButton *button);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void dropped(const peregrine::Drop &drop);
    /// The clipboard holds nothing for this field.
    void nothingToPaste();
    void chooseRequested();
    void clearRequested();

public Q_SLOTS:
    void paste();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void paintInvitation(QPainter &painter, const QRect &inside);
    void paintFile(QPainter &painter, const QRect &inside);
    [[nodiscard]] QString iconName() const;
    [[nodiscard]] QRect textArea() const;

    MediaKind m_kind;
    QHBoxLayout *m_buttons;
    bool m_full = false;
    bool m_dragOver = false;
    QString m_title;
    QString m_facts;
    QPixmap m_preview;
    double m_progress = -1;
};

} // namespace peregrine
