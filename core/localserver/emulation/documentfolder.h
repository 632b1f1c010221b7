#pragma once

#include "core/base/result.h"
#include "core/localserver/emulation/endpointdocument.h"

#include <QCache>
#include <QDateTime>
#include <QMutex>
#include <QString>
#include <QStringList>

namespace peregrine::localserver {

/// A folder of OpenAPI documents, one endpoint a file; only read, never written. The documents used
/// last are kept in memory, and read again when their file changes. Safe from any thread.
class DocumentFolder
{
public:
    explicit DocumentFolder(QString path);

    [[nodiscard]] const QString &path() const { return m_path; }
    /// The .json files in it and below it, those nearer to the top first; links are not followed.
    [[nodiscard]] QStringList files() const;
    /// The error says in a few words what is wrong.
    [[nodiscard]] Expected<EndpointDocument, QString> read(const QString &file) const;

private:
    struct Kept
    {
        EndpointDocument document;
        QDateTime changed;
    };

    QString m_path;
    mutable QMutex m_mutex;
    mutable QCache<QString, Kept> m_kept;
};

} // namespace peregrine::localserver
