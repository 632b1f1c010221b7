#pragma once

#include "core/localserver/studio/planes.h"
#include "core/localserver/studio/scene.h"
#include "core/localserver/studio/stepmeter.h"

#include <QPainterPath>

#include <functional>

namespace peregrine::studio {

/// Draws the scene's place, its subjects and what lies before them. False: stopped.
[[nodiscard]] bool composeScene(Planes &planes, const Scene &scene, StepMeter &meter);

/// Called where the subjects stand, between the middle and the foreground.
using DrawSubjects = std::function<void(Planes &)>;

void drawForest(Planes &planes, const Scene &scene, const DrawSubjects &subjects, StepMeter &meter);
void drawOpenLand(Planes &planes, const Scene &scene, const DrawSubjects &subjects,
                  StepMeter &meter);
void drawWaterside(Planes &planes, const Scene &scene, const DrawSubjects &subjects,
                   StepMeter &meter);
void drawDesert(Planes &planes, const Scene &scene, const DrawSubjects &subjects, StepMeter &meter);
void drawCity(Planes &planes, const Scene &scene, const DrawSubjects &subjects, StepMeter &meter);
void drawSpace(Planes &planes, const Scene &scene, const DrawSubjects &subjects, StepMeter &meter);
void drawUndersea(Planes &planes, const Scene &scene, const DrawSubjects &subjects,
                  StepMeter &meter);
void drawTable(Planes &planes, const Scene &scene, const DrawSubjects &subjects, StepMeter &meter);
void drawStudioWall(Planes &planes, const Scene &scene, const DrawSubjects &subjects,
                    StepMeter &meter);
void drawAbstract(Planes &planes, const Scene &scene, const DrawSubjects &subjects,
                  StepMeter &meter);

// Parts that several places share.
void drawSky(Planes &planes, const Scene &scene, double bottom);
void drawGlow(QPainter &painter, QPointF centre, double radius, const QColor &color,
              double strength);
void drawRidge(QPainter &painter, const Scene &scene, double base, double lift, double row,
               const QColor &color, bool peaks, double mistTo);
void drawTreeline(QPainter &painter, const Scene &scene, double base, double height, Random &random,
                  const QColor &color, bool conifers);
void drawGround(QPainter &painter, const Scene &scene, double top, Random random);
void drawMist(QPainter &painter, const Scene &scene, double top, double bottom, double strength,
              Random &random);
void drawLeaves(QPainter &painter, const Scene &scene, QPointF centre, double radius, int count,
                double leaf, double haze, Random &random);
void drawRays(QPainter &painter, const Scene &scene, Random random);
void drawFalling(Planes &planes, const Scene &scene, Random random);
/// A round world with bands, shade and perhaps a ring; `size` is its diameter in pixels.
void drawPlanetAt(QPainter &painter, const Scene &scene, QPointF centre, double size, quint64 seed);
void drawGrasses(QPainter &painter, const Scene &scene, double top, double bottom, int count,
                 double height, Random &random);

} // namespace peregrine::studio
