#pragma once

#include <QPlainTextEdit>

namespace peregrine {

/// A text field that is as high as its text, between two numbers of lines. Enter starts a new line,
/// Tab goes to the next field.
class GrowingTextEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    GrowingTextEdit(int leastLines, int mostLines, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void focusLost();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void fit();
    [[nodiscard]] int heightOf(int lines) const;
    /// No more than one above the most are counted.
    [[nodiscard]] int lines() const;

    int m_leastLines;
    int m_mostLines;
    bool m_fitting = false;
};

} // namespace peregrine
