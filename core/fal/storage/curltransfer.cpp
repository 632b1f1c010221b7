#include "core/fal/storage/curltransfer.h"

#include <QCoreApplication>
#include <QNetworkProxy>

#include <algorithm>
#include <cstdio>

namespace peregrine {

namespace {

using namespace std::chrono_literals;

/// libcurl's buffer between file and socket; larger ones measured no faster.
constexpr long sendBufferBytes = 512 * 1024;
/// Answers to uploads are a few hundred bytes.
constexpr qsizetype maxAnswerBytes = 256 * 1024;
constexpr qint64 maxHeaderBytes = 64 * 1024;
constexpr long connectTimeoutMs = 30'000;
constexpr auto newsInterval = 50ms;
/// So many times the patience for an answer that comes in drops; a server may send them while it
/// puts the parts of a file together.
constexpr int answerPatiences = 3;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::FileSending)
};

/// Nothing that a server or a file's name says may end a header line early.
QByteArray oneLine(QByteArray text)
{
    text.removeIf([](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return text;
}

} // namespace

CurlTransfer::CurlTransfer(const SendRequest &request)
    : m_request(request)
    , m_reader(request.body)
    , m_handle(curl_easy_init())
    , m_lastSent(std::chrono::steady_clock::now())
    , m_lastMove(m_lastSent)
    , m_lastNews(m_lastSent)
{ }

CurlTransfer::~CurlTransfer() = default;

bool CurlTransfer::prepare(const QNetworkProxy &proxy)
{
    CURL *curl = m_handle.get();
    if (!curl || !m_reader.open())
        return false;
    const QByteArray url = m_request.url.toEncoded(QUrl::RemoveFragment);
    const auto size = static_cast<curl_off_t>(m_request.body.size());
    curl_easy_setopt(curl, CURLOPT_URL, url.constData());
    // Signatures cover the path as it stands.
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
    // Parts go over connections of their own: one HTTP/2 connection's flow control only slows them.
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, connectTimeoutMs);
    curl_easy_setopt(curl, CURLOPT_UPLOAD_BUFFERSIZE, sendBufferBytes);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Peregrine/" PEREGRINE_VERSION);
    if (m_request.method == SendRequest::Method::Put) {
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, size);
    } else {
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, size);
    }
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, &CurlTransfer::readBody);
    curl_easy_setopt(curl, CURLOPT_READDATA, this);
    curl_easy_setopt(curl, CURLOPT_SEEKFUNCTION, &CurlTransfer::seekBody);
    curl_easy_setopt(curl, CURLOPT_SEEKDATA, this);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &CurlTransfer::takeHeader);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &CurlTransfer::takeAnswer);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(curl, CURLOPT_PRIVATE, this);
    // A name without a value takes one of libcurl's own away.
    for (const char *unwanted : {"Expect:", "Accept:", "Content-Type:"})
        addHeader(unwanted);
    for (const auto &[name, value] : m_request.headers)
        addHeader(oneLine(name) + ": " + oneLine(value));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, m_headers.get());
    setProxy(proxy);
    return true;
}

void CurlTransfer::addHeader(const QByteArray &line)
{
    if (curl_slist *longer = curl_slist_append(m_headers.get(), line.constData())) {
        static_cast<void>(m_headers.release());
        m_headers.reset(longer);
    }
}

void CurlTransfer::setProxy(const QNetworkProxy &proxy)
{
    CURL *curl = m_handle.get();
    const bool socks = proxy.type() == QNetworkProxy::Socks5Proxy;
    if (proxy.hostName().isEmpty()
        || !(socks || proxy.type() == QNetworkProxy::HttpProxy
             || proxy.type() == QNetworkProxy::HttpCachingProxy)) {
        // Empty, not unset: libcurl must not read the environment by rules of its own.
        curl_easy_setopt(curl, CURLOPT_PROXY, "");
        return;
    }
    curl_easy_setopt(curl, CURLOPT_PROXY, proxy.hostName().toUtf8().constData());
    curl_easy_setopt(curl, CURLOPT_PROXYPORT, static_cast<long>(proxy.port()));
    curl_easy_setopt(curl, CURLOPT_PROXYTYPE,
                     static_cast<long>(socks ? CURLPROXY_SOCKS5_HOSTNAME : CURLPROXY_HTTP));
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
    if (!proxy.user().isEmpty()) {
        curl_easy_setopt(curl, CURLOPT_PROXYUSERNAME, proxy.user().toUtf8().constData());
        curl_easy_setopt(curl, CURLOPT_PROXYPASSWORD, proxy.password().toUtf8().constData());
        curl_easy_setopt(curl, CURLOPT_PROXYAUTH, CURLAUTH_ANY);
    }
}

size_t CurlTransfer::readBody(char *into, size_t size, size_t count, void *self)
{
    auto *transfer = static_cast<CurlTransfer *>(self);
    const qint64 read = transfer->m_reader.read(into, static_cast<qint64>(size * count));
    return read < 0 ? size_t(CURL_READFUNC_ABORT) : static_cast<size_t>(read);
}

int CurlTransfer::seekBody(void *self, curl_off_t offset, int origin)
{
    auto *transfer = static_cast<CurlTransfer *>(self);
    return origin == SEEK_SET && transfer->m_reader.seek(offset) ? CURL_SEEKFUNC_OK
                                                                 : CURL_SEEKFUNC_FAIL;
}

size_t CurlTransfer::takeHeader(char *bytes, size_t size, size_t count, void *self)
{
    auto *transfer = static_cast<CurlTransfer *>(self);
    const auto length = static_cast<qsizetype>(size * count);
    transfer->m_headerBytes += length;
    if (transfer->m_headerBytes > maxHeaderBytes)
        return 0;
    const QByteArray line = QByteArray(bytes, length).trimmed();
    // A new status line begins a new answer: that of the server after that of a proxy.
    if (line.startsWith("HTTP/"))
        transfer->m_answer.headers.clear();
    transfer->m_hasWholeHead = line.isEmpty();
    const qsizetype colon = line.indexOf(':');
    if (colon > 0)
        transfer->m_answer.headers.insert(line.left(colon).trimmed().toLower(),
                                          line.mid(colon + 1).trimmed());
    return static_cast<size_t>(length);
}

size_t CurlTransfer::takeAnswer(char *bytes, size_t size, size_t count, void *self)
{
    auto *transfer = static_cast<CurlTransfer *>(self);
    const auto length = static_cast<qsizetype>(size * count);
    if (transfer->m_answer.body.size() + length > maxAnswerBytes)
        return 0;
    transfer->m_answer.body.append(bytes, length);
    return static_cast<size_t>(length);
}

bool CurlTransfer::hasStalled(Time now)
{
    const qint64 moved = sent() + m_headerBytes + m_answer.body.size();
    if (moved != m_movedBefore) {
        m_movedBefore = moved;
        m_lastMove = now;
    }
    if (sent() != m_sentBefore) {
        m_sentBefore = sent();
        m_lastSent = now;
    }
    return now - m_lastMove > m_request.patience
        || now - m_lastSent > answerPatiences * m_request.patience;
}

bool CurlTransfer::isNews(Time now)
{
    if (sent() == m_toldBefore || now - m_lastNews < newsInterval)
        return false;
    m_toldBefore = sent();
    m_lastNews = now;
    return true;
}

FileSending::Outcome CurlTransfer::stalled() const
{
    return Unexpected{errorFor(CURLE_OPERATION_TIMEDOUT)};
}

FileSending::Outcome CurlTransfer::outcome(CURLcode code)
{
    long status = 0;
    if (m_handle)
        curl_easy_getinfo(m_handle.get(), CURLINFO_RESPONSE_CODE, &status);
    // A server that refuses while the body is still going out may close before it has all of it.
    const bool refused = status >= 400 && (code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR);
    if (!m_reader.problem().isEmpty())
        return Unexpected{Error::storage(m_reader.problem())};
    if (code != CURLE_OK && !refused)
        return Unexpected{errorFor(code)};
    // libcurl takes a head that breaks off after its first line for an answer.
    if (!m_hasWholeHead && !refused)
        return Unexpected{errorFor(CURLE_GOT_NOTHING)};
    if (status / 100 == 2 && !m_reader.isUnchanged())
        return Unexpected{Error::storage(m_reader.problem())};
    m_answer.status = static_cast<int>(status);
    return m_answer;
}

Error CurlTransfer::errorFor(CURLcode code) const
{
    const QString host = m_request.url.host();
    Error error;
    error.kind = Error::Kind::Network;
    switch (code) {
    case CURLE_COULDNT_CONNECT:
        error.message =
            Text::tr("Nothing answers at %1. Check that the server runs and the address is right.")
                .arg(host);
        break;
    case CURLE_COULDNT_RESOLVE_HOST:
        error.message = Text::tr("%1 was not found. Check the network connection.").arg(host);
        break;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
        error.message =
            Text::tr("The network's proxy did not let the upload to %1 through.").arg(host);
        break;
    case CURLE_OPERATION_TIMEDOUT:
        error.kind = Error::Kind::Timeout;
        error.message = Text::tr("%1 did not take the file in time.").arg(host);
        break;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
        error.message = Text::tr("No secure connection to %1 could be made.").arg(host);
        break;
    case CURLE_WRITE_ERROR:
        return Error::malformed(Text::tr("The answer of %1 to an upload is too large.").arg(host));
    default:
        error.message = Text::tr("The connection to %1 broke.").arg(host);
        break;
    }
    return error;
}

} // namespace peregrine
