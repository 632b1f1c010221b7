#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QFuture>
#include <QImage>
#include <QString>
#include <QThreadPool>

namespace peregrine {

using SavedPicture = Expected<QString, Error>;

/// Gives pictures without a file (from the clipboard, from a browser) one, so that they can be
/// uploaded like others, also after a restart. The same picture of the same name gets the same
/// file.
class PastedPictures
{
public:
    PastedPictures();
    ~PastedPictures();
    PastedPictures(const PastedPictures &) = delete;
    PastedPictures &operator=(const PastedPictures &) = delete;

    /// Absolute path of the folder; made when the first picture comes.
    void setFolder(const QString &folder) { m_folder = folder; }
    [[nodiscard]] const QString &folder() const { return m_folder; }
    /// The path of the PNG, on a thread of its own. `name` is what people are to read, in the form
    /// and where it is uploaded: any text, of which the file's name is made; without one it is a
    /// pasted picture.
    [[nodiscard]] QFuture<SavedPicture> save(const QImage &picture, const QString &name = {});

private:
    QString m_folder;
    QThreadPool m_pool;
};

} // namespace peregrine
