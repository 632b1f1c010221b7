#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

#include <optional>

namespace peregrine {

/// Where a request goes: the decoded path, segment by segment, and the query.
struct HttpTarget
{
    /// Percent-decoded. A trailing slash leaves no empty last segment. No segment is empty, "." or
    /// "..", and none holds a slash, a backslash or a control character.
    QStringList segments;
    /// In the order sent; decoded as a form, so '+' is a space.
    QList<QPair<QString, QString>> query;

    /// Nothing when the target is not an absolute path ("/a/b?c=d") that follows the rules above.
    [[nodiscard]] static std::optional<HttpTarget> parse(const QByteArray &target);

    /// The first value of a query parameter; null when it is not there.
    [[nodiscard]] QString queryValue(const QString &name) const;
    [[nodiscard]] QStringList queryValues(const QString &name) const;
};

} // namespace peregrine
