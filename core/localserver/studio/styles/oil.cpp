#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/styles/field.h"
#include "core/localserver/studio/styles/styles.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <vector>

namespace peregrine::studio {

namespace {

struct Direction
{
    float x = 1.0F;
    float y = 0.0F;
};

/// The way a brush would go: along edges where there are any, along soft swirls elsewhere.
class Flow
{
public:
    Flow(const QImage &picture, const Scene &scene, bool bold)
        : m_scale(std::max(1, picture.width() * picture.height() / 260000))
    {
        m_scale = std::max(1, static_cast<int>(std::lround(std::sqrt(m_scale))));
        const QSize size(std::max(2, picture.width() / m_scale),
                         std::max(2, picture.height() / m_scale));
        const Field luma = [&] {
            Field field =
                Field::luma(picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                                .convertToFormat(QImage::Format_RGB32));
            field.blur(2);
            return field;
        }();
        // The tensor of slopes can be averaged where bare directions would cancel out.
        Field xx(size.width(), size.height());
        Field xy(size.width(), size.height());
        Field yy(size.width(), size.height());
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                const float gx = luma.slopeX(x, y);
                const float gy = luma.slopeY(x, y);
                xx.line(y)[x] = gx * gx;
                xy.line(y)[x] = gx * gy;
                yy.line(y)[x] = gy * gy;
            }
        }
        for (Field *field : {&xx, &xy, &yy})
            field->blur(4);
        m_width = size.width();
        m_height = size.height();
        m_directions.resize(static_cast<size_t>(m_width) * static_cast<size_t>(m_height));
        const auto unit = static_cast<float>(scene.unit) / static_cast<float>(m_scale);
        for (int y = 0; y < m_height; ++y) {
            for (int x = 0; x < m_width; ++x) {
                const float along =
                    0.5F * std::atan2(2.0F * xy.line(y)[x], xx.line(y)[x] - yy.line(y)[x])
                    + 1.5708F;
                const float energy = xx.line(y)[x] + yy.line(y)[x];
                const float drift = (bold ? 3.4F : 0.9F)
                    * scene.noise.fractal(static_cast<float>(x) / unit * (bold ? 2.4F : 1.6F),
                                          static_cast<float>(y) / unit * 2.2F, 2);
                const float trust = energy / (energy + 0.0006F);
                const float cosine =
                    std::cos(2 * along) * trust + std::cos(2 * drift) * (1 - trust);
                const float sine = std::sin(2 * along) * trust + std::sin(2 * drift) * (1 - trust);
                const float angle = 0.5F * std::atan2(sine, cosine);
                m_directions[static_cast<size_t>(y) * static_cast<size_t>(m_width)
                             + static_cast<size_t>(x)] = {std::cos(angle), std::sin(angle)};
            }
        }
    }

    [[nodiscard]] Direction at(double x, double y) const
    {
        const int column = std::clamp(static_cast<int>(x) / m_scale, 0, m_width - 1);
        const int row = std::clamp(static_cast<int>(y) / m_scale, 0, m_height - 1);
        return m_directions[static_cast<size_t>(row) * static_cast<size_t>(m_width)
                            + static_cast<size_t>(column)];
    }

private:
    int m_scale;
    int m_width = 0;
    int m_height = 0;
    std::vector<Direction> m_directions;
};

int difference(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b))
        + std::abs(qBlue(a) - qBlue(b));
}

/// Thick paint catches the light: ridges of bristles along the flow, lit from the upper left.
void emboss(QImage &canvas, const Flow &flow, quint64 seed, float strength, double unit)
{
    const int width = canvas.width();
    const int height = canvas.height();
    Random random(seed);
    Field grit(width, height);
    for (int y = 0; y < height; ++y) {
        float *line = grit.line(y);
        for (int x = 0; x < width; ++x)
            line[x] = static_cast<float>(random.next() >> 40) / 16777216.0F;
    }
    const int reach = std::max(2, static_cast<int>(unit * 0.007));
    Field bristle(width, height);
    for (int y = 0; y < height; ++y) {
        float *line = bristle.line(y);
        for (int x = 0; x < width; ++x) {
            const Direction along = flow.at(x, y);
            float sum = 0.0F;
            for (int i = -reach; i <= reach; ++i)
                sum += grit.at(x + static_cast<int>(along.x * static_cast<float>(i) + 0.5F),
                               y + static_cast<int>(along.y * static_cast<float>(i) + 0.5F));
            line[x] = sum / static_cast<float>(2 * reach + 1);
        }
    }
    const Field luma = Field::luma(canvas);
    for (int y = 0; y < height; ++y) {
        auto *line = reinterpret_cast<QRgb *>(canvas.scanLine(y));
        for (int x = 0; x < width; ++x) {
            const float fine = bristle.at(x + 1, y + 1) - bristle.at(x - 1, y - 1);
            const float thick = luma.at(x + 1, y + 1) - luma.at(x - 1, y - 1);
            const float shade =
                std::clamp((fine * 52.0F + std::clamp(thick, -0.22F, 0.22F) * 38.0F) * strength,
                           -34.0F, 34.0F);
            const auto lit = [&](int value) {
                return std::clamp(static_cast<int>(static_cast<float>(value) - shade), 0, 255);
            };
            line[x] = qRgb(lit(qRed(line[x])), lit(qGreen(line[x])), lit(qBlue(line[x])));
        }
    }
}

} // namespace

QImage paintOil(const QImage &picture, const Scene &scene, bool bold, StepMeter &meter)
{
    const QImage source = picture.convertToFormat(QImage::Format_RGB32);
    const Flow flow(source, scene, bold);
    Random random = scene.random.fork(u"oil");
    QImage canvas = softened(source, scene.unit * 0.02).convertToFormat(QImage::Format_RGB32);
    const double unit = scene.unit;
    const double sizes[] = {unit * (bold ? 0.02 : 0.019), unit * (bold ? 0.0115 : 0.0095),
                            unit * (bold ? 0.0062 : 0.0046), unit * 0.0026};
    const int passes = bold || scene.detail < 0.3 ? 3 : 4;
    for (int pass = 0; pass < passes; ++pass) {
        const double width = std::max(1.0, sizes[pass]);
        const QImage reference =
            softened(source, width * 0.4).convertToFormat(QImage::Format_RGB32);
        const QImage before = canvas;
        const double grid = std::max(1.8, width * (pass == 0 ? 0.85 : 1.05));
        std::vector<QPointF> starts;
        for (double y = grid / 2; y < source.height(); y += grid) {
            for (double x = grid / 2; x < source.width(); x += grid) {
                const int px = std::clamp(static_cast<int>(x + random.normal() * grid * 0.4), 0,
                                          source.width() - 1);
                const int py = std::clamp(static_cast<int>(y + random.normal() * grid * 0.4), 0,
                                          source.height() - 1);
                const int threshold = pass == 0 ? -1 : (pass == 1 ? 28 : pass == 2 ? 36 : 44);
                if (difference(reference.pixel(px, py), before.pixel(px, py)) > threshold)
                    starts.emplace_back(px, py);
            }
        }
        for (size_t i = starts.size(); i > 1; --i)
            std::swap(starts[i - 1], starts[static_cast<size_t>(random.next() % i)]);
        QPainter painter(&canvas);
        painter.setRenderHint(QPainter::Antialiasing);
        const int longest = bold ? 6 : 4;
        for (size_t i = 0; i < starts.size(); ++i) {
            if (i % 512 == 0
                && !meter.reach((pass + static_cast<double>(i) / static_cast<double>(starts.size()))
                                / (passes + 0.5)))
                return {};
            QPointF at = starts[i];
            const QRgb color =
                reference.pixel(at.toPoint().x(), std::min(at.toPoint().y(), source.height() - 1));
            QPolygonF stroke;
            stroke << at;
            Direction last{};
            for (int segment = 0; segment < longest; ++segment) {
                Direction go = flow.at(at.x(), at.y());
                if (segment > 0 && go.x * last.x + go.y * last.y < 0)
                    go = {-go.x, -go.y};
                last = go;
                at += QPointF(static_cast<double>(go.x), static_cast<double>(go.y)) * width * 0.75;
                if (!source.rect().contains(at.toPoint())
                    || difference(reference.pixel(at.toPoint()), color) > 62)
                    break;
                stroke << at;
            }
            if (stroke.size() < 2)
                stroke << stroke.first() + QPointF(0.6, 0.2);
            Lab tone = Lab::of(color);
            tone.lightness += static_cast<float>(random.normal() * (bold ? 0.03 : 0.016));
            const double warm = random.normal() * (bold ? 0.014 : 0.007);
            tone.a += static_cast<float>(warm);
            tone.b += static_cast<float>(warm * 0.8 + random.normal() * 0.005);
            painter.setPen(QPen(tone.color(pass < 2 ? 0.92 : 0.85),
                                width * random.between(0.7, 1.15), Qt::SolidLine, Qt::RoundCap,
                                Qt::RoundJoin));
            painter.drawPolyline(stroke);
        }
    }
    if (meter.reach(0.95))
        emboss(canvas, flow, random.next(), bold ? 1.25F : 0.9F, unit);
    return canvas;
}

} // namespace peregrine::studio
