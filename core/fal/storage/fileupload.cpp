#include "core/fal/storage/fileupload.h"

#include "core/base/async.h"
#include "core/base/json.h"
#include "core/fal/transport/falexchange.h"
#include "core/fal/storage/storageservice.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonObject>
#include <QMimeDatabase>
#include <QNetworkReply>
#include <QtConcurrent>

namespace peregrine {

namespace {

using namespace std::chrono_literals;

constexpr int putAttempts = 3;
constexpr auto putPatience = 60s;

} // namespace

FileUpload::FileUpload(FalTransport &transport, const QString &path, QObject *parent)
    : FalCall<QUrl>(parent)
    , m_transport(transport)
    , m_path(path)
{
    m_patience.setSingleShot(true);
    m_pause.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_reply)
            m_reply->abort();
    });
    connect(&m_pause, &QTimer::timeout, this, &FileUpload::put);
    whenDone(this, QtConcurrent::run([path] { return inspect(path); }),
             [this](const LocalFileFacts &facts) { initiate(facts); });
}

FileUpload::~FileUpload()
{
    dropReply();
}

void FileUpload::stop()
{
    m_patience.stop();
    m_pause.stop();
    dropReply();
    if (m_exchange)
        m_exchange->deleteLater();
}

void FileUpload::dropReply()
{
    if (!m_reply)
        return;
    QNetworkReply *reply = m_reply;
    m_reply.clear();
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

FileUpload::LocalFileFacts FileUpload::inspect(const QString &path)
{
    LocalFileFacts facts;
    const QFileInfo info(path);
    QFile file(path);
    if (!info.exists()) {
        facts.problem = tr("The file %1 is not there any more.").arg(info.fileName());
    } else if (!info.isFile()) {
        facts.problem = tr("%1 is not a file.").arg(info.fileName());
    } else if (!file.open(QIODevice::ReadOnly)) {
        facts.problem =
            tr("The file %1 cannot be read: %2.").arg(info.fileName(), file.errorString());
    } else if (file.size() > StorageService::maxSimpleBytes) {
        facts.problem = tr("The file %1 is too large to upload: %2 MB, at most %3 MB.")
                            .arg(info.fileName())
                            .arg(file.size() / 1'000'000)
                            .arg(StorageService::maxSimpleBytes / 1'000'000);
    } else {
        facts.mimeType = QMimeDatabase().mimeTypeForFile(info).name();
        facts.bytes = file.size();
    }
    return facts;
}

void FileUpload::initiate(const LocalFileFacts &facts)
{
    if (hasSettled())
        return;
    if (!facts.problem.isEmpty()) {
        fail(Error::storage(facts.problem));
        return;
    }
    m_facts = facts;
    FalRequest request;
    request.method = FalRequest::Method::Post;
    request.url =
        QUrl(QStringLiteral("https://rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3"));
    request.body = toJson(QJsonObject{{QStringLiteral("content_type"), facts.mimeType},
                                      {QStringLiteral("file_name"), QFileInfo(m_path).fileName()}});
    m_exchange = m_transport.send(request, this, [this](const Expected<FalAnswer, Error> &answer) {
        if (!answer) {
            fail(answer.error());
            return;
        }
        const auto object = jsonObjectOf(*answer);
        if (!object) {
            fail(object.error());
            return;
        }
        m_uploadUrl = QUrl(object->value(QStringLiteral("upload_url")).toString());
        m_fileUrl = QUrl(object->value(QStringLiteral("file_url")).toString());
        const FalEnvironment &environment = m_transport.environment();
        if (!environment.mayExchangeFiles(m_uploadUrl)
            || !environment.mayExchangeFiles(m_fileUrl)) {
            fail(Error::malformed(tr("The server gave no address to upload the file to.")));
            return;
        }
        put();
    });
}

void FileUpload::put()
{
    ++m_attempts;
    auto *file = new QFile(m_path);
    if (!file->open(QIODevice::ReadOnly) || file->size() != m_facts.bytes) {
        delete file;
        fail(Error::storage(
            tr("The file %1 changed while it was uploaded.").arg(QFileInfo(m_path).fileName())));
        return;
    }
    // The address is signed: no key here, and no header but the type.
    QNetworkRequest request(m_uploadUrl);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setHeader(QNetworkRequest::ContentTypeHeader, m_facts.mimeType);
    request.setHeader(QNetworkRequest::ContentLengthHeader, m_facts.bytes);
    request.setRawHeader("User-Agent", "Peregrine/" PEREGRINE_VERSION);
    m_reply = m_transport.fileManager().put(request, file);
    file->setParent(m_reply);
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this](qint64 done, qint64) {
        m_patience.start(putPatience);
        Q_EMIT progressed(done, m_facts.bytes);
    });
    connect(m_reply, &QNetworkReply::finished, this, &FileUpload::concludePut);
    m_patience.start(putPatience);
}

void FileUpload::concludePut()
{
    m_patience.stop();
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status / 100 == 2) {
        succeedWith(m_fileUrl);
        return;
    }
    Error error;
    if (status == 0) {
        error = transportErrorOf(*m_reply);
        error.maybeDelivered = false;
    } else {
        FalAnswer answer;
        answer.status = status;
        answer.body = m_reply->read(64 * 1024);
        error = errorOf(answer);
        error.kind = error.kind == Error::Kind::Unauthorized ? Error::Kind::Forbidden : error.kind;
    }
    dropReply();
    const bool again = status == 0 || status == 429 || status >= 500;
    if (again && m_attempts < putAttempts)
        m_pause.start(m_transport.retryDelay(RetryPolicy(), m_attempts - 1));
    else
        fail(error);
}

} // namespace peregrine
