#pragma once

#include "core/fal/queue/logline.h"

#include <QHash>
#include <QSet>
#include <QWidget>

class QToolButton;

namespace peregrine {

class LogModel;

/// Which levels of a log are shown: a chip for each with its count.
class LogLevels : public QWidget
{
    Q_OBJECT

public:
    explicit LogLevels(QWidget *parent = nullptr);

    /// There is something to choose when there are several levels, or one is chosen.
    void setCounts(const LogModel &model);
    /// None chosen: all.
    [[nodiscard]] bool wants(LogLine::Level level) const
    {
        return m_chosen.isEmpty() || m_chosen.contains(level);
    }
    [[nodiscard]] bool isEmpty() const { return m_chosen.isEmpty(); }
    void clear();
    [[nodiscard]] QToolButton &chip(LogLine::Level level) const { return *m_chips.value(level); }

Q_SIGNALS:
    void changed();

private:
    QSet<LogLine::Level> m_chosen;
    QHash<LogLine::Level, QToolButton *> m_chips;
};

} // namespace peregrine
