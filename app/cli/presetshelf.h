#pragma once

#include "core/base/clock.h"
#include "core/library/sqlpresetrepository.h"
#include "core/library/store.h"
#include "core/presets/presetbook.h"

#include <QObject>

namespace peregrine {
struct Folders;
}

namespace peregrine::cli {

/// The library's presets, for one command.
class PresetShelf : public QObject
{
    Q_OBJECT

public:
    explicit PresetShelf(const Folders &folders, QObject *parent = nullptr);

    /// Opens the library, or makes it, and reads: opened() or failed() follows, once.
    void open();
    [[nodiscard]] PresetBook &book() { return m_book; }
    /// What was changed until now is on disk, or could not be kept: settled() or failed() follows.
    void settle();

    /// The preset that a person means: by its name, of one model or of all; or by its id. The error
    /// says when there is none, or several, and then which.
    [[nodiscard]] Expected<Preset, Error> find(const QString &name, const QString &endpoint) const;

Q_SIGNALS:
    void opened();
    void settled();
    void failed(const peregrine::Error &error);

private:
    void fail(const Error &error);

    SystemClock m_clock;
    Store m_store;
    SqlPresetRepository m_repository;
    PresetBook m_book;
    bool m_hasFailed = false;
};

} // namespace peregrine::cli
