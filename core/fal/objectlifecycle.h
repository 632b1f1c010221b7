#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace peregrine {

/// How long fal keeps a file and who may read it: `lifecycle` and `storageSettings` of fal's
/// JavaScript client. Sent as X-Fal-Object-Lifecycle with uploads,
/// X-Fal-Object-Lifecycle-Preference with calls. Empty: the account's own settings.
struct ObjectLifecycle
{
    enum class Decision {
        Allow,
        Forbid,
        Hide, ///< as if there were no such file
    };

    struct Rule
    {
        QString user;
        Decision decision = Decision::Allow;

        friend bool operator==(const Rule &, const Rule &) = default;
    };

    struct Acl
    {
        /// For everybody whom no rule names.
        Decision byDefault = Decision::Allow;
        QList<Rule> rules;

        friend bool operator==(const Acl &, const Acl &) = default;
    };

    /// Seconds; unset: never, or what the account says.
    std::optional<qint64> expiresIn;
    std::optional<Acl> initialAcl;

    [[nodiscard]] bool isEmpty() const { return !expiresIn && !initialAcl; }
    [[nodiscard]] QJsonObject toJson() const;
    /// What both headers carry: the JSON with its members in the order of fal's JavaScript client,
    /// in ASCII. Empty when there is nothing to say: then no header is sent.
    [[nodiscard]] QByteArray headerValue() const;
    /// A Validation error for a time that is not positive or a rule without a user.
    [[nodiscard]] Expected<Done, Error> check() const;

    /// Seconds of fal's names "immediate", "1h", "1d", "7d", "30d", "1y"; nothing for "never" and
    /// for names it does not know.
    [[nodiscard]] static std::optional<qint64> secondsOf(const QString &name);

    /// What a person writes: one of fal's names, or a number of seconds above 0. Nothing in it for
    /// "never".
    [[nodiscard]] static Expected<std::optional<qint64>, Error>
    parseExpiration(const QString &text);

    friend bool operator==(const ObjectLifecycle &, const ObjectLifecycle &) = default;
};

} // namespace peregrine
