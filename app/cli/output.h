#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QIODevice>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace peregrine::cli {

/// Exit statuses, as promised in --help.
enum ExitStatus : int {
    ExitDone = 0,
    ExitFailed = 1, ///< the request failed on the server
    ExitUsage = 2, ///< bad usage or invalid input
    ExitUnauthorized = 3,
    ExitUnreachable = 4, ///< network, or server unreachable
    ExitCanceled = 5, ///< cancelled or timed out
};

[[nodiscard]] int exitStatusOf(const Error &error);

/// Where a command writes: results to one device, words for people to the other. With --json the
/// first carries JSON only, one object a line for things that go on.
class Output
{
public:
    struct Style
    {
        bool json = false;
        bool quiet = false;
        /// Words go to a terminal: progress can be shown in place.
        bool terminal = false;
    };

    /// The devices must be open and outlive it.
    Output(QIODevice &results, QIODevice &words, Style style)
        : m_results(results)
        , m_words(words)
        , m_style(style)
    { }

    [[nodiscard]] bool json() const { return m_style.json; }

    /// A line of the result for people; nothing with --json.
    void text(const QString &line);
    /// A whole document: with --json on one line, else indented.
    void document(const QJsonValue &value);
    /// A value on one line; nothing with --json.
    void line(const QJsonValue &value);
    /// Bytes as they are: a stream of sound, for a pipe. Nothing with --json.
    void bytes(const QByteArray &bytes);
    /// {"event": name, ...}: with --json only.
    void event(const QString &name, QJsonObject members = {});
    /// News on the way; nothing with --quiet.
    void note(const QString &line);
    /// How far it is, on one line that the next one replaces. On terminals only: in a file or a
    /// pipe it would be noise.
    void progress(const QString &line);
    /// What went wrong, for people, and with --json as an "error" event too.
    void error(const Error &error);

private:
    static void write(QIODevice &device, const QByteArray &line);
    void clearProgress();

    QIODevice &m_results;
    QIODevice &m_words;
    Style m_style;
    bool m_hasProgress = false;
};

} // namespace peregrine::cli
