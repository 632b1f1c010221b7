#pragma once

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
    /// What both headers carry.
    [[nodiscard]] QJsonObject toJson() const;

    /// Seconds of fal's names "immediate", "1h", "1d", "7d", "30d", "1y"; nothing for "never" and
    /// for names it does not know.
    [[nodiscard]] static std::optional<qint64> secondsOf(const QString &name);

    friend bool operator==(const ObjectLifecycle &, const ObjectLifecycle &) = default;
};

} // namespace peregrine
