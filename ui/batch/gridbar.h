#pragma once

#include "core/batch/variationplan.h"
#include "ui/batch/gridarrangement.h"

#include <QWidget>

class QAction;
class QComboBox;
class QHBoxLayout;
class QSlider;

namespace peregrine {

/// Over a batch's grid: which axis goes across and down, the pages, zoom.
class GridBar : public QWidget
{
    Q_OBJECT

public:
    explicit GridBar(QWidget *parent = nullptr);

    void setPlan(const VariationPlan &plan, const GridArrangement &arrangement);
    void setEdge(int edge);
    /// As a button at the right end.
    void addAction(QAction *action, bool withText);
    /// To the page after or before, round the end.
    void turnPage(int by);

Q_SIGNALS:
    void arrangementChosen(const peregrine::GridArrangement &arrangement);
    void edgeChosen(int edge);

private:
    QComboBox *addBox(const QString &name, const QString &title);
    void choose(int across, int down);
    void showPages();

    VariationPlan m_plan;
    GridArrangement m_arrangement;
    QHBoxLayout *m_row;
    QWidget *m_axes;
    QComboBox *m_across;
    QComboBox *m_down;
    QWidget *m_pages;
    QHBoxLayout *m_pageRow;
    QSlider *m_zoom;
    bool m_isFilling = false;
};

} // namespace peregrine
