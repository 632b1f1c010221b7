#include "ui/queue/logproblem.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace peregrine::logproblem {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::logproblem)
};

constexpr qsizetype longestProblem = 400;
constexpr qsizetype mostFaults = 6;

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    return line.size() > longestProblem ? line.left(longestProblem) + u'…' : line;
}

bool isSaid(const FieldFault &fault, const QString &message)
{
    return message.contains(fault.message) && message.contains(fault.path.join(u'.'));
}

} // namespace

QString text(const Error &error)
{
    QStringList lines{shortened(error.message)};
    // The message about a single input names it and says what is wrong with it.
    if (error.fields.size() == 1 && isSaid(error.fields.constFirst(), error.message))
        return lines.constFirst();
    const qsizetype shown = std::min(error.fields.size(), mostFaults);
    for (const FieldFault &fault : error.fields.first(shown)) {
        const QString where = fault.path.join(QStringLiteral(" › "));
        lines.append(shortened(
            where.isEmpty() ? fault.message
                            : Words::tr("%1: %2", "input, fault").arg(where, fault.message)));
    }
    if (error.fields.size() > shown)
        lines.append(Words::tr("and %n more fault(s)", nullptr,
                               static_cast<int>(error.fields.size() - shown)));
    return lines.join(u'\n');
}

} // namespace peregrine::logproblem
