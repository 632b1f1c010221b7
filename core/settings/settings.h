#pragma once

#include "core/settings/setting.h"

#include <QMetaType>
#include <QObject>
#include <QSettings>
#include <QString>
#include <QVariant>

#include <type_traits>

namespace peregrine {

/// What the program remembers between two runs, in one INI file. What there is to remember is
/// declared in settingkeys.h. A value equal to its default is not in the file, so that a better
/// default reaches everybody; keys that this program does not know stay. Written by and by, and at
/// the latest by the destructor. Lives in one thread.
class Settings : public QObject
{
    Q_OBJECT

public:
    /// The file is made when there is something to write.
    explicit Settings(const QString &file, QObject *parent = nullptr);

    template <typename T> [[nodiscard]] T get(const Setting<T> &setting) const
    {
        return read(QLatin1String(setting.key), setting);
    }
    template <typename T> void set(const Setting<T> &setting, const std::type_identity_t<T> &value)
    {
        if (get(setting) != value)
            write(QLatin1String(setting.key), QVariant::fromValue(value),
                  value == setting.fallback);
    }

    /// The endpoint id that was open last on a server ("fal", "local" or a base URL); empty when
    /// none was.
    [[nodiscard]] QString lastEndpoint(const QString &server) const;
    void setLastEndpoint(const QString &server, const QString &endpoint);

    /// Where a model's seeds come from, by the name of the policy; empty: the usual way.
    [[nodiscard]] QString seedPolicy(const QString &endpoint) const;
    void setSeedPolicy(const QString &endpoint, const QString &policy);
    /// Whether wildcards count in the prompts of a model; they do until it is said otherwise.
    [[nodiscard]] bool wildcards(const QString &endpoint) const;
    void setWildcards(const QString &endpoint, bool on);

    /// False when the file cannot be written; nothing is remembered then.
    [[nodiscard]] bool isWritable() const { return m_store.isWritable(); }
    /// Writes what is still to be written.
    void sync() { m_store.sync(); }

Q_SIGNALS:
    /// After a value has changed, also back to its default.
    void changed(const QString &key);

private:
    template <typename T> [[nodiscard]] T read(const QString &key, const Setting<T> &setting) const
    {
        QVariant stored = m_store.value(key);
        if (!stored.isValid() || !stored.convert(QMetaType::fromType<T>()))
            return setting.fallback;
        const T value = stored.value<T>();
        return !setting.accepts || setting.accepts(value) ? value : setting.fallback;
    }
    void write(const QString &key, const QVariant &value, bool isDefault);

    QSettings m_store;
};

} // namespace peregrine
