#pragma once

#include <QWidget>

namespace peregrine {

/// A small note that lies over the stage's corner and lets the mouse through.
class StageChip : public QWidget
{
    Q_OBJECT

public:
    explicit StageChip(QWidget *parent);

    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
};

} // namespace peregrine
