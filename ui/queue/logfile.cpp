#include "ui/queue/logfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>
#include <QtConcurrent>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::LogFile)
};

Expected<Done, Error> write(const QString &path, const QStringList &lines)
{
    QSaveFile file(path);
    bool written = file.open(QIODevice::WriteOnly);
    for (const QString &line : lines)
        written = written && file.write(line.toUtf8() + '\n') >= 0;
    if (written && file.commit())
        return Done{};
    return Unexpected{Error::storage(Text::tr("The log cannot be saved as %1: %2.")
                                         .arg(QDir::toNativeSeparators(path), file.errorString()))};
}

} // namespace

QFuture<Expected<Done, Error>> writeLogFile(const QString &path, const QStringList &lines)
{
    return QtConcurrent::run(write, path, lines);
}

} // namespace peregrine
