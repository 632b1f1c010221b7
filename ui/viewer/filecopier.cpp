#include "ui/viewer/filecopier.h"

#include "core/base/async.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QPromise>
#include <QSaveFile>
#include <QtConcurrentRun>

namespace peregrine {

namespace {

constexpr qint64 chunkBytes = 1 << 20;

Unexpected<Error> cannotCopy(const QString &path, const QString &reason)
{
    //: %1 is a file's name, %2 the system's reason
    return Unexpected{Error::storage(
        QCoreApplication::translate("peregrine::FileCopier", "\"%1\" could not be saved: %2")
            .arg(QFileInfo(path).fileName(), reason))};
}

void copyFile(QPromise<Expected<Done, Error>> &promise, const QString &from, const QString &to)
{
    QFile source(from);
    if (!source.open(QIODevice::ReadOnly)) {
        promise.addResult(cannotCopy(from, source.errorString()));
        return;
    }
    QSaveFile target(to);
    if (!target.open(QIODevice::WriteOnly)) {
        promise.addResult(cannotCopy(to, target.errorString()));
        return;
    }
    while (!source.atEnd()) {
        if (promise.isCanceled())
            return;
        const QByteArray chunk = source.read(chunkBytes);
        if (chunk.isEmpty() && source.error() != QFileDevice::NoError) {
            promise.addResult(cannotCopy(from, source.errorString()));
            return;
        }
        if (target.write(chunk) != chunk.size()) {
            promise.addResult(cannotCopy(to, target.errorString()));
            return;
        }
    }
    if (!target.commit()) {
        promise.addResult(cannotCopy(to, target.errorString()));
        return;
    }
    promise.addResult(Expected<Done, Error>(Done{}));
}

} // namespace

FileCopier::FileCopier(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

FileCopier::~FileCopier()
{
    for (QFuture<Copied> &future : m_running)
        future.cancel();
    m_pool.waitForDone();
}

void FileCopier::copy(const QString &from, const QString &to)
{
    if (QFileInfo(from) == QFileInfo(to)) {
        Q_EMIT copied(to);
        return;
    }
    m_running.removeIf([](const QFuture<Copied> &future) { return future.isFinished(); });
    const QFuture<Copied> future = QtConcurrent::run(&m_pool, copyFile, from, to);
    m_running.append(future);
    whenDone(this, future, [this, to](const Copied &outcome) {
        if (outcome)
            Q_EMIT copied(to);
        else
            Q_EMIT failed(outcome.error().message);
    });
}

} // namespace peregrine
