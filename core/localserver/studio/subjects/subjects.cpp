#include "core/localserver/studio/subjects/subjects.h"

namespace peregrine::studio {

void drawSubject(QPainter &painter, const Scene &scene, const Placed &placed)
{
    Pen pen(painter, scene, placed);
    switch (placed.subject) {
    case Subject::Fox:
    case Subject::Wolf:
    case Subject::Cat:
    case Subject::Tiger:
    case Subject::Lion:
    case Subject::Dog:
    case Subject::Rabbit:
    case Subject::Bear:
    case Subject::Panda:
        drawSitting(pen, placed.subject);
        break;
    case Subject::Horse:
    case Subject::Deer:
    case Subject::Unicorn:
    case Subject::Cow:
    case Subject::Sheep:
    case Subject::Elephant:
        drawStanding(pen, placed.subject);
        break;
    case Subject::Bird:
    case Subject::Owl:
    case Subject::Penguin:
    case Subject::Butterfly:
    case Subject::Dragon:
        drawWinged(pen, placed.subject);
        break;
    case Subject::Fish:
    case Subject::Whale:
    case Subject::Jellyfish:
    case Subject::Turtle:
        drawSwimming(pen, placed.subject);
        break;
    case Subject::Person:
    case Subject::Astronaut:
    case Subject::Robot:
        drawFigure(pen, placed.subject);
        break;
    case Subject::Portrait:
        drawPortrait(pen);
        break;
    case Subject::Lighthouse:
    case Subject::House:
    case Subject::Castle:
    case Subject::Windmill:
    case Subject::Temple:
        drawBuilding(pen, placed.subject);
        break;
    case Subject::Tree:
    case Subject::Pine:
    case Subject::Palm:
    case Subject::Cactus:
    case Subject::Mushroom:
        drawPlant(pen, placed.subject);
        break;
    case Subject::Flower:
    case Subject::Rose:
    case Subject::Tulip:
    case Subject::Sunflower:
        drawBloom(pen, placed.subject);
        break;
    case Subject::Boat:
    case Subject::Car:
    case Subject::Rocket:
    case Subject::Balloon:
    case Subject::Airplane:
    case Subject::Train:
        drawVehicle(pen, placed.subject);
        break;
    case Subject::Cup:
    case Subject::Apple:
    case Subject::Orange:
    case Subject::Lemon:
    case Subject::Pear:
    case Subject::Vase:
    case Subject::Candle:
    case Subject::Book:
    case Subject::Crystal:
        drawStillLife(pen, placed.subject);
        break;
    case Subject::Planet:
        drawPlanet(pen);
        break;
    case Subject::Moon:
    case Subject::Sun:
        break; // drawn with the sky
    }
}

} // namespace peregrine::studio
