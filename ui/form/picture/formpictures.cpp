#include "ui/form/picture/formpictures.h"

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/schema/formmodel.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QUrl>
#include <QtConcurrent>

namespace peregrine {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::FormPicture)
};

constexpr qsizetype maximumDataBytes = 64 * 1024 * 1024;

/// Lower is better; -1 for fields that show nothing.
int rankOf(const FieldSpec &spec)
{
    if (spec.kind != FieldKind::Media || spec.meaning == FieldMeaning::Mask)
        return -1;
    if (spec.mediaKind == MediaKind::Video)
        return 3;
    if (spec.mediaKind != MediaKind::Image)
        return -1;
    return spec.meaning == FieldMeaning::Image ? 0 : 1;
}

QString parentOf(const QString &pointer)
{
    return pointer.left(pointer.lastIndexOf(u'/'));
}

LoadedImage readDataUri(const QString &address)
{
    const qsizetype comma = address.indexOf(u',');
    const bool encoded = address.left(comma).endsWith(QLatin1String(";base64"));
    QImage image;
    if (encoded && address.size() < maximumDataBytes)
        image.loadFromData(QByteArray::fromBase64(address.mid(comma + 1).toLatin1()));
    if (image.isNull())
        return Unexpected{Error::media(Words::tr("The picture in the address cannot be read."))};
    return image;
}

} // namespace

bool FormPicture::isOnTheWeb() const
{
    const QString scheme = path.isEmpty() ? QUrl(address.trimmed()).scheme() : QString();
    return scheme == QLatin1String("https") || scheme == QLatin1String("http");
}

QString FormPicture::name() const
{
    if (!path.isEmpty())
        return QFileInfo(path).completeBaseName();
    return isOnTheWeb() ? QFileInfo(QUrl(address.trimmed()).path()).completeBaseName() : QString();
}

FormPicture pictureFor(const FormModel &model, const QString &pointer)
{
    FormPicture found;
    int foundRank = -1;
    QString where = pointer;
    while (!where.isEmpty()) {
        where = parentOf(where);
        const FieldSpec *holder = where.isEmpty() ? &model.schema().input : model.spec(where);
        if (!holder || holder->kind != FieldKind::Object)
            continue;
        for (const FieldSpec &field : holder->children) {
            const int rank = rankOf(field);
            if (rank < 0)
                continue;
            const QString place = where + jsonPointer({field.name});
            const QString path = model.file(place);
            const QString address = path.isEmpty() ? model.value(place).toString() : QString();
            const bool full = !path.isEmpty() || !address.isEmpty();
            // A full one is better than any empty one, whose title only tells what is missing.
            const int order = rank + (full ? 0 : 10);
            if (foundRank >= 0 && order >= foundRank)
                continue;
            foundRank = order;
            found = {path, address, field.mediaKind, field.title};
        }
        if (foundRank >= 0 && foundRank < 10)
            break;
    }
    return found;
}

QFuture<LoadedImage> loadFormPicture(Thumbnailer &thumbnails, const FormPicture &picture)
{
    if (!picture.path.isEmpty())
        return picture.kind == MediaKind::Video ? thumbnails.frame(picture.path)
                                                : thumbnails.picture(picture.path);
    if (picture.address.startsWith(QLatin1String("data:image/")))
        return QtConcurrent::run(readDataUri, picture.address);
    return QtFuture::makeReadyFuture(LoadedImage(Unexpected{Error::media(
        Words::tr("“%1” is a web address. Save that picture on this computer and choose the file, "
                  "so that it can be drawn on.")
            .arg(picture.title))}));
}

} // namespace peregrine
