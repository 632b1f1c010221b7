#include "ui/viewer/jobview.h"

#include "core/base/fieldfaults.h"
#include "ui/theme/theme.h"
#include "ui/viewer/assettext.h"
#include "ui/widgets/tonelabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace peregrine {

namespace {

constexpr int cardWidth = 460;
constexpr int tickMs = 1000;
constexpr int maxTitle = 280;
constexpr int maxFields = 8;

QString fieldLines(const QList<FieldFault> &faults)
{
    QStringList lines;
    for (const FieldFault &fault : faults) {
        if (lines.size() == maxFields) {
            lines.append(
                JobView::tr("and %n more", "rejected inputs", int(faults.size()) - maxFields));
            break;
        }
        const QString field = fault.path.join(QStringLiteral(" › "));
        //: a rejected input: its name, the server's words
        lines.append(field.isEmpty() ? fault.message
                                     : JobView::tr("%1: %2").arg(field, fault.message));
    }
    return lines.join(QLatin1Char('\n'));
}

QLabel *makeText(QWidget *parent, const QString &name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

JobView::JobView(QWidget *parent)
    : QWidget(parent)
{
    makeLayout();
    m_second.setInterval(tickMs);
    connect(&m_second, &QTimer::timeout, this, &JobView::showElapsed);
    connect(m_retry, &QPushButton::clicked, this, [this] { Q_EMIT retryRequested(m_job.id); });
    connect(m_cancel, &QPushButton::clicked, this, [this] { Q_EMIT cancelRequested(m_job.id); });
    connect(m_askAgain, &QPushButton::clicked, this,
            [this] { Q_EMIT askAgainRequested(m_job.id); });
    connect(m_giveUp, &QPushButton::clicked, this, [this] { Q_EMIT giveUpRequested(m_job.id); });
}

void JobView::makeLayout()
{
    m_state = new ToneLabel(theme::Tone::Text, this);
    m_state->setObjectName(QStringLiteral("jobState"));
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    large.setWeight(QFont::DemiBold);
    m_state->setFont(large);
    m_title = makeText(this, QStringLiteral("jobTitle"));
    m_model = makeText(this, QStringLiteral("jobModel"));
    m_elapsed = makeText(this, QStringLiteral("jobElapsed"));
    m_elapsed->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_problem = makeText(this, QStringLiteral("jobProblem"));
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_fields = makeText(this, QStringLiteral("jobFields"));
    m_fields->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress = new QProgressBar(this);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(theme::space1 + 2);
    m_progress->setAccessibleName(tr("Progress"));

    m_retry = new QPushButton(tr("Retry"), this);
    m_retry->setIcon(theme::icon(QStringLiteral("retry")));
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_askAgain = new QPushButton(tr("Ask again"), this);
    m_giveUp = new QPushButton(tr("Give up"), this);

    auto *card = new QVBoxLayout;
    card->setSpacing(theme::space2);
    card->addStretch(2);
    card->addWidget(m_state);
    card->addWidget(m_title);
    auto *line = new QHBoxLayout;
    line->addWidget(m_model, 1);
    line->addWidget(m_elapsed);
    card->addLayout(line);
    card->addSpacing(theme::space1);
    card->addWidget(m_progress);
    card->addWidget(m_problem);
    card->addWidget(m_fields);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(theme::space2);
    for (QPushButton *button : {m_retry, m_askAgain, m_giveUp, m_cancel}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    card->addSpacing(theme::space2);
    card->addLayout(buttons);
    card->addStretch(3);

    auto *holder = new QWidget(this);
    holder->setMaximumWidth(cardWidth);
    holder->setLayout(card);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::space5, theme::space5, theme::space5, theme::space5);
    layout->addStretch(1);
    layout->addWidget(holder, 100);
    layout->addStretch(1);
}

QString JobView::stateText(const Job &job)
{
    switch (job.state) {
    case JobState::Waiting:
        return job.held ? tr("Held") : tr("Waiting to be sent");
    case JobState::Uploading:
        return tr("Sending its files");
    case JobState::Submitting:
        return tr("Sending");
    case JobState::Queued:
        if (job.queuePosition == 0)
            return tr("Next in the queue");
        if (job.queuePosition > 0)
            return tr("In the queue, %n before it", nullptr, job.queuePosition);
        return tr("In the queue");
    case JobState::Running:
        return tr("Running");
    case JobState::Canceling:
        return tr("Canceling");
    case JobState::Fetching:
        return tr("Fetching the result");
    case JobState::Done:
        return tr("Done");
    case JobState::Failed:
        return tr("Failed");
    case JobState::Canceled:
        return tr("Canceled");
    case JobState::Unknown:
        break;
    }
    return tr("What became of it is not known");
}

void JobView::setJob(const Job &job)
{
    m_job = job;
    m_state->setText(stateText(job));
    QString title = job.title().simplified();
    if (title.size() > maxTitle)
        title = title.left(maxTitle).trimmed() + QChar(u'…');
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_model->setText(job.modelTitle.isEmpty() ? job.endpoint.toString() : job.modelTitle);
    m_model->setForegroundRole(QPalette::PlaceholderText);
    m_elapsed->setForegroundRole(QPalette::PlaceholderText);
    showProgress();
    showProblem();
    showElapsed();
    updateTimer();
}

void JobView::showProgress()
{
    const bool active = isActive(m_job.state);
    m_progress->setVisible(active);
    m_cancel->setVisible(active && m_job.state != JobState::Canceling);
    if (!active)
        return;
    const bool known = m_job.progress && m_job.state == JobState::Running;
    // A bar without an end moves and costs; only what really runs is worth it.
    const bool moving = !known
        && (m_job.state == JobState::Running || m_job.state == JobState::Uploading
            || m_job.state == JobState::Fetching || m_job.state == JobState::Submitting);
    m_progress->setRange(0, moving ? 0 : 1000);
    if (!moving)
        m_progress->setValue(known ? qRound(qBound(0.0, *m_job.progress, 1.0) * 1000) : 0);
    if (known)
        //: state of a job, with how much of it is done
        m_state->setText(tr("%1, %2 %").arg(stateText(m_job)).arg(qRound(*m_job.progress * 100)));
}

void JobView::showProblem()
{
    const bool unknown = m_job.state == JobState::Unknown;
    const bool failed = m_job.state == JobState::Failed;
    QString text = m_job.error ? m_job.error->message : QString();
    if (unknown) {
        const bool isGone = m_job.error && m_job.error->kind == Error::Kind::NotFound;
        const QString hint = isGone
            ? tr("Its id may be wrong, or the server keeps it no longer. Nothing is sent again by "
                 "itself.")
            : tr("The server could not be asked. The request may have run there and may be "
                 "charged.");
        text = text.isEmpty() ? hint : text + QLatin1Char('\n') + hint;
    } else if (failed && text.isEmpty()) {
        text = tr("The server gave no reason.");
    } else if (m_job.state == JobState::Canceled) {
        text = tr("Its inputs are kept: it can be sent again.");
    } else if (!failed) {
        text.clear();
    }
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    const QString fields =
        failed && m_job.error ? fieldLines(furtherFaults(*m_job.error)) : QString();
    m_fields->setText(fields);
    m_fields->setVisible(!fields.isEmpty());
    m_retry->setVisible(failed || m_job.state == JobState::Canceled);
    m_askAgain->setVisible(unknown);
    m_giveUp->setVisible(unknown);

    m_state->setTone(failed        ? theme::Tone::Danger
                         : unknown ? theme::Tone::Warning
                                   : theme::Tone::Text);
}

void JobView::showElapsed()
{
    const QDateTime from = m_job.submittedAt.isValid() ? m_job.submittedAt : m_job.createdAt;
    const bool neverSent = m_job.state == JobState::Canceled && !m_job.submittedAt.isValid();
    if (!from.isValid() || neverSent) {
        m_elapsed->clear();
        return;
    }
    const QDateTime until = hasEnded(m_job.state) && m_job.endedAt.isValid()
        ? m_job.endedAt
        : QDateTime::currentDateTimeUtc();
    m_elapsed->setText(assettext::duration(double(from.msecsTo(until)) / 1000));
}

void JobView::updateTimer()
{
    if (isVisible() && isActive(m_job.state))
        m_second.start();
    else
        m_second.stop();
}

void JobView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showElapsed();
    updateTimer();
}

void JobView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_second.stop();
}

} // namespace peregrine
