#include "core/localserver/studio/backdrops/backdrops.h"
#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/promptwords.h"
#include "core/localserver/studio/stepmeter.h"
#include "core/localserver/studio/styles/styles.h"
#include "core/localserver/studio/videoencoder.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace peregrine::studio {

namespace {

/// Planes are painted larger than the film by this, the room its camera moves in.
constexpr double margin = 1.14;

/// The words' style on one plane. Brush styles work on opaque pictures, so the plane is laid over
/// its own blurred colours first and cut out again afterwards.
QImage styledPlane(const QImage &plane, const QImage &under, const Scene &scene)
{
    StepMeter silent(1, {});
    QImage opaque = under.convertToFormat(QImage::Format_RGB32);
    QPainter(&opaque).drawImage(0, 0, plane);
    QImage styled =
        applyStyles(opaque, scene, silent).convertToFormat(QImage::Format_ARGB32_Premultiplied);
    QPainter mask(&styled);
    mask.setCompositionMode(QPainter::CompositionMode_DestinationIn);
    mask.drawImage(0, 0, plane);
    return styled;
}

class Film
{
public:
    Film(const AnimateRequest &request, QSize size)
        : m_size(size)
        , m_words(readPrompt(request.prompt, {}))
        , m_random(hashText(request.prompt, request.seed))
    {
        const QSize roomy(qRound(size.width() * margin), qRound(size.height() * margin));
        m_scene = planScene(m_words, QSizeF(roomy), 3.5, 0.55, request.seed);
        m_turn = m_random.chance(0.5) ? 1.0 : -1.0;
    }

    bool paintPlanes(const QImage &source, StepMeter &meter)
    {
        const QSize roomy = m_scene.size.toSize();
        if (!source.isNull()) {
            QImage still =
                source.convertToFormat(QImage::Format_ARGB32_Premultiplied)
                    .scaled(roomy, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
            still =
                still.copy((still.width() - roomy.width()) / 2,
                           (still.height() - roomy.height()) / 2, roomy.width(), roomy.height());
            m_planes.append({still, 0.6, Motion::Still});
            Planes falling(roomy, true);
            drawFalling(falling, m_scene, m_scene.random.fork(u"falling"));
            m_planes += falling.take();
            return meter.reach(1.0);
        }
        Planes planes(roomy, true);
        if (!composeScene(planes, m_scene, meter))
            return false;
        m_planes = planes.take();
        // Styles made of strokes and paper are done once a plane, which then moves as a whole.
        if (m_words.styles.isEmpty() || m_words.has(Style::PixelArt))
            return true;
        QImage under = m_planes.constFirst().image;
        for (Plane &plane : m_planes) {
            if (!meter.reach(1.0))
                return false;
            plane.image = styledPlane(plane.image, under, m_scene);
            QPainter(&under).drawImage(0, 0, plane.image);
        }
        return true;
    }

    [[nodiscard]] QImage frame(double share, double seconds) const
    {
        QImage image(m_size, QImage::Format_ARGB32_Premultiplied);
        image.fill(m_scene.palette.skyLow);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        // The camera eases in and out, so that the film has a beginning and an end.
        const double eased = 0.5 - 0.5 * std::cos(share * std::numbers::pi);
        const double room = m_size.width() * (margin - 1.0) * 0.5;
        for (const Plane &plane : m_planes) {
            const double near = 1.0 - plane.depth;
            double dx = m_turn * (eased - 0.5) * 1.5 * room * (0.15 + 0.85 * near);
            double dy = 0.0;
            const double zoom = 1.0 + 0.035 * eased * (0.4 + near);
            switch (plane.motion) {
            case Motion::Drift:
                dx += room * 0.75 * (share - 0.5);
                break;
            case Motion::Sway:
                dx += room * 0.05 * near * std::sin(seconds * 1.7 + plane.depth * 9.0);
                break;
            case Motion::Float:
                dy = std::fmod(
                    seconds * m_size.height()
                        * (m_words.has(Weather::Rain) || m_words.has(Weather::Storm) ? 1.4 : 0.11),
                    m_size.height() * margin);
                break;
            case Motion::Water:
            case Motion::Still:
                break;
            }
            painter.save();
            painter.translate(m_size.width() * 0.5 + dx, m_size.height() * 0.5);
            painter.scale(zoom, zoom);
            painter.translate(-plane.image.width() * 0.5, -plane.image.height() * 0.5);
            if (plane.motion == Motion::Water) {
                painter.drawImage(QPointF(0, 0), rippled(plane.image, seconds));
            } else if (plane.motion == Motion::Float) {
                // What falls off at the bottom comes in again at the top; bubbles rise instead.
                const double shift =
                    m_scene.place == Place::Underwater ? plane.image.height() - dy : dy;
                painter.drawImage(QPointF(0, shift), plane.image);
                painter.drawImage(QPointF(0, shift - plane.image.height()), plane.image);
            } else {
                painter.drawImage(QPointF(0, 0), plane.image);
            }
            painter.restore();
        }
        if (m_scene.palette.night)
            twinkle(painter, seconds);
        painter.end();
        return m_words.has(Style::PixelArt)
            ? makePixelArt(image.convertToFormat(QImage::Format_RGB32), m_scene)
            : image;
    }

private:
    /// The plane with its rows below the horizon swaying, the near ones further.
    [[nodiscard]] QImage rippled(const QImage &water, double seconds) const
    {
        QImage result = water.copy();
        const int top = std::clamp(qRound(m_scene.horizon), 0, water.height());
        const int width = water.width();
        for (int y = top; y < water.height(); ++y) {
            const double depth = static_cast<double>(y - top) / std::max(1, water.height() - top);
            const double sway = (0.6 + 5.0 * depth) * m_scene.unit / 400.0
                * std::sin(y * 0.21 / (0.25 + depth) + seconds * 2.6);
            const auto whole = static_cast<int>(std::floor(sway));
            const auto part = static_cast<int>((sway - whole) * 256.0);
            const auto *from = reinterpret_cast<const QRgb *>(water.constScanLine(y));
            auto *to = reinterpret_cast<QRgb *>(result.scanLine(y));
            for (int x = 0; x < width; ++x) {
                const QRgb left = from[std::clamp(x - whole - 1, 0, width - 1)];
                const QRgb right = from[std::clamp(x - whole, 0, width - 1)];
                const auto between = [part](int l, int r) {
                    return (l * part + r * (256 - part)) >> 8;
                };
                to[x] =
                    qRgba(between(qRed(left), qRed(right)), between(qGreen(left), qGreen(right)),
                          between(qBlue(left), qBlue(right)), between(qAlpha(left), qAlpha(right)));
            }
        }
        return result;
    }

    void twinkle(QPainter &painter, double seconds) const
    {
        Random random = m_scene.random.fork(u"twinkle");
        for (int i = 0; i < 34; ++i) {
            const QPointF at(random.uniform() * m_size.width(),
                             random.uniform() * m_scene.horizon * 0.7);
            const double phase = random.between(0.0, 6.28);
            const double pace = random.between(1.5, 4.0);
            drawGlow(painter, at, m_scene.unit * 0.006, QColor(236, 242, 255),
                     0.3 + 0.3 * std::sin(seconds * pace + phase));
        }
    }

    QSize m_size;
    PromptWords m_words;
    Random m_random;
    Scene m_scene;
    QList<Plane> m_planes;
    double m_turn = 1.0;
};

int evenSide(int side)
{
    return std::clamp(side, minimumSide, maximumFilmSide) / 2 * 2;
}

} // namespace

std::optional<EncodedFile> animate(const AnimateRequest &request, const Progress &progress)
{
    const QSize size(evenSide(request.size.width()), evenSide(request.size.height()));
    const int rate = std::clamp(request.framesPerSecond, 5, 60);
    // Written so that a value that is no number becomes the shortest film.
    const double seconds =
        request.seconds > 0.5 ? std::min(request.seconds, maximumFilmSeconds) : 0.5;
    const int frames = std::max(2, static_cast<int>(std::lround(seconds * rate)));
    StepMeter meter(frames, progress);
    meter.enter(0.0, 0.2, QStringLiteral("painting the layers"));
    Film film(request, size);
    if (!film.paintPlanes(request.source, meter))
        return std::nullopt;
    const auto encoder =
        VideoEncoder::open(size, rate,
                           {{QStringLiteral("title"), request.prompt.left(120)},
                            {QStringLiteral("comment"),
                             QStringLiteral("Local preview made by Peregrine's local server by "
                                            "procedure; not a model's work.")}});
    if (!encoder)
        return std::nullopt;
    meter.enter(0.2, 1.0, QStringLiteral("filming"));
    for (int frame = 0; frame < frames; ++frame) {
        const double time = static_cast<double>(frame) / rate;
        if (!encoder->add(film.frame(static_cast<double>(frame) / (frames - 1), time)))
            return std::nullopt;
        if (!meter.reach((frame + 1.0) / frames))
            return std::nullopt;
    }
    std::optional<QByteArray> bytes = encoder->finish();
    if (!bytes)
        return std::nullopt;
    return EncodedFile{std::move(*bytes), QStringLiteral("video/mp4"), QStringLiteral("mp4")};
}

} // namespace peregrine::studio
