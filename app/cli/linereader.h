#pragma once

#include <QByteArray>
#include <QObject>

#include <cstdio>
#include <memory>

namespace peregrine::cli {

/// The lines of a stream, read on a thread of its own so that a terminal or a slow pipe holds up
/// nothing. Signals come from the event loop. Deleting it leaves the rest unread.
class LineReader : public QObject
{
    Q_OBJECT

public:
    /// Longer lines are cut, which makes them no JSON: an error that names the line.
    static constexpr qsizetype maxLine = 64 * 1024 * 1024;

    /// The stream must stay open as long as the program runs.
    explicit LineReader(FILE *stream, QObject *parent = nullptr);
    ~LineReader() override;

Q_SIGNALS:
    void lineRead(const QByteArray &line);
    void ended();

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
};

} // namespace peregrine::cli
