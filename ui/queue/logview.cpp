#include "ui/queue/logview.h"

#include "core/base/async.h"
#include "ui/queue/logedit.h"
#include "ui/queue/logfile.h"
#include "ui/queue/loglevels.h"
#include "ui/queue/logmodel.h"
#include "ui/queue/logproblem.h"
#include "ui/queue/logsearchrow.h"
#include "ui/queue/logtext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagepage.h"
#include "ui/widgets/systemdialogs.h"
#include "ui/widgets/tonelabel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

QToolButton *makeButton(const QString &icon, const QString &text, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(theme::icon(icon));
    button->setAutoRaise(true);
    button->setToolTip(text);
    button->setAccessibleName(text);
    return button;
}

} // namespace

LogView::LogView(QWidget *parent)
    : LogView(std::make_unique<SystemDialogs>(), nullptr, parent)
{ }

LogView::LogView(Dialogs &dialogs, QWidget *parent)
    : LogView(nullptr, &dialogs, parent)
{ }

LogView::LogView(std::unique_ptr<Dialogs> own, Dialogs *dialogs, QWidget *parent)
    : QWidget(parent)
    , m_ownDialogs(std::move(own))
    , m_dialogs(dialogs ? *dialogs : *m_ownDialogs)
    , m_model(new LogModel(this))
    , m_search(new LogSearch(this))
    , m_header(new QWidget(this))
    , m_field(new QLineEdit(this))
    , m_follow(makeButton(QStringLiteral("follow"), tr("Follow the newest line"), this))
    , m_searchRow(new LogSearchRow(this))
    , m_levels(new LogLevels(this))
    , m_problem(new ToneLabel(theme::Tone::Danger, this))
    , m_pages(new QStackedWidget(this))
    , m_empty(new MessagePage(this))
    , m_text(new LogEdit(*m_model, this))
{
    setObjectName(QStringLiteral("logView"));
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_text);
    m_problem->setObjectName(QStringLiteral("logProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    m_problem->hide();
    makeHeader();
    m_searchRow->hide();
    makeSearchKeys();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_problem);
    layout->addWidget(m_pages, 1);
    m_text->setPass([this](qint64 number, const LogLine &line) {
        return m_levels->wants(line.level)
            && (!m_searchRow->showsOnlyMatches() || m_search->isEmpty()
                || m_matches.contains(number));
    });
    connectModel();
    connectSearch();
    updatePage();
}

LogView::~LogView() = default;

void LogView::makeHeader()
{
    m_field->setObjectName(QStringLiteral("logSearch"));
    m_field->setPlaceholderText(tr("Search"));
    m_field->setAccessibleName(tr("Search the log"));
    m_field->setClearButtonEnabled(true);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    auto *more = makeButton(QStringLiteral("more"), tr("More about the log"), m_header);
    makeMenu(more);

    auto *row = new QHBoxLayout;
    row->setSpacing(theme::space1);
    row->addWidget(m_field, 1);
    row->addWidget(m_follow);
    row->addWidget(more);
    auto *column = new QVBoxLayout(m_header);
    column->setContentsMargins(theme::space3, theme::space1, theme::space2, theme::space1);
    column->setSpacing(theme::space1);
    column->addLayout(row);
    column->addWidget(m_searchRow);
    column->addWidget(m_levels);
    connect(m_follow, &QToolButton::toggled, m_text, &LogEdit::setFollowing);
    connect(m_text, &LogEdit::followingChanged, m_follow, &QToolButton::setChecked);
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, [this] {
        m_field->setFocus(Qt::ShortcutFocusReason);
        m_field->selectAll();
    });
}

void LogView::makeSearchKeys()
{
    const auto key = [this](const QKeySequence &keys, int by) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, by] { step(by); });
    };
    key(Qt::Key_F3, 1);
    key(Qt::SHIFT | Qt::Key_F3, -1);
    connect(m_field, &QLineEdit::returnPressed, this, [this] { step(1); });
    connect(m_searchRow, &LogSearchRow::nextRequested, this, [this] { step(1); });
    connect(m_searchRow, &LogSearchRow::previousRequested, this, [this] { step(-1); });
}

void LogView::makeMenu(QToolButton *button)
{
    auto *menu = new QMenu(button);
    const auto add = [menu](const QString &text, const QString &icon = {}) {
        return icon.isEmpty() ? menu->addAction(text) : menu->addAction(theme::icon(icon), text);
    };
    QAction *merged = add(tr("All &running jobs"));
    merged->setObjectName(QStringLiteral("logMerged"));
    merged->setCheckable(true);
    connect(merged, &QAction::toggled, this, &LogView::setMerged);
    menu->addSeparator();
    QAction *relative = add(tr("&Times since the start"));
    relative->setObjectName(QStringLiteral("logRelative"));
    relative->setCheckable(true);
    connect(relative, &QAction::toggled, this, [this](bool on) {
        m_text->setRelativeTimes(on);
        m_text->refill();
    });
    QAction *wrap = add(tr("&Wrap long lines"));
    wrap->setObjectName(QStringLiteral("logWrap"));
    wrap->setCheckable(true);
    wrap->setChecked(true);
    connect(wrap, &QAction::toggled, this, [this](bool on) {
        m_text->setLineWrapMode(on ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    });
    menu->addSeparator();
    QAction *copy = add(tr("&Copy the log"), QStringLiteral("copy"));
    copy->setObjectName(QStringLiteral("logCopy"));
    connect(copy, &QAction::triggered, this, &LogView::copyAll);
    QAction *keep = add(tr("&Save the log…"), QStringLiteral("save"));
    keep->setObjectName(QStringLiteral("logSave"));
    connect(keep, &QAction::triggered, this, &LogView::save);
    // No menu of the button's own, which would draw an arrow beside the dots.
    connect(button, &QToolButton::clicked, menu,
            [button, menu] { menu->popup(button->mapToGlobal(QPoint(0, button->height()))); });
}

void LogView::connectModel()
{
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_levels->setCounts(*m_model);
        m_text->setFollowing(true);
        startSearch();
        m_text->refill();
    });
    connect(m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                m_levels->setCounts(*m_model);
                searchRows(first, last);
                // What has not been looked through yet comes with its match.
                if (!m_searchRow->showsOnlyMatches() || m_search->isEmpty())
                    m_text->appendRows(first, last);
                updatePage();
            });
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, [this] {
        m_levels->setCounts(*m_model);
        m_text->dropOld();
        const auto kept =
            std::find_if(m_matchList.cbegin(), m_matchList.cend(), [this](const LogMatch &match) {
                return match.line >= m_model->firstNumber();
            });
        const qsizetype gone = kept - m_matchList.cbegin();
        for (qsizetype i = 0; i < gone; ++i)
            m_matches.remove(m_matchList.at(i).line);
        m_matchList.remove(0, gone);
        m_current = std::max<qsizetype>(-1, m_current - gone);
        showMatches();
    });
    connect(m_levels, &LogLevels::changed, this, &LogView::applyPass);
    connect(m_text, &LogEdit::contentChanged, this, &LogView::updatePage);
}

void LogView::connectSearch()
{
    connect(m_field, &QLineEdit::textChanged, this, &LogView::startSearch);
    connect(m_searchRow, &LogSearchRow::patternChanged, this, &LogView::startSearch);
    connect(m_searchRow, &LogSearchRow::onlyMatchesChanged, this, &LogView::applyPass);
    connect(m_search, &LogSearch::found, this, &LogView::takeMatches);
    connect(m_search, &LogSearch::finished, this, &LogView::showMatches);
    connect(m_search, &LogSearch::failed, this, [this](const QString &reason) {
        m_complaint = reason;
        showMatches();
    });
}

void LogView::applyPass()
{
    m_text->refill();
    updatePage();
}

void LogView::startSearch()
{
    m_matches.clear();
    m_matchList.clear();
    m_current = -1;
    m_complaint.clear();
    m_searchRow->setVisible(!m_field->text().isEmpty());
    m_search->setPattern(m_field->text(), m_searchRow->isRegularExpression());
    searchRows(0, m_model->rowCount() - 1);
    showMatches();
    if (m_searchRow->showsOnlyMatches())
        applyPass();
}

void LogView::searchRows(int first, int last)
{
    if (m_search->isEmpty())
        return;
    QStringList messages;
    messages.reserve(last - first + 1);
    for (int row = first; row <= last; ++row)
        messages.append(m_model->lineAt(row).message);
    m_search->add(m_model->firstNumber() + first, messages);
}

void LogView::takeMatches(const QList<LogMatch> &matches)
{
    m_matches.reserve(m_matches.size() + matches.size());
    for (const LogMatch &match : matches) {
        if (match.line < m_model->firstNumber())
            continue;
        m_matches.insert(match.line, match);
        m_matchList.append(match);
        // A first search fills the text anew; lines that come later are added to it.
        if (m_searchRow->showsOnlyMatches() && matches.size() < m_matchList.size())
            m_text->appendLine(match.line);
    }
    if (m_searchRow->showsOnlyMatches() && matches.size() == m_matchList.size())
        applyPass();
    showMatches();
}

void LogView::showMatches()
{
    m_text->setMatches(m_matches);
    const QLocale locale;
    QString words = m_complaint;
    if (words.isEmpty() && m_matchList.isEmpty())
        words = m_search->isBusy() ? tr("Searching…") : tr("No line matches");
    else if (words.isEmpty() && m_current >= 0)
        words = tr("%1 of %2", "match, number of matches")
                    .arg(locale.toString(m_current + 1), locale.toString(m_matchList.size()));
    else if (words.isEmpty())
        words = tr("%n line(s)", "that match", static_cast<int>(m_matchList.size()));
    m_searchRow->setWords(words);
    updatePage();
}

void LogView::step(int by)
{
    if (m_matchList.isEmpty())
        return;
    if (m_current >= 0) {
        m_current = (m_current + by + m_matchList.size()) % m_matchList.size();
    } else {
        // From where the user is reading.
        const qint64 here = m_text->currentNumber();
        const auto next =
            std::find_if(m_matchList.cbegin(), m_matchList.cend(),
                         [here](const LogMatch &match) { return match.line >= here; });
        m_current = next == m_matchList.cend() ? 0 : next - m_matchList.cbegin();
        if (by < 0)
            m_current = (m_current - 1 + m_matchList.size()) % m_matchList.size();
    }
    m_text->goTo(m_matchList.at(m_current));
    showMatches();
}

void LogView::setJob(const Job &job)
{
    if (!m_merged && m_model->hasSource(job.id))
        m_model->setSource({job.id, job.title(), job.submittedAt});
    const bool wrong =
        job.error && (job.state == JobState::Failed || job.state == JobState::Unknown);
    if (wrong) {
        m_problem->setText(logproblem::text(*job.error));
        m_problem->setTone(job.state == JobState::Failed ? theme::Tone::Danger
                                                         : theme::Tone::Warning);
    }
    m_problem->setVisible(wrong);
}

void LogView::reset(const JobId &job, const QList<LogLine> &lines)
{
    m_job = job;
    if (m_merged)
        return;
    m_model->setSources({{job, {}, {}}});
    m_model->load(job, lines);
}

void LogView::load(const JobId &job, const QList<LogLine> &lines)
{
    m_model->load(job, lines);
}

void LogView::append(const JobId &job, const QList<LogLine> &lines)
{
    m_model->append(job, lines);
}

void LogView::setMerged(bool merged)
{
    m_merged = merged;
    m_model->setSources({});
    Q_EMIT mergedChanged(merged);
}

void LogView::setRunning(const QList<Job> &jobs)
{
    if (!m_merged)
        return;
    QList<JobId> fresh;
    for (const Job &job : jobs) {
        if (!m_model->hasSource(job.id))
            fresh.append(job.id);
        m_model->setSource({job.id, job.title(), job.submittedAt});
    }
    if (!fresh.isEmpty())
        Q_EMIT logsWanted(fresh);
    updatePage();
}

bool LogView::isFollowing() const
{
    return m_text->isFollowing();
}

QStringList LogView::linesInFull() const
{
    QStringList lines;
    const bool several = m_model->sources().size() > 1;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const LogLine &line = m_model->lineAt(row);
        const bool isOut = !m_levels->wants(line.level)
            || (m_searchRow->showsOnlyMatches() && !m_search->isEmpty()
                && !m_matches.contains(m_model->firstNumber() + row));
        if (isOut)
            continue;
        const QString title =
            several ? m_model->sources().at(m_model->sourceAt(row)).title.simplified() : QString();
        lines.append(logtext::full(line, title));
    }
    return lines;
}

void LogView::copyAll()
{
    QApplication::clipboard()->setText(linesInFull().join(u'\n'));
}

void LogView::save()
{
    m_dialogs.saveFile(this, tr("Save the log"), QStringLiteral("log.txt"),
                       tr("Text files (*.txt *.log);;All files (*)"), [this](const QString &path) {
                           if (path.isEmpty())
                               return;
                           whenDone(this, writeLogFile(path, linesInFull()),
                                    [this](const Expected<Done, Error> &saved) {
                                        Q_EMIT noticed(saved ? tr("The log is saved.")
                                                             : saved.error().message);
                                    });
                       });
}

void LogView::updatePage()
{
    const bool lines = m_model->rowCount() > 0;
    const bool shown = lines && !m_text->numbers().isEmpty();
    if (m_merged && !lines) {
        m_empty->setContent(QStringLiteral("log"), tr("No log yet"),
                            tr("What all running jobs report stands here."));
    } else if (m_model->sources().isEmpty()) {
        m_empty->setContent(QStringLiteral("log"), tr("No log yet"),
                            tr("Choose a job: what it reports while it runs stands here."));
    } else if (!lines) {
        m_empty->setContent(QStringLiteral("log"), tr("No log yet"),
                            tr("What the job reports while it runs stands here."));
    } else if (!shown) {
        m_empty->setContent(QStringLiteral("search"), tr("No such line"),
                            tr("No line has the chosen level and what is searched for."));
    }
    // The page that is not shown asks for no room: a low panel has it for what went wrong.
    m_empty->setSizePolicy(QSizePolicy::Preferred,
                           shown ? QSizePolicy::Ignored : QSizePolicy::Preferred);
    m_pages->setCurrentWidget(shown ? static_cast<QWidget *>(m_text) : m_empty);
    m_header->setVisible(lines || m_merged);
}

} // namespace peregrine
