#pragma once

#include "core/library/libraryquery.h"
#include "core/library/querytoken.h"

#include <QCoreApplication>
#include <QDate>
#include <QStringList>

namespace peregrine {

/// Turns the tokens of a typed search into filters, or says what is wrong with them.
class QueryFilterReader
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::LibraryQuery)

public:
    explicit QueryFilterReader(const QDate &today);

    /// Adds the token's filter or order, or a problem.
    void read(const QueryToken &token, ParsedLibraryQuery &parsed) const;
    /// As they are typed.
    [[nodiscard]] static QStringList names();

private:
    using Field = LibraryFilter::Field;
    struct Outcome
    {
        std::optional<LibraryFilter> filter{};
        QString problem{};
    };

    [[nodiscard]] Outcome filterOf(const QueryToken &token) const;
    [[nodiscard]] static Outcome words(Field field, const QStringList &values);
    [[nodiscard]] static Outcome choice(const QueryToken &token, Field field,
                                        const QStringList &choices);
    [[nodiscard]] static Outcome numbers(const QueryToken &token, Field field,
                                         const QString &example);
    [[nodiscard]] Outcome dates(const QueryToken &token) const;

    QDate m_today;
};

} // namespace peregrine
