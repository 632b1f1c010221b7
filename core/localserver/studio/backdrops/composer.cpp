#include "core/localserver/studio/backdrops/backdrops.h"
#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/pen.h"
#include "core/localserver/studio/subjects/subjects.h"

#include <cmath>

namespace peregrine::studio {

void drawFalling(Planes &planes, const Scene &scene, Random random)
{
    const PromptWords &words = scene.words;
    const bool outside = scene.place != Place::Table && scene.place != Place::Underwater
        && scene.place != Place::Space && scene.place != Place::Abstract
        && scene.place != Place::Backdrop;
    const double w = scene.size.width();
    const double h = scene.size.height();
    const double u = scene.unit;
    if (outside && (words.has(Weather::Rain) || words.has(Weather::Storm))) {
        QPainter &painter = planes.next(0.0, Motion::Float);
        for (int i = 0; i < scene.many(420); ++i) {
            const QPointF at(random.between(-0.1, 1.1) * w, random.uniform() * h);
            const double length = u * random.between(0.015, 0.06);
            painter.strokePath(smoothLine({at, at + QPointF(-length * 0.22, length)}),
                               QPen(withOpacity(QColor(226, 236, 244), random.between(0.1, 0.34)),
                                    u * random.between(0.0007, 0.0018)));
        }
        if (words.has(Weather::Storm)) {
            QPointF at(w * random.between(0.2, 0.8), 0);
            std::vector<QPointF> bolt{at};
            while (at.y() < scene.horizon * 0.92) {
                at += QPointF(random.normal() * u * 0.03, u * random.between(0.02, 0.05));
                bolt.push_back(at);
            }
            drawGlow(painter, bolt[bolt.size() / 2], u * 0.42, QColor(206, 220, 255), 0.36);
            for (const double width : {0.012, 0.005, 0.0022})
                painter.strokePath(
                    smoothLine(bolt, 0.0),
                    QPen(withOpacity(QColor(236, 242, 255), width > 0.01 ? 0.2 : 0.9), u * width,
                         Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        }
    } else if (outside && words.has(Weather::Snow)) {
        QPainter &painter = planes.next(0.0, Motion::Float);
        for (int i = 0; i < scene.many(520); ++i) {
            const double near = std::pow(random.uniform(), 4.0);
            const double size = u * (0.0013 + 0.0065 * near);
            painter.setBrush(withOpacity(QColor(252, 253, 255), 0.85 - 0.45 * near));
            painter.drawEllipse(QPointF(random.uniform() * w, random.uniform() * h), size, size);
        }
    } else if (outside && (words.season == Season::Autumn || words.season == Season::Spring)) {
        QPainter &painter = planes.next(0.0, Motion::Float);
        for (int i = 0; i < scene.many(46); ++i) {
            const double size = u * random.between(0.003, 0.009);
            painter.save();
            painter.translate(random.uniform() * w, random.uniform() * h * 0.92);
            painter.rotate(random.between(0, 180));
            painter.setBrush(
                withOpacity(scene.palette.foliage[static_cast<size_t>(random.integer(0, 3))], 0.9));
            painter.drawEllipse(QPointF(0, 0), size, size * 0.5);
            painter.restore();
        }
    } else if (words.has(Mood::Magical) || (scene.place == Place::Forest && scene.palette.night)) {
        QPainter &painter = planes.next(0.05, Motion::Float);
        const QColor spark =
            words.has(Mood::Magical) ? scene.palette.accent : QColor(0xf6, 0xe8, 0x8a);
        for (int i = 0; i < scene.many(60); ++i) {
            const QPointF at(random.uniform() * w, h * random.between(0.3, 1.0));
            drawGlow(painter, at, u * random.between(0.008, 0.024), spark, 0.85);
            painter.setBrush(QColor(255, 255, 240));
            painter.drawEllipse(at, u * 0.0016, u * 0.0016);
        }
    }
}

bool composeScene(Planes &planes, const Scene &scene, StepMeter &meter)
{
    const DrawSubjects subjects = [&scene, &meter](Planes &into) {
        double depth = 0.24;
        for (const Placed &placed : scene.subjects) {
            if (meter.stopped())
                return;
            depth = std::max(0.1, depth - 0.02);
            drawSubject(into.next(placed.distance > 0.8 ? 0.9 : depth), scene, placed);
        }
    };
    switch (scene.place) {
    case Place::Forest:
        drawForest(planes, scene, subjects, meter);
        break;
    case Place::Sea:
    case Place::Island:
    case Place::Lake:
    case Place::River:
        drawWaterside(planes, scene, subjects, meter);
        break;
    case Place::Desert:
        drawDesert(planes, scene, subjects, meter);
        break;
    case Place::City:
        drawCity(planes, scene, subjects, meter);
        break;
    case Place::Space:
        drawSpace(planes, scene, subjects, meter);
        break;
    case Place::Underwater:
        drawUndersea(planes, scene, subjects, meter);
        break;
    case Place::Table:
        drawTable(planes, scene, subjects, meter);
        break;
    case Place::Backdrop:
        drawStudioWall(planes, scene, subjects, meter);
        break;
    case Place::Abstract:
        drawAbstract(planes, scene, subjects, meter);
        break;
    case Place::Meadow:
    case Place::Mountains:
    case Place::Road:
    case Place::Village:
        drawOpenLand(planes, scene, subjects, meter);
        break;
    }
    if (!meter.stopped())
        drawFalling(planes, scene, scene.random.fork(u"falling"));
    return !meter.stopped();
}

} // namespace peregrine::studio
