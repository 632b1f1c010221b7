#pragma once

#include "core/base/result.h"
#include "core/code/literalscanner.h"
#include "core/code/textfault.h"

#include <QHash>
#include <QJsonValue>
#include <QList>
#include <QString>

#include <optional>

namespace peregrine {

/// Reads a value written as JSON, or as a literal of JavaScript or Python: single, triple and
/// template quotes, keys without quotes, comments of all kinds, trailing commas, True and None,
/// tuples, dict(a=1), texts joined by standing beside each other or by a plus. Whatever is no
/// literal (a variable, a call) is left out of the value and listed. Bounded in depth and in the
/// number of values; integers of 64 bits stay exact. Pure.
class LiteralReader : private LiteralScanner
{
public:
    using LiteralScanner::Dialect;

    /// An expression that stands where a value should.
    struct Unread
    {
        /// JSON pointer of the member or entry it was for.
        QString pointer;
        /// As it was written; shortened.
        QString expression;

        friend bool operator==(const Unread &, const Unread &) = default;
    };

    /// Where a value stands in the text.
    struct Place
    {
        qsizetype offset = 0;
        qsizetype length = 0;
    };

    /// The text must outlive the reader.
    explicit LiteralReader(const QString &text, Dialect dialect, qsizetype at = 0);

    /// Reads one value and stops behind it. Undefined where there is an expression.
    [[nodiscard]] Expected<QJsonValue, TextFault> value();
    /// As value(); an error too when something else follows it.
    [[nodiscard]] Expected<QJsonValue, TextFault> wholeText();

    using LiteralScanner::position;
    using LiteralScanner::take;
    using LiteralScanner::takeKeyword;

    [[nodiscard]] const QList<Unread> &unread() const { return m_unread; }
    /// By JSON pointer, every value that was read; for members it begins at the key.
    [[nodiscard]] const QHash<QString, Place> &places() const { return m_places; }

private:
    [[nodiscard]] QJsonValue readValue(const QString &pointer, int depth);
    [[nodiscard]] QJsonValue readLiteral(const QString &pointer, int depth);
    [[nodiscard]] QJsonValue readObject(const QString &pointer, int depth, QChar end);
    [[nodiscard]] QJsonValue readList(const QString &pointer, int depth);
    [[nodiscard]] QJsonValue readParenthesis(const QString &pointer, int depth);
    [[nodiscard]] QJsonValue readName(const QString &pointer, int depth);
    [[nodiscard]] std::optional<QString> readJoinedText(bool raw);
    [[nodiscard]] QString readKey();

    void listExpression(const QString &pointer, qsizetype start);
    void skipExpression();
    [[nodiscard]] bool continues();

    qsizetype m_values = 0;
    QList<Unread> m_unread;
    QHash<QString, Place> m_places;
};

} // namespace peregrine
