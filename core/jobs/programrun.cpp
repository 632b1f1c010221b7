#include "core/jobs/programrun.h"

#include "core/base/ids.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

const QLatin1String suffix(".run");

/// Ids come back from a database that anybody may have written to.
bool isPlainId(const QString &id)
{
    return !id.isEmpty() && id.size() <= 64
        && std::all_of(id.cbegin(), id.cend(), [](QChar character) {
               return character == u'-'
                   || (character.unicode() < 128 && character.isLetterOrNumber());
           });
}

} // namespace

ProgramRun::ProgramRun(QString folder)
    : m_folder(std::move(folder))
    , m_id(makeIdText())
{ }

ProgramRun::~ProgramRun() = default;

QString ProgramRun::pathOf(const QString &id) const
{
    return m_folder + u'/' + id + suffix;
}

Expected<Done, Error> ProgramRun::begin()
{
    QDir().mkpath(m_folder);
    auto lock = std::make_unique<ProcessLock>(pathOf(m_id));
    if (lock->tryLock() != ProcessLock::Outcome::Locked)
        return Unexpected{Error::storage(
            tr("A file could not be made in %1. Check the folder's permissions and its disk.")
                .arg(QDir::toNativeSeparators(m_folder)))};
    m_lock = std::move(lock);
    const QStringList names =
        QDir(m_folder).entryList({QLatin1Char('*') + suffix}, QDir::Files | QDir::Hidden);
    for (const QString &name : names) {
        // Finding one that is over removes its file.
        (void)isAlive(name.chopped(suffix.size()));
    }
    return Done();
}

bool ProgramRun::isAlive(const QString &id) const
{
    if (id == m_id)
        return true;
    if (!isPlainId(id) || !QFile::exists(pathOf(id)))
        return false;
    return ProcessLock(pathOf(id)).tryLock() == ProcessLock::Outcome::HeldByOther;
}

} // namespace peregrine
