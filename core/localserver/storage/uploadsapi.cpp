#include "core/localserver/storage/uploadsapi.h"

#include <QFile>

namespace peregrine::localserver {

namespace {

// v3.fal.media / upload / ID [/ NUMBER | / complete]
constexpr qsizetype wholeSegments = 3;
constexpr qsizetype partSegments = 4;

bool isCompletion(const HttpRequest &request)
{
    return request.target.segments.value(3) == QLatin1String("complete");
}

QString tokenIn(const HttpRequest &request)
{
    return request.target.queryValue(QStringLiteral("token"));
}

HttpResponse notValid()
{
    return HttpResponse::detail(403, QStringLiteral("The upload URL is not valid any more."));
}

} // namespace

UploadsApi::UploadsApi(FileStore &files, const UploadTickets &tickets,
                       const MultipartUploads &uploads, MultipartSteps &steps, qint64 maximumBytes)
    : m_files(files)
    , m_tickets(tickets)
    , m_uploads(uploads)
    , m_steps(steps)
    , m_maximumBytes(maximumBytes)
{ }

HttpBodyPlan UploadsApi::planBody(const HttpRequest &head)
{
    const QStringList &path = head.target.segments;
    if (path.size() != wholeSegments && path.size() != partSegments)
        return HttpBodyPlan::refuse(HttpResponse::detail(404, QStringLiteral("Not Found")));
    const QByteArray method = isCompletion(head) ? "POST" : "PUT";
    if (head.method != method) {
        HttpResponse response = HttpResponse::detail(405, QStringLiteral("Method Not Allowed"));
        response.setHeader("allow", method);
        return HttpBodyPlan::refuse(response);
    }
    if (path.size() == wholeSegments)
        return planWhole(head);
    // A completed upload is not known any more; it may be asked for once more all the same.
    const bool finished = isCompletion(head) && !m_uploads.isOpen(path.at(2));
    if (!finished && !m_uploads.owns(path.at(2), tokenIn(head)))
        return HttpBodyPlan::refuse(notValid());
    return isCompletion(head) ? HttpBodyPlan::toMemory(MultipartSteps::maximumListBytes)
                              : m_steps.planPart(path.at(2), path.at(3), head);
}

HttpBodyPlan UploadsApi::planWhole(const HttpRequest &head) const
{
    if (!ticketOf(head))
        return HttpBodyPlan::refuse(notValid());
    if (head.header("content-length").toLongLong() > m_maximumBytes) {
        return HttpBodyPlan::refuse(
            HttpResponse::detail(413, QStringLiteral("The upload is too large.")));
    }
    if (const std::optional<HttpResponse> fault = diskFault(m_files, head))
        return HttpBodyPlan::refuse(*fault);
    return HttpBodyPlan::toFile(m_files.newPartPath(), m_maximumBytes);
}

void UploadsApi::handle(HttpRequest request, HttpResponder responder)
{
    const QString id = request.target.segments.at(2);
    if (request.target.segments.size() == wholeSegments)
        responder.send(takeWhole(request));
    else if (isCompletion(request))
        m_steps.complete(id, MultipartUploads::Order::Ascending, request, responder, {});
    else
        responder.send(m_steps.takePart(id, request.target.segments.at(3), request));
}

std::optional<UploadTickets::Ticket> UploadsApi::ticketOf(const HttpRequest &request) const
{
    return m_tickets.find(request.target.segments.at(2), tokenIn(request));
}

HttpResponse UploadsApi::takeWhole(const HttpRequest &request)
{
    const std::optional<UploadTickets::Ticket> ticket = ticketOf(request);
    if (!ticket) {
        QFile::remove(request.bodyFile);
        return notValid();
    }
    const Expected<StoredFile, Error> stored =
        m_files.adopt(ticket->id, {request.bodyFile}, ticket->description);
    if (!stored)
        return HttpResponse::detail(507, QStringLiteral("The server cannot keep the file."));
    return HttpResponse::json(200, QJsonValue(QJsonValue::Null));
}

} // namespace peregrine::localserver
