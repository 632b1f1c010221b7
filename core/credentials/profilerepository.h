#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/credentials/profile.h"

#include <QList>
#include <QObject>
#include <QString>

namespace peregrine {

class Settings;

/// The profiles of this user, in the settings. There is always one: the default profile. What
/// people or other versions wrote into the file and cannot be used is left out. The settings must
/// outlive it; lives in their thread.
class ProfileRepository : public QObject
{
    Q_OBJECT

public:
    /// The default profile's name and key reference.
    static const QString defaultName;
    static constexpr qsizetype maxProfiles = 100;

    explicit ProfileRepository(Settings &settings, QObject *parent = nullptr);

    /// The default profile first, then in the order in which they were made.
    [[nodiscard]] QList<Profile> profiles() const;
    /// The error names the profiles that there are.
    [[nodiscard]] Expected<Profile, Error> find(const QString &name) const;
    /// The one in use; the default one when that is gone.
    [[nodiscard]] Profile current() const;
    [[nodiscard]] Expected<Done, Error> setCurrent(const QString &name);

    /// Adds it, or takes the place of the one of its name. A new one without a key reference gets
    /// its name for one. The error says which value cannot be.
    [[nodiscard]] Expected<Done, Error> save(Profile profile);
    /// The default profile goes back to how it was at first. Its key stays: KeyRing::forget().
    void remove(const QString &name);

Q_SIGNALS:
    void changed();

private:
    void write(const QList<Profile> &profiles);

    Settings &m_settings;
};

} // namespace peregrine
