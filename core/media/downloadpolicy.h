#pragma once

#include <QString>
#include <QUrl>

namespace peregrine {

/// Where a result file may be fetched from.
class DownloadPolicy
{
public:
    static constexpr int maxRedirects = 5;

    /// plainHttpBase counts when it is http on a loopback address.
    explicit DownloadPolicy(const QUrl &plainHttpBase = {});

    /// https with a host and without user info anywhere; plain http at the base's host and port.
    [[nodiscard]] bool mayFetch(const QUrl &url) const;
    /// mayFetch(to), and never from https to http.
    [[nodiscard]] bool mayFollow(const QUrl &from, const QUrl &to) const;

private:
    QString m_plainHost;
    int m_plainPort = -1;
};

} // namespace peregrine
