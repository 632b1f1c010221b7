#include "core/credentials/profilerepository.h"

#include "core/base/json.h"
#include "core/fal/transport/falenvironment.h"
#include "core/settings/settingkeys.h"
#include "core/settings/settings.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace peregrine {

const QString ProfileRepository::defaultName = QStringLiteral("default");

namespace {

constexpr qsizetype maxNameLength = 64;

Profile defaultProfile()
{
    return {ProfileRepository::defaultName, {}, ProfileRepository::defaultName};
}

QString problemOf(const Profile &profile)
{
    const auto tr = [](const char *text) { return ProfileRepository::tr(text); };
    if (profile.name.isEmpty() || profile.name.size() > maxNameLength
        || profile.name != profile.name.trimmed()
        || !std::all_of(profile.name.cbegin(), profile.name.cend(),
                        [](QChar c) { return c.isPrint(); }))
        return tr("A profile's name is a short text without line breaks or outer spaces.");
    if (profile.keyReference.size() > maxNameLength)
        return tr("The name of the profile's key is too long.");
    if (profile.concurrency < 1 || profile.concurrency > Profile::maxConcurrency)
        return tr("The number of requests at once is at least 1 and at most 1000.");
    const SpendLimits &spend = profile.spend;
    for (const auto &limit : {spend.perJob, spend.perSession, spend.perDay, spend.perMonth}) {
        if (limit && (!std::isfinite(*limit) || *limit < 0))
            return tr("A spending limit is an amount of 0 or more.");
    }
    const bool isNamed = profile.server.isEmpty() || profile.server == QLatin1String("fal")
        || profile.server == QLatin1String("local");
    if (!isNamed) {
        const auto environment = FalEnvironment::atBase(QUrl(profile.server));
        if (!environment)
            return environment.error().message;
    }
    // The same rules hold: unencrypted on this computer only, no user name.
    if (!profile.proxyUrl.isEmpty()) {
        const auto environment = FalEnvironment::atBase(profile.proxyUrl);
        if (!environment)
            return environment.error().message;
    }
    return {};
}

struct LimitName
{
    SpendLimit limit;
    std::optional<double> SpendLimits::*amount;
    QLatin1String name;
};

constexpr std::array limitNames{
    LimitName{SpendLimit::Job, &SpendLimits::perJob, QLatin1String("spend_per_job")},
    LimitName{SpendLimit::Session, &SpendLimits::perSession, QLatin1String("spend_per_session")},
    LimitName{SpendLimit::Day, &SpendLimits::perDay, QLatin1String("spend_per_day")},
    LimitName{SpendLimit::Month, &SpendLimits::perMonth, QLatin1String("spend_per_month")},
};
const QLatin1String stopsSuffix("_stops");
const QLatin1String unknownPrices("spend_asks_for_unknown_prices");

void insertLimits(QJsonObject &object, const SpendLimits &limits)
{
    for (const LimitName &each : limitNames) {
        if (const auto &amount = limits.*each.amount)
            object.insert(each.name, *amount);
        if (limits.stops.testFlag(each.limit))
            object.insert(each.name + stopsSuffix, true);
    }
    if (limits.asksForUnknownPrices)
        object.insert(unknownPrices, true);
}

SpendLimits limitsOf(const QJsonObject &object)
{
    SpendLimits limits;
    for (const LimitName &each : limitNames) {
        const QJsonValue amount = object.value(each.name);
        if (amount.isDouble())
            limits.*each.amount = amount.toDouble();
        limits.stops.setFlag(each.limit, object.value(each.name + stopsSuffix).toBool());
    }
    limits.asksForUnknownPrices = object.value(unknownPrices).toBool();
    return limits;
}

QJsonObject jsonOf(const Profile &profile)
{
    QJsonObject object{{QStringLiteral("name"), profile.name},
                       {QStringLiteral("server"), profile.server},
                       {QStringLiteral("key"), profile.keyReference},
                       {QStringLiteral("concurrency"), profile.concurrency}};
    insertLimits(object, profile.spend);
    if (!profile.proxyUrl.isEmpty())
        object.insert(QStringLiteral("proxy_url"), profile.proxyUrl.toString());
    return object;
}

Profile profileOf(const QJsonObject &object)
{
    Profile profile;
    profile.name = object.value(QLatin1String("name")).toString();
    profile.server = object.value(QLatin1String("server")).toString();
    profile.keyReference = object.value(QLatin1String("key")).toString(profile.name);
    profile.concurrency =
        object.value(QLatin1String("concurrency")).toInt(Profile::defaultConcurrency);
    profile.spend = limitsOf(object);
    profile.proxyUrl = QUrl(object.value(QLatin1String("proxy_url")).toString());
    return profile;
}

qsizetype positionOf(const QList<Profile> &profiles, const QString &name)
{
    const auto found = std::find_if(profiles.cbegin(), profiles.cend(),
                                    [&name](const Profile &one) { return one.name == name; });
    return found == profiles.cend() ? -1 : std::distance(profiles.cbegin(), found);
}

Unexpected<Error> invalid(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return Unexpected{error};
}

} // namespace

ProfileRepository::ProfileRepository(Settings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{ }

QList<Profile> ProfileRepository::profiles() const
{
    QList<Profile> profiles{defaultProfile()};
    const auto json = parseJson(m_settings.get(settings::profiles).toUtf8());
    if (!json)
        return profiles;
    const QJsonArray entries = json->toArray();
    for (const QJsonValue &entry : entries) {
        const Profile profile = profileOf(entry.toObject());
        if (!problemOf(profile).isEmpty())
            continue;
        const qsizetype position = positionOf(profiles, profile.name);
        if (position >= 0)
            profiles[position] = profile;
        else if (profiles.size() < maxProfiles)
            profiles.append(profile);
    }
    return profiles;
}

Expected<Profile, Error> ProfileRepository::find(const QString &name) const
{
    const QList<Profile> all = profiles();
    const qsizetype position = positionOf(all, name);
    if (position >= 0)
        return all.at(position);
    QStringList names;
    for (const Profile &profile : all)
        names.append(profile.name);
    return invalid(tr("There is no profile \"%1\". There is: %2.")
                       .arg(name.left(maxNameLength), names.join(QStringLiteral(", "))));
}

Profile ProfileRepository::current() const
{
    const auto profile = find(m_settings.get(settings::profile));
    return profile ? *profile : profiles().first();
}

Expected<Done, Error> ProfileRepository::setCurrent(const QString &name)
{
    const auto profile = find(name);
    if (!profile)
        return Unexpected{profile.error()};
    m_settings.set(settings::profile, name);
    Q_EMIT changed();
    return Done();
}

Expected<Done, Error> ProfileRepository::save(Profile profile)
{
    if (profile.keyReference.isEmpty())
        profile.keyReference = profile.name;
    if (const QString problem = problemOf(profile); !problem.isEmpty())
        return invalid(problem);
    QList<Profile> all = profiles();
    const qsizetype position = positionOf(all, profile.name);
    if (position < 0 && all.size() >= maxProfiles)
        return invalid(tr("There are %n profile(s) already; remove one first.", nullptr,
                          static_cast<int>(all.size())));
    if (position >= 0)
        all[position] = profile;
    else
        all.append(profile);
    write(all);
    return Done();
}

void ProfileRepository::remove(const QString &name)
{
    QList<Profile> all = profiles();
    const qsizetype position = positionOf(all, name);
    if (position < 0)
        return;
    if (name == defaultName)
        all[position] = defaultProfile();
    else
        all.removeAt(position);
    write(all);
}

void ProfileRepository::write(const QList<Profile> &profiles)
{
    QJsonArray entries;
    for (const Profile &profile : profiles) {
        if (profile != defaultProfile())
            entries.append(jsonOf(profile));
    }
    m_settings.set(settings::profiles,
                   entries.isEmpty() ? QString() : QString::fromUtf8(toJson(entries)));
    Q_EMIT changed();
}

} // namespace peregrine
