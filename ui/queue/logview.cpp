#include "ui/queue/logview.h"

#include "ui/queue/jobtext.h"
#include "ui/queue/logmodel.h"
#include "ui/queue/logtext.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagepage.h"
#include "ui/widgets/tonelabel.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

constexpr qsizetype longestProblem = 400;
constexpr int mostFaults = 6;

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    return line.size() > longestProblem ? line.left(longestProblem) + u'…' : line;
}

/// What went wrong, and with which inputs; short enough to leave room for the log.
QString problemText(const Error &error)
{
    QStringList lines{shortened(error.message)};
    const qsizetype shown = std::min<qsizetype>(error.fields.size(), mostFaults);
    for (const FieldFault &fault : error.fields.first(shown)) {
        const QString where = fault.path.join(QStringLiteral(" › "));
        lines.append(shortened(
            where.isEmpty() ? fault.message
                            : LogView::tr("%1: %2", "input, fault").arg(where, fault.message)));
    }
    if (error.fields.size() > shown)
        lines.append(LogView::tr("and %n more fault(s)", nullptr,
                                 static_cast<int>(error.fields.size() - shown)));
    return lines.join(u'\n');
}

QTextCharFormat inColour(const QColor &colour)
{
    QTextCharFormat format;
    format.setForeground(colour);
    return format;
}

/// Inserted as text, never as HTML: the server wrote it.
void insertLine(QTextCursor &cursor, const LogLine &line, const QPalette &palette)
{
    const QString time = line.time.isValid()
        ? line.time.toLocalTime().toString(QStringLiteral("HH:mm:ss"))
        : QStringLiteral("--:--:--");
    const theme::Tone tone = jobtext::tone(line.level);
    const QColor ink =
        theme::color(tone == theme::Tone::TextMuted ? theme::Tone::Text : tone, palette);
    // Ordinary lines carry no level: the ones that matter stand out.
    const bool ordinary =
        line.level == LogLine::Level::Info || line.level == LogLine::Level::Stdout;
    const QString level = ordinary ? QString() : jobtext::level(line.level) + QStringLiteral("  ");
    cursor.insertText(time + QStringLiteral("  "),
                      inColour(theme::color(theme::Tone::TextMuted, palette)));
    cursor.insertText(level + logtext::shown(line.message), inColour(ink));
}

} // namespace

LogView::LogView(QWidget *parent)
    : QWidget(parent)
    , m_model(new LogModel(this))
    , m_header(new QWidget(this))
    , m_filter(new QLineEdit(this))
    , m_follow(new QToolButton(this))
    , m_problem(new ToneLabel(theme::Tone::Danger, this))
    , m_pages(new QStackedWidget(this))
    , m_empty(new MessagePage(this))
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("logView"));
    m_text->setObjectName(QStringLiteral("logText"));
    m_text->setReadOnly(true);
    m_text->setAccessibleName(tr("Log"));
    m_text->setFont(theme::monospaceFont());
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->viewport()->setBackgroundRole(QPalette::Window);
    m_text->document()->setDocumentMargin(theme::space2);
    m_text->setMaximumBlockCount(static_cast<int>(LogModel::maxLines));
    m_text->setUndoRedoEnabled(false);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_text);

    m_problem->setObjectName(QStringLiteral("logProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    m_problem->hide();

    makeHeader();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_problem);
    layout->addWidget(m_pages, 1);

    connect(m_model, &QAbstractItemModel::modelReset, this, &LogView::showLines);
    connect(m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { appendLines(first, last); });
    connectScrolling();
    updatePage();
}

void LogView::connectScrolling()
{
    const QScrollBar *bar = m_text->verticalScrollBar();
    m_settled.setSingleShot(true);
    m_settled.setInterval(0);
    connect(&m_settled, &QTimer::timeout, this, &LogView::settlePlace);
    connect(bar, &QScrollBar::valueChanged, this, [this](int value) {
        m_place = value;
        if (!m_adding)
            setFollowing(isAtEnd());
    });
    // Scrolling by page or key changes the value without a signal: look when it is done.
    connect(bar, &QScrollBar::actionTriggered, this, &LogView::expectMove);
    m_text->installEventFilter(this);
    // Lines wrap anew, or the view is shown for the first time: the place stays at the end. Later,
    // because laying out what the user scrolls to changes the range as well.
    connect(bar, &QScrollBar::rangeChanged, &m_settled, qOverload<>(&QTimer::start));
}

bool LogView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress)
        expectMove();
    return QWidget::eventFilter(watched, event);
}

void LogView::expectMove()
{
    m_moving = true;
    m_settled.start();
}

void LogView::settlePlace()
{
    const int place = m_text->verticalScrollBar()->value();
    const bool moved = std::exchange(m_moving, false) && place != m_place;
    m_place = place;
    if (moved)
        setFollowing(isAtEnd());
    else if (m_following)
        toEnd();
}

bool LogView::isAtEnd() const
{
    // The cursor's way to the end may stop a line short, at the margin.
    const QScrollBar *bar = m_text->verticalScrollBar();
    return bar->value() >= bar->maximum() - 1;
}

void LogView::makeHeader()
{
    m_filter->setObjectName(QStringLiteral("logFilter"));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter the log"));
    m_filter->setClearButtonEnabled(true);
    m_follow->setIcon(theme::icon(QStringLiteral("follow")));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_follow->setAutoRaise(true);
    m_follow->setToolTip(tr("Follow the newest line"));
    m_follow->setAccessibleName(m_follow->toolTip());
    auto *copy = new QToolButton(m_header);
    copy->setIcon(theme::icon(QStringLiteral("copy")));
    copy->setAutoRaise(true);
    copy->setToolTip(tr("Copy the log"));
    copy->setAccessibleName(copy->toolTip());

    auto *layout = new QHBoxLayout(m_header);
    layout->setContentsMargins(theme::space3, theme::space1, theme::space2, theme::space1);
    layout->setSpacing(theme::space1);
    layout->addWidget(m_filter, 1);
    layout->addWidget(m_follow);
    layout->addWidget(copy);
    connect(m_filter, &QLineEdit::textChanged, this, &LogView::showLines);
    connect(m_follow, &QToolButton::toggled, this, &LogView::setFollowing);
    connect(copy, &QToolButton::clicked, this, &LogView::copyAll);
}

void LogView::setJob(const Job &job)
{
    const bool wrong =
        job.error && (job.state == JobState::Failed || job.state == JobState::Unknown);
    if (wrong) {
        m_problem->setText(problemText(*job.error));
        m_problem->setTone(job.state == JobState::Failed ? theme::Tone::Danger
                                                         : theme::Tone::Warning);
    }
    m_problem->setVisible(wrong);
}

void LogView::reset(const JobId &job, const QList<LogLine> &lines)
{
    m_model->reset(job, lines);
}

void LogView::append(const JobId &job, const QList<LogLine> &lines)
{
    m_model->append(job, lines);
}

bool LogView::passes(const LogLine &line) const
{
    return m_filter->text().isEmpty()
        || line.message.contains(m_filter->text(), Qt::CaseInsensitive)
        || jobtext::level(line.level).compare(m_filter->text(), Qt::CaseInsensitive) == 0;
}

void LogView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    // The lines carry their colours: another palette needs them anew.
    if (event->type() == QEvent::PaletteChange && palette().color(QPalette::Text).rgb() != m_ink)
        repaintLines();
}

void LogView::showLines()
{
    m_following = true;
    m_follow->setChecked(true);
    fill();
}

void LogView::repaintLines()
{
    const int place = m_text->verticalScrollBar()->value();
    fill();
    if (m_following)
        return;
    m_adding = true;
    m_text->verticalScrollBar()->setValue(place);
    m_adding = false;
}

void LogView::fill()
{
    m_ink = palette().color(QPalette::Text).rgb();
    m_adding = true;
    m_text->clear();
    m_adding = false;
    if (m_model->rowCount() > 0)
        appendLines(0, m_model->rowCount() - 1);
    updatePage();
}

void LogView::appendLines(int first, int last)
{
    m_adding = true;
    QTextDocument *document = m_text->document();
    QTextCursor cursor(document);
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    for (int row = first; row <= last; ++row) {
        const LogLine &line = m_model->lineAt(row);
        if (!passes(line))
            continue;
        if (!document->isEmpty())
            cursor.insertBlock();
        insertLine(cursor, line, palette());
    }
    cursor.endEditBlock();
    m_adding = false;
    if (m_following)
        toEnd();
    updatePage();
}

void LogView::setFollowing(bool following)
{
    m_following = following;
    m_follow->setChecked(following);
    if (following && !m_adding)
        toEnd();
}

void LogView::toEnd()
{
    const bool adding = std::exchange(m_adding, true);
    m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
    m_place = m_text->verticalScrollBar()->value();
    m_adding = adding;
}

void LogView::copyAll()
{
    QStringList lines;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (passes(m_model->lineAt(row)))
            lines.append(logtext::full(m_model->lineAt(row)));
    }
    QApplication::clipboard()->setText(lines.join(u'\n'));
}

void LogView::updatePage()
{
    const bool lines = m_model->rowCount() > 0;
    const bool shown = lines && !m_text->document()->isEmpty();
    if (m_model->job().isEmpty()) {
        m_empty->setContent(QStringLiteral("log"), tr("No log yet"),
                            tr("Choose a job: what it reports while it runs stands here."));
    } else if (!lines) {
        m_empty->setContent(QStringLiteral("log"), tr("No log yet"),
                            tr("What the job reports while it runs stands here."));
    } else if (!shown) {
        m_empty->setContent(QStringLiteral("search"), tr("No line has these words"),
                            tr("The filter looks at messages and levels."));
    }
    m_pages->setCurrentWidget(shown ? static_cast<QWidget *>(m_text) : m_empty);
    m_header->setVisible(lines);
}

} // namespace peregrine
