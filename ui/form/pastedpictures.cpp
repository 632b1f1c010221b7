#include "ui/form/pastedpictures.h"

#include "core/media/filenames.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>
#include <QtConcurrent>

namespace peregrine {

namespace {

SavedPicture savePicture(const QString &folder, const QString &name, const QImage &picture)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!picture.save(&buffer, "PNG"))
        return Unexpected{Error::media(QCoreApplication::translate(
            "peregrine::PastedPictures", "The picture in the clipboard cannot be read."))};
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    // Names are for people, and alike; each picture lies in a folder of its own.
    const QString place = folder + u'/' + QString::fromLatin1(hash.left(24));
    const QString path = place + u'/' + name + QStringLiteral(".png");
    if (QFileInfo(path).size() == bytes.size())
        return path;
    QDir().mkpath(place);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Unexpected{Error::storage(
            QCoreApplication::translate("peregrine::PastedPictures",
                                        "The pasted picture could not be saved to %1: %2.")
                .arg(folder, file.errorString()))};
    return path;
}

} // namespace

PastedPictures::PastedPictures()
    : m_folder(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)
               + QStringLiteral("/pasted"))
{
    m_pool.setMaxThreadCount(1);
}

PastedPictures::~PastedPictures()
{
    m_pool.clear();
    m_pool.waitForDone();
}

QFuture<SavedPicture> PastedPictures::save(const QImage &picture, const QString &name)
{
    const QString fileName =
        safeFileText(name,
                     QCoreApplication::translate("peregrine::PastedPictures", "pasted picture",
                                                 "name of a file"));
    return QtConcurrent::run(&m_pool, savePicture, m_folder, fileName, picture);
}

} // namespace peregrine
