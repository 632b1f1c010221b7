#pragma once

#include "core/http/httphandler.h"
#include "core/localserver/storage/filestore.h"
#include "core/localserver/storage/multipartuploads.h"

#include <QJsonObject>
#include <QThreadPool>

namespace peregrine::localserver {

/// What all ways of uploading in parts have in common, as HTTP: a part comes in, an upload is
/// completed. Whether the caller may is asked before. Used by the HTTP thread only; files are
/// joined on a thread of its own.
class MultipartSteps
{
public:
    /// A list of ten thousand parts has room in it.
    static constexpr qint64 maximumListBytes = 2 * 1024 * 1024;

    MultipartSteps(FileStore &files, MultipartUploads &uploads);
    MultipartSteps(const MultipartSteps &) = delete;
    MultipartSteps &operator=(const MultipartSteps &) = delete;
    /// Waits until the files are joined.
    ~MultipartSteps();

    [[nodiscard]] HttpBodyPlan planPart(const QString &id, const QString &number,
                                        const HttpRequest &head) const;
    /// Answers with the ETag, in the header and in the JSON body: fal's clients differ in which
    /// they read.
    [[nodiscard]] HttpResponse takePart(const QString &id, const QString &number,
                                        const HttpRequest &request);
    /// Reads {"parts":[{"partNumber","etag"}]} (part_number in the way of gcs) and answers with
    /// answer once the file is there; the same again when it is asked again.
    void complete(const QString &id, MultipartUploads::Order order, const HttpRequest &request,
                  const HttpResponder &responder, const QJsonObject &answer);

private:
    FileStore &m_files;
    MultipartUploads &m_uploads;
    QThreadPool m_joining;
};

/// Whether the disk has room for a body of the length that a head announces; else 507.
[[nodiscard]] std::optional<HttpResponse> diskFault(const FileStore &files,
                                                    const HttpRequest &head);

} // namespace peregrine::localserver
