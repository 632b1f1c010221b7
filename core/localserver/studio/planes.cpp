#include "core/localserver/studio/planes.h"

namespace peregrine::studio {

Planes::Planes(QSize size, bool separate)
    : m_size(size)
    , m_separate(separate)
{ }

Planes::~Planes() = default;

QPainter &Planes::next(double depth, Motion motion)
{
    if (m_planes.isEmpty() || m_separate) {
        m_painter.reset();
        QImage image(m_size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        m_planes.append({image, depth, motion});
        m_painter = std::make_unique<QPainter>(&m_planes.last().image);
    }
    m_painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    m_painter->setPen(Qt::NoPen);
    return *m_painter;
}

QList<Plane> Planes::take()
{
    m_painter.reset();
    return std::exchange(m_planes, {});
}

QImage Planes::soFar(const QColor &ground, int side) const
{
    QSize size = m_size;
    if (qMax(size.width(), size.height()) > side)
        size.scale(side, side, Qt::KeepAspectRatio);
    QImage picture(size.expandedTo({1, 1}), QImage::Format_RGB32);
    picture.fill(ground);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (const Plane &plane : m_planes)
        painter.drawImage(picture.rect(), plane.image);
    return picture;
}

} // namespace peregrine::studio
