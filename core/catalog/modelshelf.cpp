#include "core/catalog/modelshelf.h"

#include "core/fal/falservers.h"
#include "core/settings/settingkeys.h"

#include <QSet>

namespace peregrine {

namespace {

/// Whatever is no id is left out: people edit the file.
QList<EndpointId> parsed(const QStringList &texts)
{
    QList<EndpointId> endpoints;
    for (const QString &text : texts) {
        const auto endpoint = EndpointId::parse(text);
        if (endpoint && !endpoints.contains(*endpoint))
            endpoints.append(*endpoint);
    }
    return endpoints;
}

} // namespace

ModelShelf::ModelShelf(Settings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{ }

QList<EndpointId> ModelShelf::favorites() const
{
    return parsed(m_settings.get(settings::favourites));
}

void ModelShelf::setFavorite(const EndpointId &endpoint, bool favorite)
{
    const QString id = endpoint.toString();
    QStringList on = m_settings.get(settings::favourites);
    QStringList off = m_settings.get(settings::unfavourites);
    on.removeAll(id);
    off.removeAll(id);
    (favorite ? on : off).append(id);
    m_settings.set(settings::favourites, on);
    m_settings.set(settings::unfavourites, off);
    Q_EMIT changed();
}

QList<EndpointId> ModelShelf::recent() const
{
    return parsed(m_settings.get(settings::recentModels)).mid(0, maxRecent);
}

void ModelShelf::noteOpened(const EndpointId &endpoint)
{
    const QString id = endpoint.toString();
    QStringList list = m_settings.get(settings::recentModels);
    if (endpoint.isEmpty() || list.value(0) == id)
        return;
    list.removeAll(id);
    list.prepend(id);
    m_settings.set(settings::recentModels, list.mid(0, maxRecent));
    Q_EMIT changed();
}

QList<ModelCard> ModelShelf::arrange(const QList<ModelCard> &models, const QString &server) const
{
    const QStringList on = m_settings.get(settings::favourites);
    const QStringList off = m_settings.get(settings::unfavourites);
    const QSet<QString> marked(on.cbegin(), on.cend());
    const QSet<QString> unmarked(off.cbegin(), off.cend());
    QList<ModelCard> arranged = models;
    QSet<EndpointId> listed;
    for (ModelCard &card : arranged) {
        const QString id = card.endpoint.toString();
        card.favorite = marked.contains(id) || (card.favorite && !unmarked.contains(id));
        listed.insert(card.endpoint);
    }
    const QList<EndpointId> shelf = recent() + favorites();
    for (const EndpointId &endpoint : shelf) {
        const bool isLocal = endpoint.toString().startsWith(QLatin1String("local/"));
        if (listed.contains(endpoint) || isLocal != (server == FalServers::local))
            continue;
        listed.insert(endpoint);
        arranged.append(ModelCard::unlisted(endpoint));
        arranged.last().favorite = marked.contains(endpoint.toString());
    }
    return arranged;
}

} // namespace peregrine
