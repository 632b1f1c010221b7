#pragma once

#include <QByteArray>
#include <QImage>
#include <QJsonArray>
#include <QJsonObject>
#include <QRect>
#include <QString>

class QColor;

/// What a person does with the form of the built program, and sees of it on the screen.
namespace peregrine::test {

class DesktopSession;

/// The frame around what has the keys, or is aimed at by a drag, when it is as wide as a field; in
/// pixels of the screen, empty when there is none.
[[nodiscard]] QRect frameOn(const QImage &screen);
/// Whether a preview of a picture in this colour is seen.
[[nodiscard]] bool shows(const QImage &screen, const QColor &colour);
/// The screen when it has come to rest; a cursor that blinks is slower than two looks.
[[nodiscard]] QImage restingScreen(DesktopSession &session);

/// Goes to the prompt, as soon as there is a form; the frame around it.
[[nodiscard]] QRect goToPrompt(DesktopSession &session);
/// Goes by Tab to the field before the prompt; the frame around it.
[[nodiscard]] QRect goToField(DesktopSession &session);

/// What peregrine-cli lists.
[[nodiscard]] QJsonArray library(DesktopSession &session);
/// Generates, and reads from the receipt of the one result what the server was given.
[[nodiscard]] QJsonObject inputOfTheJob(DesktopSession &session);

[[nodiscard]] QByteArray contentOf(const QString &path);
/// What the server hands out at an address of an input.
[[nodiscard]] QByteArray fileAt(const QJsonValue &address);

} // namespace peregrine::test
