#include "core/localserver/studio/sketch/brushwork.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace peregrine::studio {

namespace {

int difference(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b))
        + std::abs(qBlue(a) - qBlue(b));
}

/// amount of 256; two channels at a time.
QRgb blended(QRgb under, QRgb over, quint32 amount)
{
    const quint32 rest = 256 - amount;
    const quint32 redBlue = ((over & 0xff00ff) * amount + (under & 0xff00ff) * rest) >> 8;
    const quint32 green = ((over & 0x00ff00) * amount + (under & 0x00ff00) * rest) >> 8;
    return 0xff000000 | (redBlue & 0xff00ff) | (green & 0x00ff00);
}

/// The picture without anything smaller than some pixels, as the ground of the painting.
QImage underpainting(const QImage &target)
{
    const QSize small((target.width() + 15) / 16, (target.height() + 15) / 16);
    return target.scaled(small, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .scaled(target.size(), Qt::IgnoreAspectRatio, Qt::FastTransformation)
        .convertToFormat(QImage::Format_RGB32);
}

} // namespace

Brushwork::Brushwork(const QImage &target, const Noise &noise, Random random)
    : m_target(target)
    , m_canvas(underpainting(target))
    , m_flow(target, noise)
    , m_random(random)
    , m_width(target.width())
    , m_height(target.height())
    , m_paint(static_cast<std::size_t>(m_width) * static_cast<std::size_t>(m_height), 40)
{
    for (quint8 &hair : m_hairs)
        hair = static_cast<quint8>(m_random.integer(96, 255));
}

QRgb Brushwork::targetAt(int x, int y) const
{
    return reinterpret_cast<const QRgb *>(
        m_target.constScanLine(std::clamp(y, 0, m_height - 1)))[std::clamp(x, 0, m_width - 1)];
}

bool Brushwork::paint(const Layer &layer, const std::function<bool()> &stopped)
{
    const float jitter = layer.spacing * 0.5F;
    for (float y = 0.0F; y < static_cast<float>(m_height); y += layer.spacing) {
        if (stopped())
            return false;
        for (float x = 0.0F; x < static_cast<float>(m_width); x += layer.spacing) {
            const quint64 bits = m_random.next();
            const float dx = static_cast<float>(bits & 0xffff) / 65536.0F - 0.5F;
            const float dy = static_cast<float>((bits >> 16) & 0xffff) / 65536.0F - 0.5F;
            const float startX = x + jitter * 2.0F * dx;
            const float startY = y + jitter * 2.0F * dy;
            const int px = std::clamp(static_cast<int>(startX), 0, m_width - 1);
            const int py = std::clamp(static_cast<int>(startY), 0, m_height - 1);
            const QRgb there = reinterpret_cast<const QRgb *>(m_canvas.constScanLine(py))[px];
            if (difference(there, targetAt(px, py)) >= layer.tolerance)
                stroke(static_cast<float>(px), static_cast<float>(py), layer);
        }
    }
    return true;
}

void Brushwork::stroke(float x, float y, const Layer &layer)
{
    const quint64 bits = m_random.next();
    const int half = std::clamp(static_cast<int>(layer.width * 0.5F), 1,
                                static_cast<int>(maximumBristles) / 2 - 1);
    const QRgb own = targetAt(static_cast<int>(x), static_cast<int>(y));
    // No two strokes have quite the same mixture of paint.
    const int warm = static_cast<int>(bits & 15) - 8;
    const int light = static_cast<int>((bits >> 4) & 15) - 8;
    const QRgb color = qRgb(std::clamp(qRed(own) + light + warm / 2, 0, 255),
                            std::clamp(qGreen(own) + light, 0, 255),
                            std::clamp(qBlue(own) + light - warm / 2, 0, 255));
    const auto firstHair = static_cast<std::size_t>((bits >> 8) & 0xff);
    for (int i = -half; i <= half; ++i) {
        const int fromEdge = half - std::abs(i);
        const int soft = std::min(256, (fromEdge + 1) * 150);
        const int hair = m_hairs[(firstHair + static_cast<std::size_t>(i + half)) & 0xff];
        m_bristles[static_cast<std::size_t>(i + half)] = soft * hair >> 8;
    }

    FlowField::Direction last = m_flow.at(x, y);
    if (((bits >> 20) & 1) != 0)
        last = {-last.x, -last.y};
    // Backwards first, so that the stroke lies around its point.
    float atX = x - last.x * layer.length * 0.35F;
    float atY = y - last.y * layer.length * 0.35F;
    const int steps = std::max(2, static_cast<int>(layer.length));
    constexpr int tolerance = 84;
    int wrong = 0;
    for (int i = 0; i < steps; ++i) {
        FlowField::Direction way = m_flow.at(atX, atY);
        if (way.x * last.x + way.y * last.y < 0.0F)
            way = {-way.x, -way.y};
        // The hand turns slowly.
        way = {last.x * 0.85F + way.x * 0.15F, last.y * 0.85F + way.y * 0.15F};
        const float norm = 1.0F / std::max(0.2F, std::sqrt(way.x * way.x + way.y * way.y));
        last = {way.x * norm, way.y * norm};
        const bool off =
            difference(targetAt(static_cast<int>(atX), static_cast<int>(atY)), own) > tolerance;
        wrong = off ? wrong + 1 : 0;
        // Where the picture has another colour the brush is lifted.
        if (wrong > 2 && static_cast<float>(i) > layer.length * 0.35F)
            return;
        if (!off) {
            const int fade = std::min({i + 1, steps - i, 6});
            dab(atX, atY, -last.y, last.x, half, color, layer.opacity * fade / 6);
        }
        atX += last.x;
        atY += last.y;
    }
}

void Brushwork::dab(float x, float y, float normalX, float normalY, int half, QRgb color,
                    int opacity)
{
    auto *pixels = reinterpret_cast<QRgb *>(m_canvas.bits());
    const auto stride = static_cast<qsizetype>(m_canvas.bytesPerLine()) / 4;
    // Fixed point, 16 bits: the float conversions would be most of the work.
    const int stepX = static_cast<int>(normalX * 65536.0F);
    const int stepY = static_cast<int>(normalY * 65536.0F);
    int fx = static_cast<int>(x * 65536.0F) - stepX * half;
    int fy = static_cast<int>(y * 65536.0F) - stepY * half;
    for (int i = 0; i <= 2 * half; ++i, fx += stepX, fy += stepY) {
        const int px = fx >> 16;
        const int py = fy >> 16;
        if (px < 0 || py < 0 || px >= m_width || py >= m_height)
            continue;
        const int bristle = m_bristles[static_cast<std::size_t>(i)];
        const auto amount = static_cast<quint32>(bristle * opacity >> 8);
        QRgb &pixel = pixels[py * stride + px];
        pixel = blended(pixel, color, amount);
        quint8 &paint = m_paint[static_cast<std::size_t>(py) * static_cast<std::size_t>(m_width)
                                + static_cast<std::size_t>(px)];
        paint = static_cast<quint8>(
            (paint * (256 - static_cast<int>(amount)) + bristle * static_cast<int>(amount)) >> 8);
    }
}

QImage Brushwork::lit(float relief) const
{
    QImage result = m_canvas;
    const int strength = static_cast<int>(relief * 90.0F);
    for (int y = 0; y < m_height; ++y) {
        auto *line = reinterpret_cast<QRgb *>(result.scanLine(y));
        const auto width = static_cast<std::size_t>(m_width);
        const quint8 *paint = &m_paint[static_cast<std::size_t>(y) * width];
        const quint8 *above = y > 0 ? paint - width : paint;
        for (int x = 0; x < m_width; ++x) {
            const int before = x > 0 ? paint[x - 1] : paint[x];
            const int slope = 2 * paint[x] - before - above[x];
            // The weave of the canvas shows a little everywhere.
            const int weave = ((x ^ y) & 2) != 0 ? 1 : -1;
            const int light = std::clamp(slope * strength / 256, -26, 30) + weave;
            const QRgb color = line[x];
            line[x] = qRgb(std::clamp(qRed(color) + light, 0, 255),
                           std::clamp(qGreen(color) + light, 0, 255),
                           std::clamp(qBlue(color) + light, 0, 255));
        }
    }
    return result;
}

} // namespace peregrine::studio
