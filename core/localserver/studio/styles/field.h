#pragma once

#include <QImage>
#include <QList>

namespace peregrine::studio {

/// One number a pixel, for filters.
class Field
{
public:
    Field(int width, int height);
    /// The picture's luma, 0 to 1.
    [[nodiscard]] static Field luma(const QImage &picture);

    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] int height() const { return m_height; }
    /// Outside, the nearest pixel's.
    [[nodiscard]] float at(int x, int y) const;
    [[nodiscard]] float *line(int y)
    {
        return m_values.data() + static_cast<qsizetype>(y) * m_width;
    }
    [[nodiscard]] const float *line(int y) const
    {
        return m_values.constData() + static_cast<qsizetype>(y) * m_width;
    }

    /// Three box filters, close to a Gaussian of that radius.
    void blur(int radius);
    [[nodiscard]] float slopeX(int x, int y) const { return at(x + 1, y) - at(x - 1, y); }
    [[nodiscard]] float slopeY(int x, int y) const { return at(x, y + 1) - at(x, y - 1); }

private:
    int m_width;
    int m_height;
    QList<float> m_values;
};

/// The picture softened by about `radius` pixels.
[[nodiscard]] QImage softened(const QImage &picture, double radius);

} // namespace peregrine::studio
