#include "core/localserver/studio/emblem/emblemsheet.h"

#include "core/localserver/studio/oklab.h"

#include <QLinearGradient>

#include <algorithm>
#include <cmath>

namespace peregrine::studio {

EmblemSheet::EmblemSheet(QPainter &painter, const EmblemRequest &request,
                         const EmblemColors &colors, const Scenery &scenery, const Random &random)
    : m_painter(painter)
    , m_request(request)
    , m_colors(colors)
    , m_scenery(scenery)
    , m_random(random.fork(u"motif"))
    , m_noise(random.fork(u"sound").next())
{ }

double EmblemSheet::loudnessAt(double place) const
{
    if (!m_request.loudness.isEmpty()) {
        const auto last = static_cast<double>(m_request.loudness.size() - 1);
        const auto index = static_cast<qsizetype>(std::clamp(place, 0.0, 1.0) * last + 0.5);
        return static_cast<double>(std::clamp(m_request.loudness.at(index), 0.0F, 1.0F));
    }
    // Syllables in phrases; it begins and ends in silence.
    const auto at = static_cast<float>(place);
    const double phrase = 0.62 + 0.55 * static_cast<double>(m_noise.at(at * 3.1F, 0.5F));
    const double syllable = 0.55 + 0.6 * static_cast<double>(m_noise.at(at * 14.7F, 7.3F));
    const double rim = std::min({1.0, place * 7.0 + 0.08, (1.0 - place) * 7.0 + 0.08});
    return std::clamp(phrase * syllable * 1.5 * rim, 0.06, 1.0);
}

void EmblemSheet::ground()
{
    QLinearGradient gradient(0, 0, width * 0.25, height);
    gradient.setColorAt(0, m_colors.high);
    gradient.setColorAt(1, mix(m_colors.high, m_colors.low, 0.7));
    m_painter.fillRect(whole(), gradient);
}

void EmblemSheet::fill(const QPainterPath &path, const QBrush &brush)
{
    m_painter.fillPath(path, brush);
}

void EmblemSheet::bar(const QRectF &box, double radius, const QBrush &brush)
{
    QPainterPath path;
    path.addRoundedRect(box, radius, radius);
    m_painter.fillPath(path, brush);
}

void EmblemSheet::line(const QPainterPath &path, const QColor &color, double thickness)
{
    m_painter.strokePath(path, QPen(color, thickness, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void EmblemSheet::shadow(const QRectF &box, double radius)
{
    for (const double spread : {14.0, 9.0, 5.0, 2.0}) {
        bar(box.adjusted(-spread, -spread + 6, spread, spread + 8), radius + spread,
            withOpacity(m_colors.ink, 0.07));
    }
}

void EmblemSheet::before(const QRectF &box)
{
    if (hasPictures())
        picture(box, m_request.pictures.constFirst());
    else
        m_scenery.paint(m_painter, box, Scenery::Finish::Drawn, 0.5);
}

void EmblemSheet::after(const QRectF &box, double moment)
{
    if (!hasPictures()) {
        m_scenery.paint(m_painter, box, Scenery::Finish::Painted, moment);
        return;
    }
    const auto last = static_cast<double>(m_request.pictures.size() - 1);
    picture(
        box,
        m_request.pictures.at(static_cast<qsizetype>(std::clamp(moment, 0.0, 1.0) * last + 0.5)));
}

void EmblemSheet::picture(const QRectF &box, const QImage &image)
{
    const QSizeF shown = box.size().scaled(image.size(), Qt::KeepAspectRatio);
    const QRectF part(
        QPointF((image.width() - shown.width()) / 2, (image.height() - shown.height()) / 2), shown);
    m_painter.drawImage(box, image, part);
}

} // namespace peregrine::studio
