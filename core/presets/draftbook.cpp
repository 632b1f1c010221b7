#include "core/presets/draftbook.h"

#include "core/base/async.h"
#include "core/base/logging.h"
#include "core/presets/draftfile.h"

#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace peregrine {

DraftBook::DraftBook(QString file, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
{ }

DraftBook::~DraftBook()
{
    m_writing.waitForFinished();
    if (!m_isDirty || !m_isLoaded)
        return;
    if (const auto saved = draftfile::save(m_drafts, m_file); !saved)
        qCWarning(lcLibrary).noquote() << saved.error().message;
}

void DraftBook::load()
{
    const auto reading = QtConcurrent::run([file = m_file] { return draftfile::load(file); });
    whenDone(this, reading, [this](const Expected<draftfile::Contents, Error> &contents) {
        if (!contents) {
            tell(contents.error());
        } else {
            for (const FormDraft &draft : contents->drafts) {
                if (!find(draft.endpoint))
                    m_drafts.append(draft);
            }
            if (contents->broken > 0) {
                Error error;
                error.kind = Error::Kind::Storage;
                error.message = tr("What %n form(s) held last could not be read and is left out.",
                                   nullptr, contents->broken);
                tell(error);
            }
        }
        m_isLoaded = true;
        if (m_isDirty)
            save();
        Q_EMIT loaded();
    });
}

std::optional<FormValues> DraftBook::find(const QString &endpoint) const
{
    const auto it =
        std::find_if(m_drafts.cbegin(), m_drafts.cend(),
                     [&endpoint](const FormDraft &draft) { return draft.endpoint == endpoint; });
    return it == m_drafts.cend() ? std::nullopt : std::optional(it->values);
}

void DraftBook::put(const QString &endpoint, const FormValues &values)
{
    const FormDraft draft{endpoint, values};
    if (!m_drafts.isEmpty() && m_drafts.constFirst() == draft)
        return;
    m_drafts.removeIf([&endpoint](const FormDraft &other) { return other.endpoint == endpoint; });
    m_drafts.prepend(draft);
    if (m_drafts.size() > draftfile::maxDrafts)
        m_drafts.removeLast();
    save();
}

void DraftBook::remove(const QString &endpoint)
{
    if (m_drafts.removeIf(
            [&endpoint](const FormDraft &draft) { return draft.endpoint == endpoint; })
        > 0)
        save();
}

void DraftBook::save()
{
    m_isDirty = true;
    // Writing goes on with what is there by then.
    if (!m_isLoaded || m_writing.isRunning())
        return;
    m_isDirty = false;
    m_writing = QtConcurrent::run(
        [drafts = m_drafts, file = m_file] { return draftfile::save(drafts, file); });
    whenDone(this, m_writing, [this](const Expected<Done, Error> &saved) {
        if (!saved)
            tell(saved.error());
        if (m_isDirty)
            save();
    });
}

void DraftBook::tell(const Error &error)
{
    if (!std::exchange(m_hasTold, true))
        Q_EMIT failed(error);
}

} // namespace peregrine
