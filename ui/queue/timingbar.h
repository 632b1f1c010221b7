#pragma once

#include "ui/queue/jobtiming.h"

#include <QWidget>

namespace peregrine {

/// What a job spent its time with, as one bar of coloured stretches.
class TimingBar : public QWidget
{
    Q_OBJECT

public:
    explicit TimingBar(QWidget *parent = nullptr);

    void setPhases(const QList<JobPhase> &phases);
    [[nodiscard]] QSize sizeHint() const override;
    /// The colour of a stretch, also for a legend.
    [[nodiscard]] static QColor colorOf(JobPhase::Kind kind, const QPalette &palette);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<JobPhase> m_phases;
};

} // namespace peregrine
