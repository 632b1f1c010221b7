#include "app/cli/librarylistcommand.h"

#include "core/base/async.h"
#include "core/library/assetrepository.h"
#include "core/library/store.h"
#include "core/settings/folders.h"

#include <QFileInfo>
#include <QJsonArray>

namespace peregrine::cli {

LibraryListCommand::LibraryListCommand(Context context, int limit)
    : Command(std::move(context))
    , m_limit(limit)
{ }

LibraryListCommand::~LibraryListCommand() = default;

void LibraryListCommand::start()
{
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
        whenDone(this, m_assets->newest(m_limit),
                 [this](const Expected<QList<Asset>, Error> &assets) {
                     if (assets)
                         print(*assets);
                     else
                         fail(assets.error());
                 });
    });
}

void LibraryListCommand::print(const QList<Asset> &assets)
{
    if (output().json()) {
        QJsonArray list;
        for (const Asset &asset : assets) {
            list.append(QJsonObject{
                {QStringLiteral("id"), asset.id.toString()},
                {QStringLiteral("kind"), mediaKindName(asset.kind)},
                {QStringLiteral("file"), asset.path},
                {QStringLiteral("bytes"), asset.bytes},
                {QStringLiteral("endpoint"), asset.endpoint},
                {QStringLiteral("title"), asset.title},
                {QStringLiteral("created_at"), asset.createdAt.toString(Qt::ISODateWithMs)}});
        }
        output().document(list);
    } else {
        for (const Asset &asset : assets) {
            output().text(
                QStringLiteral("%1  %2  %3  %4")
                    .arg(asset.createdAt.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")),
                         mediaKindName(asset.kind).leftJustified(5), asset.path, asset.title));
        }
        output().note(tr("%n result(s)", nullptr, static_cast<int>(assets.size())));
    }
    Q_EMIT finished(ExitDone);
}

} // namespace peregrine::cli
