#include "app/cli/libraryshowcommand.h"

#include "app/cli/assetjson.h"
#include "core/base/async.h"
#include "core/library/assetrepository.h"
#include "core/library/collectionrepository.h"
#include "core/library/store.h"
#include "core/settings/folders.h"

#include <QFileInfo>
#include <QJsonArray>

namespace peregrine::cli {

namespace {

Error notFound(const QString &message)
{
    Error error;
    error.kind = Error::Kind::NotFound;
    error.message = message;
    return error;
}

} // namespace

LibraryShowCommand::LibraryShowCommand(Context context, QString id)
    : Command(std::move(context))
    , m_id(std::move(id))
{ }

LibraryShowCommand::~LibraryShowCommand() = default;

void LibraryShowCommand::start()
{
    const Folders &folders = context().folders;
    if (!QFileInfo::exists(folders.database())) {
        fail(notFound(tr("There is no library yet.")));
        return;
    }
    m_store = std::make_unique<Store>(folders.database(), folders.results());
    m_assets = std::make_unique<AssetRepository>(*m_store);
    m_collections = std::make_unique<CollectionRepository>(*m_store);
    whenDone(this, m_store->open(), [this](const Expected<Done, Error> &opened) {
        if (opened)
            look();
        else
            fail(opened.error());
    });
}

void LibraryShowCommand::look()
{
    LibraryQuery query;
    LibraryFilter filter;
    filter.field = LibraryFilter::Field::Id;
    filter.texts = {m_id};
    query.filters = {filter};
    whenDone(this, m_assets->index(query), [this](const Expected<LibraryIndex, Error> &index) {
        if (!index) {
            fail(index.error());
        } else if (index->entries.isEmpty()) {
            fail(notFound(tr("The library has no result whose id begins with %1.").arg(m_id)));
        } else if (index->entries.size() > 1) {
            fail(notFound(tr("%n result(s) have ids that begin with %1. Write more of it.", nullptr,
                             int(index->entries.size()))
                              .arg(m_id)));
        } else {
            whenDone(this, m_assets->find(index->entries.constFirst().id),
                     [this](const Expected<Asset, Error> &asset) {
                         if (asset)
                             addCollections(*asset);
                         else
                             fail(asset.error());
                     });
        }
    });
}

void LibraryShowCommand::addCollections(const Asset &asset)
{
    m_shown = assetJson(asset);
    whenDone(this, m_collections->of(asset.id),
             [this, id = asset.id](const Expected<QList<Collection>, Error> &collections) {
                 if (!collections) {
                     fail(collections.error());
                     return;
                 }
                 QJsonArray names;
                 for (const Collection &collection : *collections)
                     names.append(collection.name);
                 m_shown.insert(QStringLiteral("collections"), names);
                 addSources(id);
             });
}

void LibraryShowCommand::addSources(const AssetId &id)
{
    whenDone(this, m_assets->sources(id),
             [this, id](const Expected<QList<AssetSource>, Error> &sources) {
                 if (!sources) {
                     fail(sources.error());
                     return;
                 }
                 QJsonArray list;
                 for (const AssetSource &source : *sources)
                     list.append(QJsonObject{{QStringLiteral("input"), source.pointer},
                                             {QStringLiteral("id"), source.asset.id.toString()},
                                             {QStringLiteral("file"), source.asset.path}});
                 m_shown.insert(QStringLiteral("made_from"), list);
                 addMadeFrom(id);
             });
}

void LibraryShowCommand::addMadeFrom(const AssetId &id)
{
    whenDone(this, m_assets->madeFrom(id), [this](const Expected<QList<Asset>, Error> &assets) {
        if (!assets) {
            fail(assets.error());
            return;
        }
        QJsonArray list;
        for (const Asset &asset : *assets)
            list.append(QJsonObject{{QStringLiteral("id"), asset.id.toString()},
                                    {QStringLiteral("file"), asset.path}});
        m_shown.insert(QStringLiteral("used_for"), list);
        output().document(m_shown);
        Q_EMIT finished(ExitDone);
    });
}

} // namespace peregrine::cli
