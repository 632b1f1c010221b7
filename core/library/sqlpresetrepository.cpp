#include "core/library/sqlpresetrepository.h"

#include "core/base/json.h"
#include "core/base/logging.h"
#include "core/library/sqlhelpers.h"
#include "core/library/store.h"
#include "core/library/timecolumn.h"
#include "core/library/transaction.h"

#include <QJsonArray>

namespace peregrine {

namespace {

using Saved = PresetRepository::Saved;
using Found = Expected<QList<Preset>, Error>;

const QLatin1String allName("all");
const QLatin1String someName("some");

QString text(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}

QString filesJson(const QList<FileInput> &files)
{
    QJsonArray array;
    for (const FileInput &file : files)
        array.append(QJsonObject{{QStringLiteral("pointer"), file.pointer},
                                 {QStringLiteral("path"), file.path}});
    return QString::fromUtf8(toJson(array));
}

/// Nothing when the row cannot be read.
std::optional<Preset> presetOf(const QSqlQuery &row)
{
    Preset preset;
    preset.id = PresetId(row.value(0).toString());
    preset.endpoint = row.value(1).toString();
    preset.name = row.value(2).toString();
    preset.scope = row.value(3).toString() == allName ? Preset::Scope::All : Preset::Scope::Some;
    preset.isDefault = row.value(4).toBool();
    preset.createdAt = timeFromColumn(row.value(5));
    preset.changedAt = timeFromColumn(row.value(6));
    const auto files = parseJson(row.value(7).toString().toUtf8());
    const auto input = parseJson(row.value(8).toString().toUtf8());
    preset.thumbnail = row.value(9).toByteArray();
    if (preset.id.isEmpty() || !files || !files->isArray() || !input || !input->isObject())
        return std::nullopt;
    preset.values.input = input->toObject();
    const QJsonArray list = files->toArray();
    for (const QJsonValue &file : list)
        preset.values.files.append({file.toObject().value(QStringLiteral("pointer")).toString(),
                                    file.toObject().value(QStringLiteral("path")).toString()});
    return preset;
}

Found readAll(const QSqlDatabase &database)
{
    auto rows = execute(database,
                        QStringLiteral("SELECT id, endpoint, name, scope, is_default, created_at,"
                                       " changed_at, files, input, thumbnail FROM presets"
                                       " ORDER BY id"));
    if (!rows)
        return Unexpected{rows.error()};
    QList<Preset> found;
    while (rows->next()) {
        if (auto preset = presetOf(*rows))
            found.append(*preset);
        else
            qCWarning(lcLibrary) << "Skipped a preset that cannot be read";
    }
    return found;
}

Saved write(QSqlDatabase &database, const Preset &preset)
{
    Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    if (preset.isDefault) {
        const auto only = execute(
            database, QStringLiteral("UPDATE presets SET is_default = 0 WHERE endpoint = ?"),
            {text(preset.endpoint)});
        if (!only)
            return Unexpected{only.error()};
    }
    const QVariant thumbnail = preset.thumbnail.isEmpty() ? QVariant() : QVariant(preset.thumbnail);
    const auto written = execute(
        database,
        QStringLiteral(
            "INSERT INTO presets (id, endpoint, name, scope, is_default, created_at, changed_at,"
            " files, input, thumbnail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET endpoint = excluded.endpoint, name = excluded.name,"
            " scope = excluded.scope, is_default = excluded.is_default,"
            " created_at = excluded.created_at, changed_at = excluded.changed_at,"
            " files = excluded.files, input = excluded.input, thumbnail = excluded.thumbnail"),
        {text(preset.id.toString()), text(preset.endpoint), text(preset.name),
         QString(preset.scope == Preset::Scope::All ? allName : someName), preset.isDefault ? 1 : 0,
         timeToColumn(preset.createdAt), timeToColumn(preset.changedAt),
         filesJson(preset.values.files), QString::fromUtf8(toJson(preset.values.input)),
         thumbnail});
    if (!written)
        return Unexpected{written.error()};
    return transaction.commit();
}

} // namespace

SqlPresetRepository::SqlPresetRepository(Store &store)
    : m_store(store)
{ }

QFuture<Found> SqlPresetRepository::all()
{
    return m_store.run([](QSqlDatabase &database) { return readAll(database); });
}

QFuture<Saved> SqlPresetRepository::save(const Preset &preset)
{
    return m_store.run([preset](QSqlDatabase &database) { return write(database, preset); });
}

QFuture<Saved> SqlPresetRepository::remove(const PresetId &id)
{
    return m_store.run([id](QSqlDatabase &database) -> Saved {
        const auto done =
            execute(database, QStringLiteral("DELETE FROM presets WHERE id = ?"), {id.toString()});
        if (!done)
            return Unexpected{done.error()};
        return Done{};
    });
}

} // namespace peregrine
