#pragma once

#include "core/prompts/wildcardlists.h"

#include <QFileSystemWatcher>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

namespace peregrine {

/// The wildcards folder of a profile: its lists, read in the background and read again when its
/// files change. Nothing is written but the folder itself, when the user wants to see it.
class WildcardFolder : public QObject
{
    Q_OBJECT

public:
    /// Reads at once. The folder need not be there.
    explicit WildcardFolder(QString path, QObject *parent = nullptr);
    /// Waits for a reading under way.
    ~WildcardFolder() override;

    [[nodiscard]] const QString &path() const { return m_path; }
    /// What was read last; empty at first.
    [[nodiscard]] const WildcardLists &lists() const { return m_lists; }
    /// Something was read since it was made.
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    void reload();
    /// Makes the folder, with a file that explains itself when it is new. False when it cannot be
    /// made.
    [[nodiscard]] bool prepare();

Q_SIGNALS:
    void changed();

private:
    struct Reading
    {
        WildcardLists lists;
        QStringList watched;
    };

    [[nodiscard]] static Reading readNow(const QString &path);
    void take(const Reading &reading);

    const QString m_path;
    WildcardLists m_lists;
    bool m_isLoaded = false;
    bool m_again = false;
    QFileSystemWatcher m_watcher;
    /// Editors write a file in several steps.
    QTimer m_settle;
    QFutureWatcher<Reading> m_reading;
};

} // namespace peregrine
