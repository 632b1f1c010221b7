#include "core/media/clipbook.h"

#include "core/base/async.h"
#include "core/media/clipprobe.h"

#include <QFileInfo>
#include <QtConcurrent>

namespace peregrine {

namespace {

constexpr int mostEntries = 500;

} // namespace

ClipBook::ClipBook(QObject *parent)
    : QObject(parent)
    , m_entries(mostEntries)
{
    m_pool.setMaxThreadCount(1);
}

ClipBook::~ClipBook()
{
    m_closing = true;
    m_pool.waitForDone();
}

ClipBook::Version ClipBook::versionOf(const QString &path)
{
    const QFileInfo info(path);
    return info.isFile() ? Version{info.size(), info.lastModified()} : Version();
}

std::optional<ClipFacts> ClipBook::known(const QString &path) const
{
    const Entry *entry = m_entries.object(path);
    if (!entry || entry->version.bytes < 0 || entry->version != versionOf(path))
        return std::nullopt;
    return entry->facts;
}

QFuture<ClipFacts> ClipBook::probe(const QString &path)
{
    if (const auto facts = known(path))
        return readyFuture(*facts);
    if (const auto running = m_underWay.constFind(path); running != m_underWay.cend())
        return *running;
    // Before the look: a file that changes meanwhile is looked into again.
    const Version version = versionOf(path);
    const QFuture<ClipFacts> look = QtConcurrent::run(
        &m_pool, [this, path] { return m_closing ? ClipFacts() : probeClip(path, &m_closing); });
    m_underWay.insert(path, look);
    whenDone(this, look, [this, path, version](const ClipFacts &facts) {
        m_underWay.remove(path);
        m_entries.insert(path, new Entry{version, facts});
        if (m_underWay.isEmpty())
            Q_EMIT allProbed();
    });
    return look;
}

} // namespace peregrine
