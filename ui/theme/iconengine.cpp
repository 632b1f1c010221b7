#include "ui/theme/iconengine.h"

#include "core/base/logging.h"
#include "resources/resources.h"

#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <utility>

namespace peregrine::theme {

IconEngine::IconEngine(QString name, std::optional<Tone> tone)
    : m_name(std::move(name))
    , m_tone(tone)
{
    initResources();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
    if (file.open(QIODevice::ReadOnly))
        m_svg = file.readAll();
    else
        qCWarning(lcUi) << "No icon is called" << m_name;
}

QColor IconEngine::ink(QIcon::Mode mode, QIcon::State state) const
{
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::Text);
    if (m_tone)
        return color(*m_tone, palette);
    if (state == QIcon::On)
        return color(Tone::Accent, palette);
    return palette.color(mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::Text);
}

void IconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    if (isNull())
        return;
    QByteArray svg = m_svg;
    svg.replace("currentColor", ink(mode, state).name().toLatin1());
    QSvgRenderer renderer(svg);
    const int edge = qMin(rect.width(), rect.height());
    QRectF square(0, 0, edge, edge);
    square.moveCenter(QRectF(rect).center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    renderer.render(painter, square);
    painter->restore();
}

QPixmap IconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1.0);
}

QPixmap IconEngine::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                                 qreal scale)
{
    if (isNull() || size.isEmpty())
        return {};
    // The size is in device pixels already; the scale only keeps cache entries apart.
    const QString cacheKey = QStringLiteral("peregrine-icon:%1:%2:%3x%4:%5")
                                 .arg(m_name, ink(mode, state).name())
                                 .arg(size.width())
                                 .arg(size.height())
                                 .arg(scale);
    QPixmap pixmap;
    if (QPixmapCache::find(cacheKey, &pixmap))
        return pixmap;
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(), size), mode, state);
    painter.end();
    QPixmapCache::insert(cacheKey, pixmap);
    return pixmap;
}

QSize IconEngine::actualSize(const QSize &size, QIcon::Mode, QIcon::State)
{
    const int edge = qMin(size.width(), size.height());
    return {edge, edge};
}

QString IconEngine::key() const
{
    return QStringLiteral("peregrine");
}

QIconEngine *IconEngine::clone() const
{
    return new IconEngine(*this);
}

QString IconEngine::iconName()
{
    return m_name;
}

bool IconEngine::isNull()
{
    return m_svg.isEmpty();
}

QIcon icon(const QString &name)
{
    return QIcon(new IconEngine(name, std::nullopt));
}

QIcon icon(const QString &name, Tone tone)
{
    return QIcon(new IconEngine(name, tone));
}

} // namespace peregrine::theme
