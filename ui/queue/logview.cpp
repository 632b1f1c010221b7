#include "ui/queue/logview.h"

#include "ui/queue/jobtext.h"
#include "ui/queue/logmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagepage.h"
#include "ui/widgets/tonelabel.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace peregrine {

namespace {

QString htmlOf(const LogLine &line, const QPalette &palette)
{
    const QString time = line.time.isValid()
        ? line.time.toLocalTime().toString(QStringLiteral("HH:mm:ss"))
        : QStringLiteral("--:--:--");
    const QString muted = theme::color(theme::Tone::TextMuted, palette).name();
    const theme::Tone tone = jobtext::tone(line.level);
    const QString ink = tone == theme::Tone::TextMuted ? palette.color(QPalette::Text).name()
                                                       : theme::color(tone, palette).name();
    // Ordinary lines carry no level: the ones that matter stand out.
    const bool ordinary =
        line.level == LogLine::Level::Info || line.level == LogLine::Level::Stdout;
    const QString level = ordinary ? QString() : jobtext::level(line.level) + QStringLiteral("  ");
    return QStringLiteral("<span style='white-space:pre-wrap;color:%1'>%2  </span><span "
                          "style='white-space:pre-wrap;color:%3'>%4%5</span>")
        .arg(muted, time, ink, level, line.message.toHtmlEscaped());
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
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF() * 0.9);
    m_text->setFont(fixed);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->viewport()->setBackgroundRole(QPalette::Window);
    m_text->document()->setDocumentMargin(theme::space2);
    m_text->setMaximumBlockCount(static_cast<int>(LogModel::maxLines));
    m_text->setUndoRedoEnabled(false);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_empty->setContent(QStringLiteral("log"), tr("No log yet"),
                        tr("Choose a job: what it reports while it runs stands here."));
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
    connect(m_text->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (!m_adding)
            setFollowing(value >= m_text->verticalScrollBar()->maximum());
    });
    updatePage();
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
        QStringList lines{job.error->message};
        for (const FieldFault &fault : job.error->fields)
            lines.append(QStringLiteral("%1: %2").arg(fault.path.join(QStringLiteral(" › ")),
                                                      fault.message));
        m_problem->setText(lines.join(u'\n'));
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
        showLines();
}

void LogView::showLines()
{
    m_ink = palette().color(QPalette::Text).rgb();
    m_adding = true;
    m_text->clear();
    m_adding = false;
    m_following = true;
    m_follow->setChecked(true);
    if (m_model->rowCount() > 0)
        appendLines(0, m_model->rowCount() - 1);
    updatePage();
}

void LogView::appendLines(int first, int last)
{
    m_adding = true;
    const int position = m_text->verticalScrollBar()->value();
    for (int row = first; row <= last; ++row) {
        const LogLine &line = m_model->lineAt(row);
        if (passes(line))
            m_text->appendHtml(htmlOf(line, palette()));
    }
    QScrollBar *bar = m_text->verticalScrollBar();
    bar->setValue(m_following ? bar->maximum() : position);
    m_adding = false;
    updatePage();
}

void LogView::setFollowing(bool following)
{
    m_following = following;
    m_follow->setChecked(following);
    if (!following || m_adding)
        return;
    m_adding = true;
    m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
    m_adding = false;
}

void LogView::copyAll()
{
    QStringList lines;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (passes(m_model->lineAt(row)))
            lines.append(LogModel::text(m_model->lineAt(row)));
    }
    QApplication::clipboard()->setText(lines.join(u'\n'));
}

void LogView::updatePage()
{
    const bool lines = m_model->rowCount() > 0;
    m_pages->setCurrentWidget(lines ? static_cast<QWidget *>(m_text) : m_empty);
    m_header->setVisible(lines);
}

} // namespace peregrine
