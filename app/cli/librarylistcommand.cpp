#include "app/cli/librarylistcommand.h"

#include "app/cli/assetjson.h"
#include "core/base/async.h"
#include "core/library/assetrepository.h"
#include "core/library/store.h"
#include "core/settings/folders.h"

#include <QFileInfo>
#include <QJsonArray>

namespace peregrine::cli {

LibraryListCommand::LibraryListCommand(Context context, const QString &search, int limit)
    : Command(std::move(context))
    , m_parsed(parseLibraryQuery(search))
    , m_limit(limit)
{ }

LibraryListCommand::~LibraryListCommand() = default;

void LibraryListCommand::start()
{
    // A script must not take more than it asked for because of a slip of the pen.
    if (!m_parsed.problems.isEmpty()) {
        Error error;
        error.kind = Error::Kind::Validation;
        error.message = m_parsed.problems.constFirst().message;
        fail(error);
        return;
    }
    const Folders &folders = context().folders;
    if (!QFileInfo::exists(folders.database())) {
        // Listing makes no library.
        print({});
        return;
    }
    m_store = std::make_unique<Store>(folders.database(), folders.results());
    m_assets = std::make_unique<AssetRepository>(*m_store);
    whenDone(this, m_store->open(), [this](const Expected<Done, Error> &opened) {
        if (!opened) {
            fail(opened.error());
            return;
        }
        whenDone(this, m_assets->index(m_parsed.query),
                 [this](const Expected<LibraryIndex, Error> &index) {
                     if (index)
                         list(*index);
                     else
                         fail(index.error());
                 });
    });
}

void LibraryListCommand::list(const LibraryIndex &index)
{
    QList<AssetId> ids;
    for (const LibraryEntry &entry : index.entries) {
        if (ids.size() >= m_limit)
            break;
        ids.append(entry.id);
    }
    whenDone(this, m_assets->load(ids), [this](const Expected<QList<Asset>, Error> &assets) {
        if (assets)
            print(*assets);
        else
            fail(assets.error());
    });
}

void LibraryListCommand::print(const QList<Asset> &assets)
{
    if (output().json()) {
        QJsonArray list;
        for (const Asset &asset : assets)
            list.append(assetJson(asset));
        output().document(list);
    } else {
        for (const Asset &asset : assets)
            output().text(assetLine(asset));
    }
    Q_EMIT finished(ExitDone);
}

} // namespace peregrine::cli
