#include "ui/queue/timingbar.h"

#include "ui/queue/jobtext.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyle>

namespace peregrine {

namespace {

constexpr int barHeight = 8;

} // namespace

TimingBar::TimingBar(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(barHeight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize TimingBar::sizeHint() const
{
    return {120, barHeight};
}

QColor TimingBar::colorOf(JobPhase::Kind kind, const QPalette &palette)
{
    using theme::Tone;
    switch (kind) {
    case JobPhase::Kind::Here:
        return theme::color(Tone::BorderStrong, palette);
    case JobPhase::Kind::Queued:
        return theme::color(Tone::Warning, palette);
    case JobPhase::Kind::Running:
        return theme::color(Tone::Accent, palette);
    case JobPhase::Kind::Fetching:
        return theme::color(Tone::Success, palette);
    }
    return {};
}

void TimingBar::setPhases(const QList<JobPhase> &phases)
{
    if (phases == m_phases)
        return;
    m_phases = phases;
    QStringList words;
    for (const JobPhase &phase : phases)
        words.append(phaseName(phase.kind) + QStringLiteral(": ")
                     + jobtext::duration(phase.milliseconds));
    setAccessibleName(tr("Timing"));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    setToolTip(words.join(u'\n'));
    update();
}

void TimingBar::paintEvent(QPaintEvent *)
{
    qint64 total = 0;
    for (const JobPhase &phase : std::as_const(m_phases))
        total += phase.milliseconds;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(rect(), barHeight / 2.0, barHeight / 2.0);
    painter.setClipPath(shape);
    painter.fillRect(rect(), theme::color(theme::Tone::Border, palette()));
    qint64 before = 0;
    for (const JobPhase &phase : std::as_const(m_phases)) {
        if (total == 0)
            break;
        const auto left = static_cast<int>(before * width() / total);
        before += phase.milliseconds;
        const auto right = static_cast<int>(before * width() / total);
        const QRect part(left, 0, right - left, barHeight);
        painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), part),
                         colorOf(phase.kind, palette()));
    }
}

} // namespace peregrine
