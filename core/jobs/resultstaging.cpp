#include "core/jobs/resultstaging.h"

#include "core/base/json.h"
#include "core/base/logging.h"
#include "core/base/processlock.h"
#include "core/jobs/receipt.h"
#include "core/media/filenames.h"
#include "core/media/partfile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QSaveFile>

#include <algorithm>
#include <chrono>
#include <utility>

namespace peregrine {

namespace {

constexpr int maxNumber = 100'000;
constexpr std::chrono::milliseconds lockPatience{20'000};
constexpr int leftoverDays = 7;
constexpr qint64 maxJournalBytes = 64LL * 1024 * 1024;

/// Hidden, and on the same file system as the results: a move is a rename.
QString stagingRoot(const QString &resultsFolder)
{
    return resultsFolder + QStringLiteral("/.incoming");
}

QString journalPath(const QString &folder)
{
    return folder + QStringLiteral("/publish.json");
}

/// An id comes back from a database that anybody may have written to.
QString folderName(const JobId &id)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(id.toString().toUtf8(), QCryptographicHash::Sha256)
            .toHex()
            .left(32));
}

bool isPlainName(const QString &name)
{
    return !name.isEmpty() && name != QLatin1String(".") && name != QLatin1String("..")
        && !name.contains(u'/') && !name.contains(u'\\');
}

QString suffixOf(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix();
    return suffix.isEmpty() ? suffix : u'.' + suffix;
}

QString receiptName(const QString &firstFile)
{
    return QFileInfo(firstFile).completeBaseName() + QStringLiteral(".receipt.json");
}

Error moveError(const QString &folder, const QString &problem)
{
    return Error::storage(
        ResultStaging::tr("The result could not be put into %1 (%2). Check the folder's "
                          "permissions and its disk, then try again: nothing is billed for it.")
            .arg(QDir::toNativeSeparators(folder), problem));
}

} // namespace

struct ResultStaging::Journal
{
    struct Move
    {
        QString from;
        QString to;
    };

    QList<Move> moves;
    /// Its "files" are in the order of the moves and have their final names.
    QJsonObject receipt;
    QString receiptFile;
};

ResultStaging::ResultStaging(QString resultsFolder, const Job &job)
    : m_results(std::move(resultsFolder))
    , m_job(job)
    , m_folder(stagingRoot(m_results) + u'/' + folderName(job.id))
{ }

Expected<ResultStaging::Published, Error> ResultStaging::publish(const QList<Asset> &assets,
                                                                 const QString &baseName) const
{
    // Others choose names in the same folder: another job's results, another program's.
    ProcessLock lock(stagingRoot(m_results) + QStringLiteral("/names.lock"));
    QDir().mkpath(m_folder);
    switch (lock.tryLock(lockPatience)) {
    case ProcessLock::Outcome::Locked:
        break;
    case ProcessLock::Outcome::HeldByOther:
        return Unexpected{moveError(m_results, tr("another program keeps it locked"))};
    case ProcessLock::Outcome::NotWritable:
        return Unexpected{moveError(m_results, tr("no file can be made there"))};
    }
    Journal journal;
    QList<Asset> named = assets;
    QSet<QString> taken;
    for (Asset &asset : named) {
        const QString extension = suffixOf(asset.path);
        for (int number = 1; number <= maxNumber; ++number) {
            const QString name = numberedName(baseName, number, extension);
            const bool isFree = !taken.contains(name) && !QFile::exists(m_results + u'/' + name)
                && !QFile::exists(m_results + u'/' + receiptName(name));
            if (!isFree)
                continue;
            taken.insert(name);
            journal.moves.append({QFileInfo(asset.path).fileName(), name});
            asset.path = m_results + u'/' + name;
            break;
        }
    }
    if (journal.moves.isEmpty() || journal.moves.size() != assets.size())
        return Unexpected{moveError(m_results, tr("there is no free name"))};
    journal.receipt = receiptOf(m_job, named);
    journal.receiptFile = receiptName(journal.moves.constFirst().to);
    if (auto written = writeJournal(journal); !written) {
        clear();
        return Unexpected{written.error()};
    }
    if (auto moved = move(journal); !moved)
        return Unexpected{moved.error()};
    return published(journal);
}

std::optional<ResultStaging::Published> ResultStaging::recover() const
{
    if (auto journal = readJournal()) {
        if (move(*journal))
            return published(*journal);
        qCWarning(lcJobs) << "The results of a job that was interrupted are fetched again";
    }
    clear();
    return std::nullopt;
}

void ResultStaging::clear() const
{
    QDir(m_folder).removeRecursively();
}

void ResultStaging::clearLeftovers(const QString &resultsFolder, const QSet<JobId> &ended)
{
    QSet<QString> over;
    for (const JobId &id : ended)
        over.insert(folderName(id));
    const QDateTime oldest = QDateTime::currentDateTimeUtc().addDays(-leftoverDays);
    const QFileInfoList folders =
        QDir(stagingRoot(resultsFolder))
            .entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden);
    for (const QFileInfo &folder : folders) {
        if (over.contains(folder.fileName()) || folder.lastModified() < oldest)
            QDir(folder.filePath()).removeRecursively();
    }
}

std::optional<ResultStaging::Journal> ResultStaging::readJournal() const
{
    QFile file(journalPath(m_folder));
    if (file.size() > maxJournalBytes || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const auto parsed = parseJson(file.readAll());
    if (!parsed || !parsed->isObject())
        return std::nullopt;
    const QJsonObject json = parsed->toObject();
    Journal journal;
    journal.receipt = json.value(QStringLiteral("receipt")).toObject();
    journal.receiptFile = json.value(QStringLiteral("receipt_file")).toString();
    const QJsonArray moves = json.value(QStringLiteral("moves")).toArray();
    for (const QJsonValue &value : moves) {
        const QJsonObject move = value.toObject();
        journal.moves.append({move.value(QStringLiteral("from")).toString(),
                              move.value(QStringLiteral("to")).toString()});
    }
    const bool sound =
        std::all_of(journal.moves.cbegin(), journal.moves.cend(), [](const Journal::Move &move) {
            return isPlainName(move.from) && isPlainName(move.to);
        });
    const bool isOurs =
        journal.receipt.value(QStringLiteral("job_id")).toString() == m_job.id.toString();
    if (!sound || !isOurs || journal.moves.isEmpty() || !isPlainName(journal.receiptFile))
        return std::nullopt;
    return journal;
}

Expected<Done, Error> ResultStaging::writeJournal(const Journal &journal) const
{
    QJsonArray moves;
    for (const Journal::Move &move : journal.moves)
        moves.append(
            QJsonObject{{QStringLiteral("from"), move.from}, {QStringLiteral("to"), move.to}});
    const QByteArray json =
        toJson(QJsonObject{{QStringLiteral("moves"), moves},
                           {QStringLiteral("receipt_file"), journal.receiptFile},
                           {QStringLiteral("receipt"), journal.receipt}});
    QSaveFile file(journalPath(m_folder));
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return Unexpected{moveError(m_folder, file.errorString())};
    flushFolder(m_folder);
    return Done{};
}

Expected<Done, Error> ResultStaging::move(Journal &journal) const
{
    for (const Journal::Move &move : std::as_const(journal.moves)) {
        QFile file(m_folder + u'/' + move.from);
        const QString target = m_results + u'/' + move.to;
        // Gone from here: it has moved before the crash.
        const bool isThere = file.exists() ? file.rename(target) : QFile::exists(target);
        if (!isThere)
            return Unexpected{moveError(m_results, file.errorString())};
    }
    // Written here and moved, so that a crash leaves no half of it there.
    const QString target = m_results + u'/' + journal.receiptFile;
    if (!QFile::exists(target)) {
        const QString path = m_folder + QStringLiteral("/receipt.json");
        if (auto written = writeReceipt(journal.receipt, path); !written)
            return Unexpected{written.error()};
        if (QFile receipt(path); !receipt.rename(target))
            return Unexpected{moveError(m_results, receipt.errorString())};
    }
    flushFolder(m_results);
    return Done{};
}

ResultStaging::Published ResultStaging::published(const Journal &journal) const
{
    Published published;
    published.assets = assetsOfReceipt(journal.receipt, m_job, m_results);
    published.output = journal.receipt.value(QStringLiteral("output")).toObject();
    published.endedAt = QDateTime::fromString(
        journal.receipt.value(QStringLiteral("ended_at")).toString(), Qt::ISODateWithMs);
    return published;
}

} // namespace peregrine
