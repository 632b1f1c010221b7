#pragma once

#include <QObject>
#include <QPointer>

class QScrollArea;
class QWidget;

namespace peregrine {

/// Keeps one widget of a scroll area in view while sizes around it change: its own preview comes, a
/// line beneath the area takes room. Until the user scrolls or goes elsewhere in the area.
class StayInView : public QObject
{
    Q_OBJECT

public:
    /// The area must outlive it. `margin` is left free above and beneath, in pixels.
    StayInView(QScrollArea &area, int margin, QObject *parent = nullptr);

    /// Scrolls to the widget, which is in the area, and keeps it in view instead of another one.
    void keep(QWidget &widget);
    void release();

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showSoon();

    QScrollArea &m_area;
    int m_margin;
    QPointer<QWidget> m_widget;
    /// Sizes come in a row; it is scrolled once they are settled.
    bool m_isDue = false;
};

} // namespace peregrine
