#pragma once

#include "core/catalog/modelcard.h"
#include "core/settings/settings.h"

#include <QList>
#include <QObject>

namespace peregrine {

/// The models a person comes back to: the favourites, and those opened last. The same for every
/// server. Kept in the settings.
class ModelShelf : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype maxRecent = 12;

    /// The settings must outlive it.
    explicit ModelShelf(Settings &settings, QObject *parent = nullptr);

    /// In the order in which they were marked.
    [[nodiscard]] QList<EndpointId> favorites() const;
    /// A favourite of the account that is taken off here stays off.
    void setFavorite(const EndpointId &endpoint, bool favorite);
    /// The newest first.
    [[nodiscard]] QList<EndpointId> recent() const;
    void noteOpened(const EndpointId &endpoint);

    /// A server's models with their favourites marked, and after them what is on the shelf without
    /// being in its list. The embedded server's models are not looked for elsewhere.
    [[nodiscard]] QList<ModelCard> arrange(const QList<ModelCard> &models,
                                           const QString &server) const;

Q_SIGNALS:
    void changed();

private:
    Settings &m_settings;
};

} // namespace peregrine
