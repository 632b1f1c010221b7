#include "ui/queue/logsearch.h"

#include "ui/queue/logtext.h"

#include <QElapsedTimer>
#include <QPromise>
#include <QtConcurrent>

#include <chrono>

namespace peregrine {

namespace {

using namespace std::chrono_literals;

/// Of all lines together.
constexpr auto longestSearch = 5s;

} // namespace

LogSearch::LogSearch(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &LogSearch::take);
}

LogSearch::~LogSearch()
{
    stop();
}

void LogSearch::stop()
{
    m_waiting.clear();
    m_busy = false;
    m_watcher.future().cancel();
    // Whatever still comes of it is nobody's.
    m_watcher.setFuture({});
}

void LogSearch::setPattern(const QString &text, bool isRegularExpression)
{
    stop();
    m_pattern.reset();
    if (text.isEmpty())
        return;
    QRegularExpression pattern(isRegularExpression ? text : QRegularExpression::escape(text),
                               QRegularExpression::CaseInsensitiveOption);
    if (!pattern.isValid()) {
        Q_EMIT failed(tr("This is no regular expression: %1.").arg(pattern.errorString()));
        return;
    }
    pattern.optimize();
    m_pattern = pattern;
}

void LogSearch::add(qint64 firstLine, const QStringList &messages)
{
    if (!m_pattern || messages.isEmpty())
        return;
    m_waiting.append({firstLine, messages});
    if (!m_busy)
        next();
}

void LogSearch::next()
{
    m_busy = true;
    m_watcher.setFuture(QtConcurrent::run(&LogSearch::search, *m_pattern, m_waiting.takeFirst()));
}

void LogSearch::search(QPromise<Result> &promise, const QRegularExpression &pattern,
                       const Portion &portion)
{
    Result result;
    QElapsedTimer timer;
    timer.start();
    for (qsizetype i = 0; i < portion.messages.size(); ++i) {
        if (promise.isCanceled())
            return;
        if (std::chrono::milliseconds(timer.elapsed()) > longestSearch) {
            result.gaveUp = true;
            break;
        }
        const auto match = pattern.match(logtext::shown(portion.messages.at(i)));
        if (match.hasMatch())
            result.matches.append(
                {portion.first + i, match.capturedStart(), match.capturedLength()});
    }
    promise.addResult(result);
}

void LogSearch::take()
{
    if (m_watcher.isCanceled() || m_watcher.future().resultCount() == 0)
        return;
    const Result result = m_watcher.result();
    if (result.gaveUp) {
        stop();
        m_pattern.reset();
        Q_EMIT failed(tr("Looking for this takes too long. Try a simpler pattern."));
        return;
    }
    m_busy = !m_waiting.isEmpty();
    if (m_busy)
        next();
    if (!result.matches.isEmpty())
        Q_EMIT found(result.matches);
    // Whoever was told may have begun another search.
    if (!m_busy)
        Q_EMIT finished();
}

} // namespace peregrine
