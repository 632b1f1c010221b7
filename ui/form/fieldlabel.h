#pragma once

#include <QLabel>

namespace peregrine {

/// The title of a field on one line, cut with an ellipsis where the form is narrow, with the mark
/// of required fields behind it.
class FieldLabel : public QLabel
{
    Q_OBJECT

public:
    explicit FieldLabel(const QString &title, bool required, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] int markWidth() const;

    bool m_required;
};

} // namespace peregrine
