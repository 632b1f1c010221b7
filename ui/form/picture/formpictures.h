#pragma once

#include "core/base/mediakind.h"
#include "core/media/thumbnailer.h"

#include <QFuture>
#include <QString>

namespace peregrine {

class FormModel;

/// The picture that a mask, points or boxes of a form lie on.
struct FormPicture
{
    /// A file of this machine; empty when the field holds an address.
    QString path;
    /// https:, the local server's http:, or data: with a picture in it.
    QString address;
    MediaKind kind = MediaKind::Image;
    /// What its field is called.
    QString title;

    /// It lies on the web: it is to be fetched by WebPictures.
    [[nodiscard]] bool isOnTheWeb() const;
    /// What its file is called, without folder and extension; empty when it has no file's name. Of
    /// an address it is what its server says: fit for people to read, not yet for a file.
    [[nodiscard]] QString name() const;
};

/// Looks beside the field, then beside whatever holds it, up to the form itself: the picture to
/// work on first, then other pictures, then a video. Empty path and address when no field holds
/// one; the title is then that of the field to be filled first, if there is one.
[[nodiscard]] FormPicture pictureFor(const FormModel &model, const QString &pointer);

/// The whole picture; of a video a frame near its start in its own size. Pictures on the web are
/// not fetched: an error with words for people.
[[nodiscard]] QFuture<LoadedImage> loadFormPicture(Thumbnailer &thumbnails,
                                                   const FormPicture &picture);

} // namespace peregrine
