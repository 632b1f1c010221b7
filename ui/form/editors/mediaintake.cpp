#include "ui/form/editors/mediaintake.h"

#include "core/base/async.h"
#include "core/media/clipbook.h"
#include "core/schema/cliplimits.h"
#include "ui/form/editors/archiveintake.h"
#include "ui/form/editors/mediawords.h"
#include "ui/form/formcontext.h"
#include "ui/form/pastedpictures.h"
#include "ui/form/picture/pictureintake.h"

#include <QFileInfo>
#include <QLocale>

namespace peregrine {

MediaIntake::MediaIntake(const FieldSpec &field, FormContext &context, QObject *parent)
    : QObject(parent)
    , m_field(field)
    , m_context(context)
{ }

void MediaIntake::cancel()
{
    ++m_ask;
    if (m_archive)
        m_archive->cancel();
}

void MediaIntake::take(const Drop &drop)
{
    if (ArchiveIntake::isNeeded(m_field, drop.files)) {
        pack(drop.files);
    } else if (!drop.files.isEmpty()) {
        takeFile(drop.files.first());
        if (drop.files.size() > 1)
            Q_EMIT news(tr("“%1” takes one file; the first of them was used.").arg(m_field.title));
    } else if (!drop.picture.isNull()) {
        save(drop.picture);
    } else {
        cancel();
        Q_EMIT acceptedAddress(drop.address);
    }
}

void MediaIntake::takeFile(const QString &path)
{
    cancel();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const Intake intake = judgeFile(absolute, m_field);
    switch (intake.verdict) {
    case Intake::Verdict::Take:
        if (isClip(m_field.mediaKind))
            lookInto(absolute);
        else
            Q_EMIT accepted(absolute);
        break;
    case Intake::Verdict::Convert:
        convert(absolute);
        break;
    case Intake::Verdict::Shrink:
        m_tooLarge = absolute;
        Q_EMIT tooLarge(intake.words);
        break;
    case Intake::Verdict::Refuse:
        Q_EMIT refused(intake.words);
        break;
    }
}

void MediaIntake::takeSmaller()
{
    cancel();
    convert(m_tooLarge);
}

void MediaIntake::pack(const QStringList &paths)
{
    cancel();
    if (!m_archive) {
        m_archive = new ArchiveIntake(*m_context.packer, this);
        connect(m_archive, &ArchiveIntake::progressed, this, &MediaIntake::progressed);
        connect(m_archive, &ArchiveIntake::failed, this, [this](const QString &words) {
            Q_EMIT progressed(-1);
            Q_EMIT refused(words);
        });
        connect(m_archive, &ArchiveIntake::packed, this, [this](const PackedFiles &archive) {
            takeFile(archive.path);
            Q_EMIT news(tr("%n file(s) are packed into “%1”.", nullptr, archive.files)
                            .arg(QFileInfo(archive.path).fileName()));
        });
    }
    Q_EMIT busy(tr("Packing…"));
    m_archive->pack(paths);
}

void MediaIntake::lookInto(const QString &path)
{
    const int ask = m_ask;
    const QString name = QFileInfo(path).fileName();
    Q_EMIT busy(tr("Looking into “%1”…").arg(name));
    whenDone(this, m_context.clips->probe(path), [this, ask, path, name](const ClipFacts &facts) {
        if (ask != m_ask)
            return;
        const QString fault = clipFault(name, facts, m_field.mediaKind, m_field.limits);
        if (fault.isEmpty())
            Q_EMIT accepted(path);
        else
            Q_EMIT refused(fault);
    });
}

void MediaIntake::convert(const QString &path)
{
    const int ask = m_ask;
    whenDone(this, m_context.converter->convert(path, pictureLimits(m_field)),
             [this, ask, path](const PictureConverter::Result &copy) {
                 if (ask != m_ask)
                     return;
                 if (!copy) {
                     Q_EMIT refused(copy.error().message);
                     return;
                 }
                 Q_EMIT accepted(copy->path);
                 Q_EMIT news(tr("“%1” is sent as a copy that the model takes: %2 × %3 pixels, %4.")
                                 .arg(QFileInfo(path).fileName())
                                 .arg(copy->pixels.width())
                                 .arg(copy->pixels.height())
                                 .arg(QLocale().formattedDataSize(
                                     copy->bytes, 1, QLocale::DataSizeTraditionalFormat)));
             });
}

void MediaIntake::save(const QImage &picture)
{
    cancel();
    const int ask = m_ask;
    Q_EMIT saving(picture);
    whenDone(this, m_context.pasted.save(picture), [this, ask](const SavedPicture &saved) {
        if (ask != m_ask)
            return;
        if (saved)
            takeFile(*saved);
        else
            Q_EMIT refused(saved.error().message);
    });
}

} // namespace peregrine
