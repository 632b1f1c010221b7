#include "core/localserver/storage/cdnapi.h"

#include "core/base/ids.h"
#include "core/localserver/storage/fileurls.h"

#include <QFile>

namespace peregrine::localserver {

namespace {

// v3.fal.media / files / local / ID.suffix / multipart / UPLOAD / NUMBER
constexpr qsizetype partSegments = 7;

HttpResponse accessAnswer(const HttpRequest &request, const StoredFile &file,
                          const QString &uploadId = {})
{
    QJsonObject body{{QStringLiteral("access_url"), QString(serverBase(request) + file.urlPath())}};
    if (!uploadId.isEmpty())
        body.insert(QStringLiteral("uploadId"), uploadId);
    return HttpResponse::json(200, body);
}

} // namespace

CdnApi::CdnApi(const CdnTokens &tokens, FileStore &files, MultipartUploads &uploads,
               MultipartSteps &steps, qint64 maximumBytes)
    : m_tokens(tokens)
    , m_files(files)
    , m_uploads(uploads)
    , m_steps(steps)
    , m_maximumBytes(maximumBytes)
{ }

CdnApi::Step CdnApi::stepOf(const HttpRequest &request)
{
    const QStringList path = request.target.segments.mid(1);
    const bool post = request.method == "POST";
    if (post && path == QStringList{QStringLiteral("files"), QStringLiteral("upload")})
        return Step::Whole;
    if (post && path.mid(1) == QStringList{QStringLiteral("upload"), QStringLiteral("multipart")})
        return Step::Open;
    if (path.size() + 1 != partSegments || path.at(1) != QLatin1String("local")
        || path.at(3) != QLatin1String("multipart"))
        return Step::None;
    if (post)
        return path.last() == QLatin1String("complete") ? Step::Complete : Step::None;
    return request.method == "PUT" ? Step::Part : Step::None;
}

QString CdnApi::idIn(const HttpRequest &request)
{
    return request.target.segments.at(3).section(u'.', 0, 0);
}

HttpBodyPlan CdnApi::planBody(const HttpRequest &head)
{
    const Step step = stepOf(head);
    if (step == Step::None) {
        HttpResponse response = HttpResponse::detail(405, QStringLiteral("Method Not Allowed"));
        response.setHeader("allow", "GET, HEAD");
        return HttpBodyPlan::refuse(response);
    }
    if (!m_tokens.allows(head.header("authorization"))) {
        return HttpBodyPlan::refuse(
            HttpResponse::detail(401, QStringLiteral("The upload token is missing or expired.")));
    }
    if (step == Step::Whole)
        return planWhole(head);
    if (step == Step::Open)
        return HttpBodyPlan::toMemory(0);
    const QString id = idIn(head);
    const bool finished = step == Step::Complete && !m_uploads.isOpen(id);
    if (!finished && !m_uploads.owns(id, head.target.segments.at(5))) {
        return HttpBodyPlan::refuse(
            HttpResponse::detail(404, QStringLiteral("There is no such upload.")));
    }
    return step == Step::Part ? m_steps.planPart(id, head.target.segments.at(6), head)
                              : HttpBodyPlan::toMemory(MultipartSteps::maximumListBytes);
}

HttpBodyPlan CdnApi::planWhole(const HttpRequest &head) const
{
    if (head.header("content-length").toLongLong() > m_maximumBytes) {
        return HttpBodyPlan::refuse(
            HttpResponse::detail(413, QStringLiteral("The upload is too large.")));
    }
    const Expected<UploadDescription, HttpResponse> description =
        UploadDescription::fromHeaders(head);
    if (!description)
        return HttpBodyPlan::refuse(description.error());
    if (const std::optional<HttpResponse> fault = diskFault(m_files, head))
        return HttpBodyPlan::refuse(*fault);
    return HttpBodyPlan::toFile(m_files.newPartPath(), m_maximumBytes);
}

void CdnApi::handle(HttpRequest request, HttpResponder responder)
{
    switch (stepOf(request)) {
    case Step::Whole:
        return responder.send(takeWhole(request));
    case Step::Open:
        return responder.send(open(request));
    case Step::Part:
        return responder.send(
            m_steps.takePart(idIn(request), request.target.segments.at(6), request));
    case Step::Complete: {
        const QString file = request.target.segments.mid(0, 4).join(u'/');
        // Python's client lists the parts as their uploads ended.
        return m_steps.complete(
            idIn(request), MultipartUploads::Order::Any, request, responder,
            {{QStringLiteral("access_url"), QString(serverBase(request) + u'/' + file)}});
    }
    case Step::None:
        break;
    }
}

HttpResponse CdnApi::takeWhole(const HttpRequest &request)
{
    const Expected<UploadDescription, HttpResponse> description =
        UploadDescription::fromHeaders(request);
    if (!description) {
        QFile::remove(request.bodyFile);
        return description.error();
    }
    const Expected<StoredFile, Error> stored =
        m_files.adopt(makeIdText(), {request.bodyFile}, *description);
    if (!stored)
        return HttpResponse::detail(507, QStringLiteral("The server cannot keep the file."));
    return accessAnswer(request, *stored);
}

HttpResponse CdnApi::open(const HttpRequest &request)
{
    const Expected<UploadDescription, HttpResponse> description =
        UploadDescription::fromHeaders(request);
    if (!description)
        return description.error();
    const Expected<MultipartUploads::Opened, MultipartUploads::Refusal> opened =
        m_uploads.open(*description);
    if (!opened)
        return HttpResponse::detail(opened.error().status, opened.error().text);
    StoredFile file;
    file.id = opened->id;
    file.contentType = description->contentType;
    return accessAnswer(request, file, opened->token);
}

} // namespace peregrine::localserver
