#include "core/localserver/studio/emblem/emblem.h"

#include "core/localserver/studio/emblem/motifs.h"
#include "core/localserver/studio/studio.h"

#include <algorithm>

namespace peregrine::studio {

namespace {

void draw(EmblemSheet &sheet, EmblemTask task)
{
    switch (task) {
    case EmblemTask::Picture:
    case EmblemTask::Edit:
    case EmblemTask::Sharpen:
    case EmblemTask::CutOut:
    case EmblemTask::Mend:
    case EmblemTask::Other:
        return drawPictureMotif(sheet, task);
    case EmblemTask::Film:
    case EmblemTask::Moved:
    case EmblemTask::FilmEdit:
    case EmblemTask::FilmFromSound:
    case EmblemTask::SoundFromFilm:
        return drawFilmMotif(sheet, task);
    case EmblemTask::Speech:
    case EmblemTask::Music:
    case EmblemTask::SoundEdit:
    case EmblemTask::Transcript:
        return drawSoundMotif(sheet, task);
    case EmblemTask::Solid:
    case EmblemTask::SolidFromPicture:
    case EmblemTask::SolidEdit:
        return drawSolidMotif(sheet, task);
    case EmblemTask::Look:
    case EmblemTask::Words:
    case EmblemTask::Record:
        return drawTextMotif(sheet, task);
    case EmblemTask::Training:
    case EmblemTask::Workflow:
        return drawSystemMotif(sheet, task);
    }
}

Scenery::Topic topicOf(EmblemTask task, const QString &name)
{
    if (isAboutPeople(name))
        return Scenery::Topic::Person;
    return task == EmblemTask::CutOut ? Scenery::Topic::Thing : Scenery::Topic::Any;
}

} // namespace

QImage paintEmblem(const EmblemRequest &request)
{
    const QSize size(std::clamp(request.size.width(), minimumSide, maximumSide),
                     std::clamp(request.size.height(), minimumSide, maximumSide));
    const Random random(hashText(request.name));
    const EmblemTask task = emblemTaskOf(request.category, request.name);
    const EmblemColors colors =
        chooseEmblemColors(hashText(request.family), random.fork(u"colors"));
    const Scenery scenery(colors, random, topicOf(task, request.name));

    QImage image(size, QImage::Format_RGB32);
    image.fill(colors.low);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    // The sheet covers the picture; what is over goes at the sides, or at top and bottom.
    const double scale =
        std::max(size.width() / EmblemSheet::width, size.height() / EmblemSheet::height);
    painter.translate(QRectF(image.rect()).center());
    painter.scale(scale, scale);
    painter.translate(-EmblemSheet::width / 2, -EmblemSheet::height / 2);
    EmblemSheet sheet(painter, request, colors, scenery, random);
    draw(sheet, task);
    painter.end();
    return image;
}

} // namespace peregrine::studio
