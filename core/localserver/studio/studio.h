#pragma once

#include <QByteArray>
#include <QColor>
#include <QImage>
#include <QList>
#include <QMap>
#include <QSize>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

/// The local server's own hand: pictures, films, speech and descriptions made by procedure, with
/// no model behind them. Everything here is a pure function of its arguments: equal requests give
/// equal bytes, on any thread, and nothing needs a QGuiApplication (so nothing ever draws text).
namespace peregrine::studio {

/// Told after each step of `of`, with a short English phrase for the log. Returning false stops
/// the work soon after; the function then returns its empty value. Called on the caller's thread.
using Progress = std::function<bool(int step, int of, const QString &what)>;

/// Shown the picture as far as it is after some of the steps: RGB32, no side longer than
/// maximumPreviewSide, soft at first and sharper from look to look. Called on the caller's thread.
using Preview = std::function<void(int step, int of, const QImage &picture)>;

/// Limits that hold whatever a request asks for; values outside are moved to the nearest bound.
inline constexpr int minimumSide = 64;
inline constexpr int maximumSide = 2048;
inline constexpr int maximumSteps = 100;
inline constexpr int maximumPreviewSide = 512;
inline constexpr double maximumFilmSeconds = 12.0;
inline constexpr int maximumFilmSide = 1280;
inline constexpr int maximumSpokenCharacters = 2000;

struct PaintRequest
{
    QString prompt;
    QString negativePrompt; ///< subjects, colours, weathers and styles to leave out
    QSize size{1024, 1024}; ///< pixels
    int steps = 28; ///< more steps, more detail
    double guidance = 3.5; ///< how far the prompt's words rule over chance, 0 to 20
    quint64 seed = 0;
    QImage source; ///< image to image when not null
    double strength = 0.75; ///< how far the picture leaves the source, 0 to 1
};

/// Paints a picture for the prompt's words: RGB32, exactly as large as asked. Null when stopped. A
/// preview is looked at some eight times; the picture itself is the same with and without.
[[nodiscard]] QImage paint(const PaintRequest &request, const Progress &progress,
                           const Preview &preview = {});

struct EncodedFile
{
    QByteArray bytes;
    QString mimeType;
    QString extension; ///< without the dot
};

/// The picture as a file. `format` is png, jpeg (or jpg) or webp; anything else becomes png.
/// The metadata is kept in the file: text chunks in PNG, comments in JPEG, XMP in WebP.
/// Empty bytes when the picture is null or its format cannot be written.
[[nodiscard]] EncodedFile encodeImage(const QImage &image, const QString &format,
                                      const QMap<QString, QString> &metadata);

struct AnimateRequest
{
    QString prompt;
    QSize size{640, 360}; ///< pixels; made even
    double seconds = 4.0;
    int framesPerSecond = 24;
    quint64 seed = 0;
    QImage source; ///< the film starts from this picture when not null
};

/// A short MP4 (H.264 where the system has an encoder) whose camera and scene move. Nothing when
/// stopped, or when the system's libav can encode no video.
[[nodiscard]] std::optional<EncodedFile> animate(const AnimateRequest &request,
                                                 const Progress &progress);

struct SpeakRequest
{
    QString text; ///< English spelling; cut after maximumSpokenCharacters
    QString voice; ///< one of voiceNames(); another name gets a voice of its own
    double speed = 1.0; ///< 0.5 to 2
    quint64 seed = 0;
};

/// Names that speak() knows, the first being the usual one.
[[nodiscard]] QStringList voiceNames();

/// Says the text with a synthetic voice: WAV, 24 kHz, 16 bit, mono. Nothing when stopped.
[[nodiscard]] std::optional<EncodedFile> speak(const SpeakRequest &request,
                                               const Progress &progress);

struct NamedColor
{
    QString name;
    QColor color;
    double share = 0.0; ///< of the picture, 0 to 1
};

struct Description
{
    QString text; ///< whole English sentences
    QList<NamedColor> colors; ///< largest share first
    QStringList tags;
    double brightness = 0.0; ///< mean lightness, 0 to 1
    double contrast = 0.0; ///< spread of lightness, 0 to 1
    double saturation = 0.0; ///< mean colourfulness, 0 to 1
    double sharpness = 0.0; ///< 0 soft to 1 crisp
    double symmetry = 0.0; ///< left to right, 0 to 1
    std::optional<double> horizon; ///< height of the strongest level edge, 0 top to 1 bottom
    QString orientation; ///< landscape, portrait or square
    QString light; ///< where most light is: "the upper left", "the middle", ...
};

/// What can be measured in a picture, said plainly; it names no things. `detail` is brief,
/// normal or detailed.
[[nodiscard]] Description describe(const QImage &image, const QString &detail);

} // namespace peregrine::studio
