#include "core/fal/transport/transporterror.h"

#include <QCoreApplication>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::TransportError)
};

} // namespace

bool neverConnected(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::ProtocolUnknownError:
        return true;
    default:
        return false;
    }
}

bool foundNobody(QNetworkReply::NetworkError error, bool requestLeft)
{
    return error == QNetworkReply::ConnectionRefusedError
        || error == QNetworkReply::HostNotFoundError
        || (error == QNetworkReply::UnknownNetworkError && !requestLeft);
}

bool endedByClosing(const QNetworkReply &reply)
{
    const bool hasLength =
        reply.hasRawHeader("content-length") || reply.hasRawHeader("transfer-encoding");
    const bool hasStreams = reply.attribute(QNetworkRequest::Http2WasUsedAttribute).toBool();
    return !hasLength && !hasStreams
        && (reply.error() == QNetworkReply::ContentReSendError
            || reply.error() == QNetworkReply::RemoteHostClosedError);
}

Error transportErrorOf(const QNetworkReply &reply)
{
    const QString host = reply.url().host();
    Error error;
    error.kind = Error::Kind::Network;
    error.maybeDelivered = !neverConnected(reply.error());
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        error.message =
            Text::tr("Nothing answers at %1. Check that the server runs and the address is right.")
                .arg(host);
        break;
    case QNetworkReply::HostNotFoundError:
        error.message = Text::tr("%1 was not found. Check the network connection.").arg(host);
        break;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
    case QNetworkReply::ProxyTimeoutError:
        error.kind = Error::Kind::Timeout;
        error.message = Text::tr("%1 did not answer in time.").arg(host);
        break;
    case QNetworkReply::SslHandshakeFailedError:
        error.message = Text::tr("No secure connection to %1 could be made.").arg(host);
        break;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        error.message =
            Text::tr("The network's proxy did not let the request to %1 through.").arg(host);
        break;
    case QNetworkReply::InsecureRedirectError:
    case QNetworkReply::TooManyRedirectsError:
        error.kind = Error::Kind::Malformed;
        error.message =
            Text::tr("%1 redirected to another address, which was not followed.").arg(host);
        break;
    case QNetworkReply::UnknownContentError:
        error.kind = Error::Kind::Malformed;
        error.message = Text::tr("The answer of %1 cannot be unpacked.").arg(host);
        break;
    default:
        error.message = Text::tr("The connection to %1 broke.").arg(host);
        break;
    }
    return error;
}

} // namespace peregrine
