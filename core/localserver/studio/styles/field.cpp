#include "core/localserver/studio/styles/field.h"

#include <algorithm>
#include <cmath>

namespace peregrine::studio {

Field::Field(int width, int height)
    : m_width(width)
    , m_height(height)
    , m_values(static_cast<qsizetype>(width) * height, 0.0F)
{ }

Field Field::luma(const QImage &picture)
{
    Field field(picture.width(), picture.height());
    for (int y = 0; y < field.m_height; ++y) {
        const auto *from = reinterpret_cast<const QRgb *>(picture.constScanLine(y));
        float *to = field.line(y);
        for (int x = 0; x < field.m_width; ++x)
            to[x] = (0.299F * static_cast<float>(qRed(from[x]))
                     + 0.587F * static_cast<float>(qGreen(from[x]))
                     + 0.114F * static_cast<float>(qBlue(from[x])))
                / 255.0F;
    }
    return field;
}

float Field::at(int x, int y) const
{
    return line(std::clamp(y, 0, m_height - 1))[std::clamp(x, 0, m_width - 1)];
}

void Field::blur(int radius)
{
    if (radius < 1)
        return;
    const int window = std::max(1, radius * 2 / 3);
    const float weight = 1.0F / static_cast<float>(2 * window + 1);
    QList<float> old;
    QList<float> sums(m_width);
    for (int pass = 0; pass < 3; ++pass) {
        old = m_values;
        for (int y = 0; y < m_height; ++y) {
            const float *from = old.constData() + static_cast<qsizetype>(y) * m_width;
            const auto pixel = [&](int x) { return from[std::clamp(x, 0, m_width - 1)]; };
            float sum = 0.0F;
            for (int x = -window; x <= window; ++x)
                sum += pixel(x);
            float *to = line(y);
            for (int x = 0; x < m_width; ++x) {
                to[x] = sum * weight;
                sum += pixel(x + window + 1) - pixel(x - window);
            }
        }
        // Down the columns a whole row at a time, for the cache's sake.
        old = m_values;
        const auto row = [&](int y) {
            return old.constData()
                + static_cast<qsizetype>(std::clamp(y, 0, m_height - 1)) * m_width;
        };
        sums.fill(0.0F);
        for (int y = -window; y <= window; ++y) {
            const float *from = row(y);
            for (int x = 0; x < m_width; ++x)
                sums[x] += from[x];
        }
        for (int y = 0; y < m_height; ++y) {
            float *to = line(y);
            const float *add = row(y + window + 1);
            const float *drop = row(y - window);
            for (int x = 0; x < m_width; ++x) {
                to[x] = sums[x] * weight;
                sums[x] += add[x] - drop[x];
            }
        }
    }
}

QImage softened(const QImage &picture, double radius)
{
    if (radius < 0.75)
        return picture;
    const double factor = std::max(1.0, radius * 1.6);
    const QSize small(std::max(2, qRound(picture.width() / factor)),
                      std::max(2, qRound(picture.height() / factor)));
    return picture.scaled(small, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .scaled(picture.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

} // namespace peregrine::studio
