#include "ui/queue/logedit.h"

#include "ui/queue/jobtext.h"
#include "ui/queue/logmodel.h"
#include "ui/queue/logtext.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>
#include <array>
#include <utility>

namespace peregrine {

namespace {

constexpr int sliceMilliseconds = 8;
/// Lines between looks at the clock.
constexpr int sliceStep = 200;
constexpr qsizetype longestTitle = 18;

QTextCharFormat inColour(const QColor &colour)
{
    QTextCharFormat format;
    format.setForeground(colour);
    return format;
}

/// A colour for each job of a merged log, legible on the palette's window.
QColor colourOf(int source, const QPalette &palette)
{
    static constexpr std::array hues{210, 150, 330, 30, 270, 180, 0, 60};
    const int hue = hues.at(static_cast<size_t>(source) % hues.size());
    return QColor::fromHsl(hue, theme::isDark(palette) ? 150 : 190,
                           theme::isDark(palette) ? 180 : 75);
}

bool isOrdinary(LogLine::Level level)
{
    return level == LogLine::Level::Info || level == LogLine::Level::Stdout;
}

} // namespace

LogEdit::LogEdit(const LogModel &model, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("logText"));
    setReadOnly(true);
    setAccessibleName(tr("Log"));
    setFont(theme::monospaceFont());
    setFrameShape(QFrame::NoFrame);
    viewport()->setBackgroundRole(QPalette::Window);
    document()->setDocumentMargin(theme::space2);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    m_fill.setSingleShot(true);
    m_fill.setInterval(0);
    connect(&m_fill, &QTimer::timeout, this, &LogEdit::fillSlice);
    m_settled.setSingleShot(true);
    m_settled.setInterval(0);
    connect(&m_settled, &QTimer::timeout, this, &LogEdit::settlePlace);
    m_marking.setSingleShot(true);
    m_marking.setInterval(0);
    connect(&m_marking, &QTimer::timeout, this, &LogEdit::markVisible);

    const QScrollBar *bar = verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, [this](int value) {
        m_place = value;
        if (!m_adding)
            setFollowing(isAtEnd());
        m_marking.start();
    });
    // Scrolling by page or key changes the value without a signal: look when it is done.
    connect(bar, &QScrollBar::actionTriggered, this, &LogEdit::expectMove);
    // Lines wrap anew, or the view is shown for the first time: the place stays at the end. Later,
    // because laying out what the user scrolls to changes the range as well.
    connect(bar, &QScrollBar::rangeChanged, &m_settled, qOverload<>(&QTimer::start));
}

void LogEdit::keyPressEvent(QKeyEvent *event)
{
    expectMove();
    QPlainTextEdit::keyPressEvent(event);
}

void LogEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    m_marking.start();
}

void LogEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    // The lines carry their colours: another palette needs them anew.
    if (event->type() == QEvent::PaletteChange && palette().color(QPalette::Text).rgb() != m_ink)
        refill();
}

void LogEdit::expectMove()
{
    m_moving = true;
    m_settled.start();
}

void LogEdit::settlePlace()
{
    const int place = verticalScrollBar()->value();
    const bool moved = std::exchange(m_moving, false) && place != m_place;
    m_place = place;
    if (moved)
        setFollowing(isAtEnd());
    else if (m_following)
        toEnd();
}

bool LogEdit::isAtEnd() const
{
    // The cursor's way to the end may stop a line short, at the margin.
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 1;
}

void LogEdit::toEnd()
{
    const bool adding = std::exchange(m_adding, true);
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    m_place = verticalScrollBar()->value();
    m_adding = adding;
    m_marking.start();
}

void LogEdit::setFollowing(bool following)
{
    const bool changed = std::exchange(m_following, following) != following;
    if (following && !m_adding)
        toEnd();
    if (changed)
        Q_EMIT followingChanged(following);
}

void LogEdit::refill()
{
    m_reading.reset();
    if (!m_following && !m_numbers.isEmpty())
        m_reading = m_numbers.value(firstVisibleBlock().blockNumber());
    m_ink = palette().color(QPalette::Text).rgb();
    m_adding = true;
    clear();
    m_adding = false;
    m_numbers.clear();
    m_next = m_model.firstNumber();
    fillSlice();
}

void LogEdit::fillSlice()
{
    QElapsedTimer timer;
    timer.start();
    const qint64 end = m_model.firstNumber() + m_model.rowCount();
    m_next = std::max(m_next, m_model.firstNumber());
    while (m_next < end && timer.elapsed() < sliceMilliseconds) {
        const qint64 stop = std::min<qint64>(end, m_next + sliceStep);
        insertRows(static_cast<int>(m_next - m_model.firstNumber()),
                   static_cast<int>(stop - m_model.firstNumber()) - 1);
        m_next = stop;
    }
    if (m_next < end) {
        m_fill.start();
    } else {
        m_next = -1;
        if (const auto reading = std::exchange(m_reading, std::nullopt)) {
            const auto line = std::lower_bound(m_numbers.cbegin(), m_numbers.cend(), *reading);
            const auto block =
                document()->findBlockByNumber(static_cast<int>(line - m_numbers.cbegin()));
            m_adding = true;
            verticalScrollBar()->setValue(block.isValid() ? block.firstLineNumber() : 0);
            m_adding = false;
        }
    }
    Q_EMIT contentChanged();
}

void LogEdit::appendRows(int first, int last)
{
    // Filling comes by there.
    if (isFilling())
        return;
    insertRows(first, last);
    Q_EMIT contentChanged();
}

void LogEdit::appendLine(qint64 number)
{
    const auto row = static_cast<int>(number - m_model.firstNumber());
    if (row >= 0 && row < m_model.rowCount())
        appendRows(row, row);
}

void LogEdit::insertRows(int first, int last)
{
    m_adding = true;
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    for (int row = first; row <= last; ++row) {
        const qint64 number = m_model.firstNumber() + row;
        if (m_pass && !m_pass(number, m_model.lineAt(row)))
            continue;
        if (!m_numbers.isEmpty())
            cursor.insertBlock();
        insertLine(cursor, row);
        m_numbers.append(number);
    }
    cursor.endEditBlock();
    m_adding = false;
    if (m_following)
        toEnd();
    m_marking.start();
}

QString LogEdit::timeOf(int row) const
{
    const QDateTime &time = m_model.lineAt(row).time;
    if (!m_relative) {
        return time.isValid() ? time.toLocalTime().toString(QStringLiteral("HH:mm:ss"))
                              : QStringLiteral("--:--:--");
    }
    const QDateTime start = m_model.startOf(row);
    if (!time.isValid() || !start.isValid())
        return QStringLiteral("--:--.-");
    const qint64 tenths = start.msecsTo(time) / 100;
    const qint64 size = std::abs(tenths);
    return QStringLiteral("%1%2:%3.%4")
        .arg(QChar(tenths < 0 ? u'-' : u'+'))
        .arg(size / 600, 2, 10, QLatin1Char('0'))
        .arg(size / 10 % 60, 2, 10, QLatin1Char('0'))
        .arg(size % 10);
}

QString LogEdit::prefixOf(int row) const
{
    QString title;
    if (m_model.sources().size() > 1) {
        title = m_model.sources().at(m_model.sourceAt(row)).title.simplified();
        if (title.size() > longestTitle)
            title = title.left(longestTitle - 1) + u'…';
        title += QStringLiteral("  ");
    }
    const LogLine::Level level = m_model.lineAt(row).level;
    // Ordinary lines carry no level: the ones that matter stand out.
    return timeOf(row) + QStringLiteral("  ") + title
        + (isOrdinary(level) ? QString() : jobtext::level(level) + QStringLiteral("  "));
}

/// Inserted as text, never as HTML: the server wrote it.
void LogEdit::insertLine(QTextCursor &cursor, int row)
{
    const LogLine &line = m_model.lineAt(row);
    const theme::Tone tone = jobtext::tone(line.level);
    const QColor ink =
        theme::color(tone == theme::Tone::TextMuted ? theme::Tone::Text : tone, palette());
    const QString prefix = prefixOf(row);
    const QString time = timeOf(row) + QStringLiteral("  ");
    const qsizetype levelSize = isOrdinary(line.level) ? 0 : jobtext::level(line.level).size() + 2;
    cursor.insertText(time, inColour(theme::color(theme::Tone::TextMuted, palette())));
    const QString title = prefix.mid(time.size(), prefix.size() - time.size() - levelSize);
    if (!title.isEmpty())
        cursor.insertText(title, inColour(colourOf(m_model.sourceAt(row), palette())));
    // A line stays one block, whatever is in it.
    QString message = logtext::shown(line.message);
    message.replace(u'\n', QChar::LineSeparator);
    message.replace(QChar::ParagraphSeparator, QChar::LineSeparator);
    cursor.insertText(prefix.right(levelSize) + message, inColour(ink));
}

void LogEdit::dropOld()
{
    const auto kept = std::lower_bound(m_numbers.cbegin(), m_numbers.cend(), m_model.firstNumber());
    const qsizetype gone = kept - m_numbers.cbegin();
    if (gone == 0)
        return;
    const qsizetype reading = firstVisibleBlock().blockNumber();
    m_adding = true;
    if (gone == m_numbers.size()) {
        clear();
    } else {
        QTextCursor cursor(document());
        cursor.setPosition(document()->findBlockByNumber(static_cast<int>(gone)).position(),
                           QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
    }
    m_numbers.remove(0, gone);
    if (m_following) {
        toEnd();
    } else {
        const auto line = static_cast<int>(std::max<qsizetype>(0, reading - gone));
        verticalScrollBar()->setValue(document()->findBlockByNumber(line).firstLineNumber());
    }
    m_adding = false;
    Q_EMIT contentChanged();
}

void LogEdit::setMatches(const QHash<qint64, LogMatch> &matches)
{
    m_matches = matches;
    m_marking.start();
}

void LogEdit::markVisible()
{
    QList<QTextEdit::ExtraSelection> marks;
    const QColor paper =
        theme::tinted(palette().color(QPalette::Window), theme::Tone::Warning, palette());
    const int bottom = viewport()->height();
    for (QTextBlock block = firstVisibleBlock(); block.isValid() && !m_matches.isEmpty();
         block = block.next()) {
        if (blockBoundingGeometry(block).translated(contentOffset()).top() > bottom)
            break;
        const auto match = m_matches.constFind(m_numbers.value(block.blockNumber(), -1));
        if (match == m_matches.cend())
            continue;
        const auto row = static_cast<int>(match->line - m_model.firstNumber());
        if (row < 0)
            continue;
        QTextEdit::ExtraSelection mark;
        mark.format.setBackground(paper);
        mark.format.setFontUnderline(true);
        mark.cursor = QTextCursor(block);
        const auto start = block.position() + prefixOf(row).size() + match->start;
        mark.cursor.setPosition(static_cast<int>(start));
        mark.cursor.setPosition(static_cast<int>(start + match->length), QTextCursor::KeepAnchor);
        marks.append(mark);
    }
    if (!marks.isEmpty() || !extraSelections().isEmpty())
        setExtraSelections(marks);
}

void LogEdit::goTo(const LogMatch &match)
{
    const auto line = std::lower_bound(m_numbers.cbegin(), m_numbers.cend(), match.line);
    if (line == m_numbers.cend() || *line != match.line)
        return;
    setFollowing(false);
    const QTextBlock block =
        document()->findBlockByNumber(static_cast<int>(line - m_numbers.cbegin()));
    const auto row = static_cast<int>(match.line - m_model.firstNumber());
    const auto start = block.position() + prefixOf(row).size() + match.start;
    QTextCursor cursor(block);
    cursor.setPosition(static_cast<int>(start));
    cursor.setPosition(static_cast<int>(start + match.length), QTextCursor::KeepAnchor);
    m_adding = true;
    setTextCursor(cursor);
    centerCursor();
    m_place = verticalScrollBar()->value();
    m_adding = false;
    m_marking.start();
}

qint64 LogEdit::currentNumber() const
{
    const int block = textCursor().hasSelection() ? textCursor().blockNumber()
                                                  : firstVisibleBlock().blockNumber();
    return m_numbers.value(block, -1);
}

} // namespace peregrine
