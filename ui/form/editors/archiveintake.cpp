#include "ui/form/editors/archiveintake.h"

#include <QFileInfo>
#include <QFutureWatcher>

#include <algorithm>

namespace peregrine {

namespace {

constexpr double thousand = 1000;

bool isArchive(const QString &path)
{
    static const QStringList endings{
        QStringLiteral("zip"), QStringLiteral("tar"), QStringLiteral("gz"),
        QStringLiteral("tgz"), QStringLiteral("bz2"), QStringLiteral("xz"),
        QStringLiteral("zst"), QStringLiteral("7z"),  QStringLiteral("rar")};
    const QFileInfo file(path);
    return !file.isDir() && endings.contains(file.suffix().toLower());
}

} // namespace

ArchiveIntake::ArchiveIntake(FilePacker &packer, QObject *parent)
    : QObject(parent)
    , m_packer(packer)
{ }

ArchiveIntake::~ArchiveIntake()
{
    cancel();
}

bool ArchiveIntake::isNeeded(const FieldSpec &field, const QStringList &paths)
{
    return field.meaning == FieldMeaning::Archive && !paths.isEmpty()
        && (paths.size() > 1 || !isArchive(paths.constFirst()));
}

void ArchiveIntake::cancel()
{
    m_future.cancel();
}

void ArchiveIntake::pack(const QStringList &paths)
{
    cancel();
    m_future = m_packer.pack(paths);
    auto *watcher = new QFutureWatcher<FilePacker::Result>(this);
    connect(watcher, &QFutureWatcherBase::progressValueChanged, this,
            [this](int value) { Q_EMIT progressed(value / thousand); });
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        if (watcher->isCanceled() || watcher->future().resultCount() == 0)
            return;
        const FilePacker::Result result = watcher->result();
        if (result)
            Q_EMIT packed(*result);
        else
            Q_EMIT failed(result.error().message);
    });
    watcher->setFuture(m_future);
}

} // namespace peregrine
