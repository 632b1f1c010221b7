#include "core/localserver/emulation/documentfolder.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QMutexLocker>

#include <algorithm>
#include <utility>

namespace peregrine::localserver {

namespace {

// fal has some 1,500 endpoints; a folder with far more is not one of documents.
constexpr qsizetype maximumFiles = 20'000;
constexpr qsizetype keptDocuments = 24;

} // namespace

DocumentFolder::DocumentFolder(QString path)
    : m_path(std::move(path))
    , m_kept(keptDocuments)
{ }

QStringList DocumentFolder::files() const
{
    QStringList found;
    QDirIterator it(m_path, {QStringLiteral("*.json")}, QDir::Files | QDir::NoSymLinks,
                    QDirIterator::Subdirectories);
    while (it.hasNext() && found.size() < maximumFiles)
        found.append(it.next());
    std::sort(found.begin(), found.end(), [](const QString &a, const QString &b) {
        const qsizetype depthA = a.count(u'/');
        const qsizetype depthB = b.count(u'/');
        return depthA == depthB ? a < b : depthA < depthB;
    });
    return found;
}

Expected<EndpointDocument, QString> DocumentFolder::read(const QString &file) const
{
    const QFileInfo facts(file);
    const QDateTime changed = facts.lastModified();
    {
        const QMutexLocker lock(&m_mutex);
        if (const Kept *kept = m_kept.object(file); kept != nullptr && kept->changed == changed)
            return kept->document;
    }
    if (facts.size() > EndpointDocument::maximumBytes)
        return Unexpected{QStringLiteral("it is larger than 16 MB")};
    QFile content(file);
    if (!content.open(QIODevice::ReadOnly))
        return Unexpected{content.errorString()};
    Expected<EndpointDocument, QString> document =
        EndpointDocument::read(content.read(EndpointDocument::maximumBytes + 1));
    if (document) {
        const QMutexLocker lock(&m_mutex);
        m_kept.insert(file, new Kept{*document, changed});
    }
    return document;
}

} // namespace peregrine::localserver
