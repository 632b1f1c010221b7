#include "ui/form/editors/maskfit.h"

#include "core/schema/formmodel.h"
#include "core/schema/localfilecheck.h"
#include "ui/form/picture/formpictures.h"

#include <QFileInfo>
#include <QSize>

#include <utility>

namespace peregrine {

namespace {

QSize pixelsOf(const QString &path)
{
    const auto facts = checkLocalFile(path, MediaKind::Image, {});
    return facts ? facts->pixels : QSize();
}

} // namespace

MaskFit::MaskFit(const FormModel &model, QString pointer, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_pointer(std::move(pointer))
{
    connect(&model, &FormModel::valueChanged, this, &MaskFit::look);
    look();
}

void MaskFit::look()
{
    const QString mask = m_model.file(m_pointer);
    const FormPicture over = mask.isEmpty() ? FormPicture() : pictureFor(m_model, m_pointer);
    const QString picture = over.kind == MediaKind::Image ? over.path : QString();
    if (mask == m_mask && picture == m_picture)
        return;
    m_mask = mask;
    m_picture = picture;
    QString words;
    if (!mask.isEmpty() && !picture.isEmpty()) {
        const QSize small = pixelsOf(mask);
        const QSize large = pixelsOf(picture);
        if (small.isValid() && large.isValid() && small != large)
            words = tr("This mask has %1 × %2 pixels, “%3” has %4 × %5: it was made for another "
                       "picture. Paint it again, or remove it.")
                        .arg(QString::number(small.width()), QString::number(small.height()),
                             QFileInfo(picture).fileName(), QString::number(large.width()),
                             QString::number(large.height()));
    }
    if (std::exchange(m_words, words) != words)
        Q_EMIT changed();
}

} // namespace peregrine
