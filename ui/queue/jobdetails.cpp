#include "ui/queue/jobdetails.h"

#include "core/base/fieldfaults.h"
#include "ui/queue/jobtext.h"
#include "ui/queue/queuetext.h"
#include "ui/queue/timingbar.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/jsonhighlighter.h"
#include "ui/widgets/messagepage.h"
#include "ui/widgets/tonelabel.h"

#include <QApplication>
#include <QClipboard>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

namespace peregrine {

namespace {

using namespace std::chrono_literals;

/// Longer ones are cut: they would take the window long to lay out.
constexpr qsizetype longestText = 4'000;
constexpr char copiedText[] = "copiedText";
constexpr qsizetype longestInputs = 100'000;
constexpr qsizetype mostFaults = 100;

QString cut(const QString &text, qsizetype longest)
{
    return text.size() > longest ? text.left(longest) + u'…' : text;
}

/// With places to break: an id or an address has none of its own.
QString breakable(const QString &text)
{
    constexpr qsizetype longestRun = 12;
    const QChar zeroWidthSpace(u'\u200b');
    QString broken;
    qsizetype run = 0;
    for (const QChar c : text) {
        broken += c;
        if (c.isLetterOrNumber() && ++run < longestRun)
            continue;
        // Half a character is none.
        if (c.isHighSurrogate())
            continue;
        broken += zeroWidthSpace;
        run = 0;
    }
    return broken;
}

QLabel *makeText(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    // An address has no place to break.
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return label;
}

QString timeText(const QDateTime &time)
{
    return time.isValid()
        ? QLocale().toString(time.toLocalTime(), QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"))
        : QString();
}

} // namespace

JobDetails::JobDetails(QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget(this))
    , m_empty(new MessagePage(this))
    , m_scroll(new QScrollArea(this))
{
    setObjectName(QStringLiteral("jobDetails"));
    m_empty->setContent(QStringLiteral("details"), tr("No job chosen"),
                        tr("Choose a job: what is known about it stands here."));
    auto *content = new QWidget;
    m_title = makeText(content);
    m_title->setFont(theme::headingFont());
    m_state = new ToneLabel(theme::Tone::TextMuted, content);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_error = new ToneLabel(theme::Tone::Danger, content);
    m_error->setObjectName(QStringLiteral("jobError"));
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_bar = new TimingBar(content);
    m_legend = new QLabel(content);
    m_legend->setObjectName(QStringLiteral("jobLegend"));
    m_legend->setFont(theme::captionFont());
    m_legend->setTextFormat(Qt::RichText);
    m_legend->setWordWrap(true);
    m_inputs = new QPlainTextEdit(content);
    m_inputs->setReadOnly(true);
    m_inputs->setFont(theme::monospaceFont());
    m_inputs->setAccessibleName(tr("Inputs as JSON"));
    m_inputs->setMinimumHeight(120);
    m_inputs->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_highlighter = new JsonHighlighter(m_inputs->document(), palette());

    m_form = new QFormLayout;
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setHorizontalSpacing(theme::space3);
    m_form->setVerticalSpacing(theme::space1);
    m_model = addRow(tr("Model"));
    m_endpoint = addRow(tr("Endpoint"), true);
    m_server = addRow(tr("Server"));
    m_request = addRow(tr("Request id"), true);
    m_status = addRow(tr("Status URL"), true);
    m_response = addRow(tr("Response URL"), true);
    m_cancel = addRow(tr("Cancel URL"), true);
    m_created = addRow(tr("Created"));
    m_submitted = addRow(tr("Sent"));
    m_started = addRow(tr("Started"));
    m_ended = addRow(tr("Ended"));
    m_attempts = addRow(tr("Attempts"));
    m_cost = addRow(tr("Cost"));

    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space3);
    column->setSpacing(theme::space2);
    column->addWidget(m_title);
    column->addWidget(m_state);
    column->addWidget(m_bar);
    column->addWidget(m_legend);
    column->addWidget(m_error);
    column->addLayout(m_form);
    auto *heading = new ToneLabel(theme::Tone::TextMuted, content);
    heading->setText(tr("Inputs"));
    column->addWidget(heading);
    column->addWidget(m_inputs, 1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_scroll);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &JobDetails::showTimes);
}

JobDetails::Row JobDetails::addRow(const QString &name, bool copyable)
{
    Row row;
    row.widget = new QWidget;
    row.value = makeText(row.widget);
    auto *layout = new QHBoxLayout(row.widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space1);
    layout->addWidget(row.value, 1);
    row.isCopied = copyable;
    if (copyable) {
        auto *copy = new QToolButton(row.widget);
        copy->setIcon(theme::icon(QStringLiteral("copy")));
        copy->setAutoRaise(true);
        copy->setToolTip(tr("Copy: %1").arg(name));
        copy->setAccessibleName(copy->toolTip());
        // What is selected would have the places to break in it.
        row.value->setTextInteractionFlags(Qt::NoTextInteraction);
        connect(copy, &QToolButton::clicked, row.value, [value = row.value] {
            QApplication::clipboard()->setText(value->property(copiedText).toString());
        });
        layout->addWidget(copy, 0, Qt::AlignTop);
    }
    auto *label = new ToneLabel(theme::Tone::TextMuted, row.widget);
    label->setText(name);
    m_form->addRow(label, row.widget);
    return row;
}

void JobDetails::setRow(const Row &row, const QString &text) const
{
    row.value->setProperty(copiedText, text);
    row.value->setText(row.isCopied ? breakable(cut(text, longestText)) : cut(text, longestText));
    row.widget->setVisible(!text.isEmpty());
    m_form->labelForField(row.widget)->setVisible(!text.isEmpty());
}

void JobDetails::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !m_highlighter)
        return;
    m_highlighter->setPalette(palette());
    showTimes();
}

void JobDetails::clear()
{
    m_job = {};
    m_second.stop();
    m_pages->setCurrentWidget(m_empty);
}

void JobDetails::setJob(const Job &job)
{
    const bool isAnother = job.id != m_job.id;
    const bool hasOtherInputs = isAnother || job.input != m_job.input;
    m_job = job;
    m_title->setText(cut(job.title().trimmed(), 300));
    m_title->setVisible(!m_title->text().isEmpty());
    m_state->setTone(jobtext::tone(job.state));
    setRow(m_model, job.modelTitle);
    setRow(m_endpoint, job.endpoint.toString());
    setRow(m_server, job.server);
    setRow(m_request, job.request.toString());
    setRow(m_status, job.statusUrl.toString(QUrl::FullyEncoded));
    setRow(m_response, job.responseUrl.toString(QUrl::FullyEncoded));
    setRow(m_cancel, job.cancelUrl.toString(QUrl::FullyEncoded));
    setRow(m_created, timeText(job.createdAt));
    setRow(m_submitted, timeText(job.submittedAt));
    setRow(m_started, timeText(job.startedAt));
    setRow(m_ended, timeText(job.endedAt));
    setRow(m_attempts, job.attempts > 0 ? QLocale().toString(job.attempts) : QString());
    setRow(m_cost, queuetext::cost(job.cost));
    showError();
    if (hasOtherInputs)
        showInputs();
    showTimes();
    if (isActive(job.state))
        m_second.start();
    else
        m_second.stop();
    if (isAnother)
        m_scroll->ensureVisible(0, 0);
    m_pages->setCurrentWidget(m_scroll);
}

void JobDetails::showTimes()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QStringList words{jobtext::state(m_job.state)};
    if (const QString time = jobtext::elapsed(m_job, now); !time.isEmpty())
        words.append(time);
    m_state->setText(words.join(QStringLiteral("  ·  ")));
    showPhases(now);
}

void JobDetails::showPhases(const QDateTime &now)
{
    const QList<JobPhase> phases = phasesOf(m_job, now);
    m_bar->setPhases(phases);
    m_bar->setVisible(!phases.isEmpty());
    QStringList words;
    for (const JobPhase &phase : phases) {
        // Of our own words only; a phase does not break.
        const QString text = phaseName(phase.kind) + u' '
            + (phase.isOpen ? jobtext::seconds(phase.milliseconds / 1000)
                            : jobtext::duration(phase.milliseconds));
        words.append(QStringLiteral("<span style=\"color:%1\">■</span>&nbsp;%2")
                         .arg(TimingBar::colorOf(phase.kind, palette()).name(),
                              text.toHtmlEscaped().replace(u' ', QStringLiteral("&nbsp;"))));
    }
    m_legend->setText(words.join(QStringLiteral(" &nbsp; ")));
    m_legend->setVisible(!phases.isEmpty());
}

void JobDetails::showError()
{
    m_error->setVisible(m_job.error.has_value());
    if (!m_job.error)
        return;
    QStringList lines{cut(m_job.error->message, longestText)};
    const QList<FieldFault> faults = furtherFaults(*m_job.error);
    for (const FieldFault &fault : faults.first(std::min(faults.size(), mostFaults))) {
        const QString where = fault.path.join(QStringLiteral(" › "));
        lines.append(cut(where.isEmpty() ? fault.message
                                         : tr("%1: %2", "input, fault").arg(where, fault.message),
                         longestText));
    }
    if (m_job.error->httpStatus > 0)
        lines.append(tr("The server answered with status %1.").arg(m_job.error->httpStatus));
    m_error->setTone(m_job.state == JobState::Failed ? theme::Tone::Danger : theme::Tone::Warning);
    m_error->setText(lines.join(u'\n'));
}

void JobDetails::showInputs()
{
    const QByteArray json = QJsonDocument(m_job.input).toJson(QJsonDocument::Indented);
    // Colours of a long one would be felt.
    m_highlighter->setEnabled(json.size() < longestInputs);
    m_inputs->setPlainText(cut(QString::fromUtf8(json).trimmed(), longestInputs));
}

} // namespace peregrine
