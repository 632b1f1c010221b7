#include "app/cli/presetshelf.h"

#include "app/cli/argumenttext.h"
#include "core/base/async.h"
#include "core/settings/folders.h"

#include <utility>

namespace peregrine::cli {

PresetShelf::PresetShelf(const Folders &folders, QObject *parent)
    : QObject(parent)
    , m_store(folders.database(), folders.results())
    , m_repository(m_store)
    , m_book(m_repository, m_clock)
{
    connect(&m_book, &PresetBook::failed, this, &PresetShelf::fail);
    connect(&m_book, &PresetBook::loaded, this, [this] {
        if (!m_hasFailed)
            Q_EMIT opened();
    });
}

void PresetShelf::fail(const Error &error)
{
    if (!std::exchange(m_hasFailed, true))
        Q_EMIT failed(error);
}

void PresetShelf::open()
{
    whenDone(this, m_store.open(), [this](const Expected<Done, Error> &opened) {
        if (opened)
            m_book.load();
        else
            fail(opened.error());
    });
}

void PresetShelf::settle()
{
    // The store works in the order in which it is asked.
    whenDone(this, m_repository.all(), [this](const Expected<QList<Preset>, Error> &all) {
        if (!all)
            fail(all.error());
        else if (!m_hasFailed)
            Q_EMIT settled();
    });
}

Expected<Preset, Error> PresetShelf::find(const QString &name, const QString &endpoint) const
{
    QList<Preset> found;
    for (const Preset &preset : m_book.presets()) {
        const bool isNamed =
            preset.name.compare(name, Qt::CaseInsensitive) == 0 || preset.id.toString() == name;
        if (isNamed && (endpoint.isEmpty() || preset.endpoint == endpoint))
            found.append(preset);
    }
    if (found.size() == 1)
        return found.first();
    Error error;
    error.kind = Error::Kind::Validation;
    if (!found.isEmpty()) {
        QStringList models;
        for (const Preset &preset : std::as_const(found))
            models.append(preset.endpoint);
        error.message = tr("Several models have a preset \"%1\": say which one with --model. They "
                           "are %2.")
                            .arg(shortened(name), models.join(QStringLiteral(", ")));
    } else if (endpoint.isEmpty()) {
        error.message = tr("There is no preset \"%1\". peregrine-cli presets list shows all.")
                            .arg(shortened(name));
    } else {
        error.message = tr("%1 has no preset \"%2\". peregrine-cli presets list shows all.")
                            .arg(endpoint, shortened(name));
    }
    return Unexpected{error};
}

} // namespace peregrine::cli
