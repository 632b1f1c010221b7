#include "core/jobs/job.h"

#include <array>

namespace peregrine {

namespace {

constexpr qsizetype titleLength = 200;

std::optional<qint64> integerAt(const QJsonObject &object, const QString &name)
{
    const QJsonValue value = object.value(name);
    if (!value.isDouble())
        return std::nullopt;
    return value.toInteger();
}

} // namespace

QString Job::title() const
{
    constexpr std::array names{"prompt", "text", "input", "gen_text", "lyrics", "question"};
    for (const char *name : names) {
        const QString text = input.value(QLatin1String(name)).toString().simplified();
        if (!text.isEmpty())
            return text.left(titleLength);
    }
    if (!modelTitle.isEmpty())
        return modelTitle;
    return endpoint.toString();
}

std::optional<qint64> Job::seed() const
{
    const QString name = QStringLiteral("seed");
    if (const auto used = integerAt(output, name))
        return used;
    return integerAt(input, name);
}

bool canFetchAgain(const Job &job)
{
    return job.state == JobState::Failed && !job.request.isEmpty() && !job.output.isEmpty();
}

} // namespace peregrine
