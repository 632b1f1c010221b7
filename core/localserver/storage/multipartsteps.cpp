#include "core/localserver/storage/multipartsteps.h"

#include "core/base/json.h"
#include "core/base/logging.h"

#include <QFile>
#include <QJsonArray>

namespace peregrine::localserver {

namespace {

constexpr qsizetype maximumEtag = 128;

/// Decimal digits only; 0, which is no part's number, for anything else.
int partNumber(const QString &text)
{
    bool ok = false;
    const int number = text.toInt(&ok);
    return ok && QString::number(number) == text ? number : 0;
}

HttpResponse refused(const MultipartUploads::Refusal &refusal)
{
    return HttpResponse::detail(refusal.status, refusal.text);
}

Expected<QList<MultipartUploads::Claim>, QString> claimsIn(const QByteArray &body)
{
    const Expected<QJsonValue, QString> json = parseJson(body);
    if (!json)
        return Unexpected{QStringLiteral("The body is not valid JSON: %1").arg(json.error())};
    const QJsonValue parts = json->toObject().value(QStringLiteral("parts"));
    if (!parts.isArray())
        return Unexpected{QStringLiteral("parts must be a list.")};
    QList<MultipartUploads::Claim> claims;
    const QJsonArray list = parts.toArray();
    for (const QJsonValue &entry : list) {
        const QJsonObject part = entry.toObject();
        QJsonValue number = part.value(QStringLiteral("partNumber"));
        if (number.isUndefined())
            number = part.value(QStringLiteral("part_number"));
        const QString etag = part.value(QStringLiteral("etag")).toString();
        if (number.toInt() < 1 || etag.isEmpty() || etag.size() > maximumEtag)
            return Unexpected{QStringLiteral("Each part needs a partNumber and an etag.")};
        claims.append({number.toInt(), etag.toUtf8()});
    }
    return claims;
}

} // namespace

std::optional<HttpResponse> diskFault(const FileStore &files, const HttpRequest &head)
{
    if (files.diskHasRoomFor(head.header("content-length").toLongLong()))
        return std::nullopt;
    return HttpResponse::detail(507, QStringLiteral("The server's disk is full."));
}

MultipartSteps::MultipartSteps(FileStore &files, MultipartUploads &uploads)
    : m_files(files)
    , m_uploads(uploads)
{
    m_joining.setMaxThreadCount(1);
    m_joining.setObjectName(QStringLiteral("local server uploads"));
}

MultipartSteps::~MultipartSteps()
{
    m_joining.waitForDone();
}

HttpBodyPlan MultipartSteps::planPart(const QString &id, const QString &number,
                                      const HttpRequest &head) const
{
    const Expected<qint64, MultipartUploads::Refusal> room =
        m_uploads.roomFor(id, partNumber(number));
    if (!room)
        return HttpBodyPlan::refuse(refused(room.error()));
    if (head.header("content-length").toLongLong() > *room) {
        return HttpBodyPlan::refuse(
            HttpResponse::detail(413, QStringLiteral("The upload is too large.")));
    }
    if (const std::optional<HttpResponse> fault = diskFault(m_files, head))
        return HttpBodyPlan::refuse(*fault);
    return HttpBodyPlan::toFile(m_files.newPartPath(), *room);
}

HttpResponse MultipartSteps::takePart(const QString &id, const QString &number,
                                      const HttpRequest &request)
{
    const Expected<QByteArray, MultipartUploads::Refusal> etag =
        m_uploads.add(id, partNumber(number), request.bodyFile, request.bodySize);
    if (!etag) {
        QFile::remove(request.bodyFile);
        return refused(etag.error());
    }
    HttpResponse response =
        HttpResponse::json(200,
                           QJsonObject{{QStringLiteral("partNumber"), partNumber(number)},
                                       {QStringLiteral("etag"), QString::fromLatin1(*etag)}});
    response.setHeader("etag", *etag);
    return response;
}

void MultipartSteps::complete(const QString &id, MultipartUploads::Order order,
                              const HttpRequest &request, const HttpResponder &responder,
                              const QJsonObject &answer)
{
    const Expected<QList<MultipartUploads::Claim>, QString> claims = claimsIn(request.body);
    if (!claims)
        return responder.send(HttpResponse::detail(400, claims.error()));
    // Joined files come one after the other, so what is closed and not there yet is there by then.
    const bool closed = !m_uploads.isOpen(id);
    const Expected<MultipartUploads::Whole, MultipartUploads::Refusal> whole =
        m_uploads.close(id, *claims, order);
    if (!whole && !closed)
        return responder.send(refused(whole.error()));
    m_joining.start([this, id, whole, responder, answer] {
        if (!whole) {
            return responder.send(m_files.find(id) ? HttpResponse::json(200, answer)
                                                   : refused(whole.error()));
        }
        const Expected<StoredFile, Error> stored =
            m_files.adopt(id, whole->parts, whole->description);
        if (!stored)
            qCWarning(lcLocalServer) << "Cannot join an upload:" << stored.error().message;
        responder.send(stored ? HttpResponse::json(200, answer)
                              : HttpResponse::detail(
                                  507, QStringLiteral("The server cannot write to its disk.")));
    });
}

} // namespace peregrine::localserver
