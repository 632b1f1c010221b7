#pragma once

#include "core/code/textfault.h"

#include <QCoreApplication>
#include <QJsonValue>
#include <QString>

#include <optional>

namespace peregrine {

/// The parts that literals of JSON, JavaScript and Python are made of: names, numbers, quoted
/// texts, and the white space and comments between them. Keeps the place in the text and the first
/// fault. Pure.
class LiteralScanner
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::LiteralReader)

public:
    enum class Dialect {
        Json, ///< JSON; comments, single quotes and a comma too many are forgiven
        Code, ///< also what only JavaScript and Python have
    };

    /// The text must outlive the scanner.
    LiteralScanner(const QString &text, Dialect dialect, qsizetype at);

    /// Where the next reading begins: behind what was read, and behind white space and comments.
    [[nodiscard]] qsizetype position();
    /// Takes the character, after white space and comments, when it is there.
    [[nodiscard]] bool take(QChar c);
    /// Takes a name and the "=" behind it: a keyword argument of Python's.
    [[nodiscard]] std::optional<QString> takeKeyword();

protected:
    [[nodiscard]] static bool isNameStart(QChar c);

    [[nodiscard]] QChar peek(qsizetype ahead = 0) const;
    void skipSpace();
    [[nodiscard]] QString name();
    [[nodiscard]] QJsonValue readNumber();
    /// Whether a quote comes next.
    [[nodiscard]] bool atText() const;
    /// Raw: a backslash is one. Nothing for a template with ${}: an expression.
    [[nodiscard]] std::optional<QString> readText(bool raw);
    /// The first one counts. Nothing is left to read after it, so that all that reads ends.
    void fail(const QString &message, qsizetype offset);

    const QString &m_text;
    Dialect m_dialect;
    qsizetype m_at;
    std::optional<TextFault> m_fault;

private:
    void readEscape(QString &into);
    [[nodiscard]] char32_t readHex(int digits);
};

} // namespace peregrine
