#include "ui/form/editors/mediawords.h"

#include "core/schema/mediahints.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>

namespace peregrine {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::MediaWords)
};

} // namespace

QString fileFilter(MediaKind kind)
{
    QStringList patterns;
    for (const QString &extension : extensionsOf(kind))
        patterns.append(QStringLiteral("*.") + extension);
    const QString list = patterns.join(u' ');
    const QString all = Words::tr("All files (*)");
    switch (kind) {
    case MediaKind::Image:
        return Words::tr("Pictures (%1)").arg(list) + QStringLiteral(";;") + all;
    case MediaKind::Video:
        return Words::tr("Videos (%1)").arg(list) + QStringLiteral(";;") + all;
    case MediaKind::Audio:
        return Words::tr("Sound files (%1)").arg(list) + QStringLiteral(";;") + all;
    case MediaKind::Model3d:
        return Words::tr("3D models (%1)").arg(list) + QStringLiteral(";;") + all;
    default:
        return all;
    }
}

QString dropInvitation(MediaKind kind, bool several)
{
    switch (kind) {
    case MediaKind::Image:
        return several ? Words::tr("Add pictures") : Words::tr("Drop or choose a picture");
    case MediaKind::Video:
        return several ? Words::tr("Add videos") : Words::tr("Drop or choose a video");
    case MediaKind::Audio:
        return several ? Words::tr("Add sound files") : Words::tr("Drop or choose a sound file");
    case MediaKind::Model3d:
        return several ? Words::tr("Add 3D models") : Words::tr("Drop or choose a 3D model");
    default:
        return several ? Words::tr("Add files") : Words::tr("Drop or choose a file");
    }
}

QString archiveInvitation()
{
    return Words::tr("Drop an archive, files or a folder");
}

QString clipWords(const ClipFacts &facts)
{
    const auto number = [](double value, int partsOfOne) {
        return QLocale().toString(std::round(value * partsOfOne) / partsOfOne, 'f',
                                  QLocale::FloatingPointShortest);
    };
    QStringList words;
    if (facts.seconds > 0)
        words.append(Words::tr("%1 s").arg(number(facts.seconds, 10)));
    if (!facts.pixels.isEmpty())
        words.append(Words::tr("%1 × %2").arg(facts.pixels.width()).arg(facts.pixels.height()));
    if (facts.fps > 0)
        //: frames a second
        words.append(Words::tr("%1 fps").arg(number(facts.fps, 100)));
    return words.join(QStringLiteral(" · "));
}

QString fieldUploadWords(const UploadState &state)
{
    switch (state.step) {
    case UploadState::Step::Waiting:
        return Words::tr("waits to be uploaded");
    case UploadState::Step::Sending:
        return Words::tr("uploading, %1 %").arg(int(fieldUploadPart(state) * 100));
    case UploadState::Step::Done:
        return state.remembered ? Words::tr("is there already") : Words::tr("uploaded");
    case UploadState::Step::Stopped:
        return Words::tr("upload stopped; goes on when you send");
    case UploadState::Step::Failed:
        break;
    }
    return Words::tr("not uploaded yet; tried again when you send");
}

double fieldUploadPart(const UploadState &state)
{
    switch (state.step) {
    case UploadState::Step::Waiting:
        return 0;
    case UploadState::Step::Sending:
        return state.total > 0 ? double(state.sent) / double(state.total) : 0;
    default:
        return -1;
    }
}

} // namespace peregrine
