#include "core/localserver/webhooks/deliverystore.h"

#include "core/base/json.h"
#include "core/localserver/serverid.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace peregrine::localserver {

namespace {

// Larger than any result; a file beyond it is not ours.
constexpr qint64 maximumFileBytes = 64 * 1024 * 1024;

} // namespace

DeliveryStore::DeliveryStore(const QString &folder)
    : m_folder(folder + QLatin1String("/webhooks/pending"))
{ }

bool DeliveryStore::open() const
{
    return QDir().mkpath(m_folder);
}

bool DeliveryStore::save(const PendingDelivery &delivery) const
{
    QSaveFile file(pathOf(delivery.requestId));
    return file.open(QIODevice::WriteOnly) && file.write(toJson(delivery.toJson())) > 0
        && file.commit();
}

std::optional<PendingDelivery> DeliveryStore::find(const QString &requestId) const
{
    QFile file(pathOf(requestId));
    if (!file.open(QIODevice::ReadOnly) || file.size() > maximumFileBytes)
        return std::nullopt;
    const Expected<QJsonValue, QString> json = parseJson(file.readAll());
    const auto delivery = json ? PendingDelivery::fromJson(json->toObject()) : std::nullopt;
    return delivery && delivery->requestId == requestId ? delivery : std::nullopt;
}

void DeliveryStore::remove(const QString &requestId) const
{
    QFile::remove(pathOf(requestId));
}

QStringList DeliveryStore::all() const
{
    QStringList ids;
    // Ids sort by time, so names do too.
    const QStringList names =
        QDir(m_folder).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const QString id = name.section(u'.', 0, 0);
        if (isServerId(id))
            ids.append(id);
    }
    return ids;
}

QString DeliveryStore::pathOf(const QString &requestId) const
{
    return m_folder + u'/' + requestId + QLatin1String(".json");
}

} // namespace peregrine::localserver
