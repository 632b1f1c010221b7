#include "ui/batch/gridpicture.h"

#include "core/media/imageloader.h"
#include "core/media/videoposter.h"
#include "core/media/waveform.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QFontInfo>
#include <QFontMetrics>
#include <QImageWriter>
#include <QLocale>
#include <QPainter>
#include <QSaveFile>

#include <algorithm>
#include <optional>

namespace peregrine {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::GridPicture)
};

constexpr int gap = 8;
constexpr int border = 24;
constexpr int leastEdge = 48;
constexpr int edgeStep = 8;
constexpr int mostLabelWidth = 320;
constexpr int mostFontPixels = 64;
constexpr int waveformBars = 64;
constexpr int jpegQuality = 92;
constexpr int webpQuality = 90;

/// Words in proportion to the cells: a saved picture is looked at as a whole.
QFont fontFor(const QFont &font, int edge)
{
    QFont scaled = font;
    scaled.setPixelSize(std::clamp(edge / 22, QFontInfo(font).pixelSize(), mostFontPixels));
    return scaled;
}

/// Where everything goes for one size of cells.
class Layout
{
public:
    Layout(const GridPicture &grid, int edge)
        : m_grid(grid)
        , m_font(fontFor(grid.font, edge))
        , m_metrics(m_font)
        , m_cell(grid.shape.scaled(edge, edge, Qt::KeepAspectRatio).expandedTo({1, 1}))
    {
        for (const QString &label : grid.rowLabels)
            m_labelWidth = std::max(m_labelWidth, m_metrics.horizontalAdvance(label) + 2 * gap);
        m_labelWidth = std::min(m_labelWidth, std::max(edge, mostLabelWidth));
        m_isLabelled =
            std::any_of(grid.pages.cbegin(), grid.pages.cend(), [](const GridPicture::Page &page) {
                return std::any_of(
                    page.cells.cbegin(), page.cells.cend(),
                    [](const GridPicture::Cell &cell) { return !cell.label.isEmpty(); });
            });
    }

    [[nodiscard]] const QFont &font() const { return m_font; }
    [[nodiscard]] int line() const { return m_metrics.height() + gap; }
    [[nodiscard]] const QSize &cell() const { return m_cell; }
    [[nodiscard]] int labelWidth() const { return m_labelWidth; }
    [[nodiscard]] int stepX() const { return m_cell.width() + gap; }
    [[nodiscard]] int stepY() const { return m_cell.height() + gap + (m_isLabelled ? line() : 0); }
    [[nodiscard]] int left() const { return border + m_labelWidth; }
    [[nodiscard]] int top() const { return border + (m_grid.title.isEmpty() ? 0 : line()); }
    [[nodiscard]] int headOf(const GridPicture::Page &page) const
    {
        return (page.title.isEmpty() ? 0 : line()) + (m_grid.columnLabels.isEmpty() ? 0 : line());
    }
    [[nodiscard]] int rowsOf(const GridPicture::Page &page) const
    {
        const int columns = std::max(1, m_grid.columns);
        return (static_cast<int>(page.cells.size()) + columns - 1) / columns;
    }
    [[nodiscard]] qint64 heightOf(const GridPicture::Page &page) const
    {
        return headOf(page) + static_cast<qint64>(rowsOf(page)) * stepY() + gap;
    }
    [[nodiscard]] qint64 width() const
    {
        return left() + static_cast<qint64>(m_grid.columns) * stepX() - gap + border;
    }
    [[nodiscard]] qint64 height() const
    {
        qint64 height = top() + border;
        for (const GridPicture::Page &page : m_grid.pages)
            height += heightOf(page);
        return height;
    }
    [[nodiscard]] bool fits() const
    {
        return width() <= maxGridSide && height() <= maxGridSide
            && width() * height() <= maxGridPixels;
    }
    [[nodiscard]] QString elided(const QString &text, int width) const
    {
        return m_metrics.elidedText(text, Qt::ElideMiddle, width);
    }

private:
    const GridPicture &m_grid;
    QFont m_font;
    QFontMetrics m_metrics;
    QSize m_cell;
    int m_labelWidth = 0;
    bool m_isLabelled = false;
};

Expected<QImage, Error> pictureOf(const GridPicture::Cell &cell, int edge,
                                  const std::atomic_bool &canceled)
{
    if (cell.kind == MediaKind::Image)
        return loadImage(cell.path, edge);
    if (cell.kind == MediaKind::Video)
        return videoPoster(cell.path, edge, &canceled);
    if (cell.kind == MediaKind::Audio) {
        const auto peaks = audioPeaks(cell.path, waveformBars, &canceled);
        if (!peaks)
            return Unexpected{peaks.error()};
        return drawWaveform(*peaks, {edge, edge / 2});
    }
    return Unexpected{Error::media(QFileInfo(cell.path).suffix().toUpper())};
}

void drawCell(QPainter &painter, const Layout &layout, const QRect &place,
              const GridPicture::Cell &cell, const GridPicture &grid,
              const std::atomic_bool &canceled)
{
    if (!cell.label.isEmpty()) {
        painter.setPen(grid.palette.color(QPalette::WindowText));
        painter.drawText(QRect(place.left(), place.bottom() + 1, place.width(), layout.line()),
                         Qt::AlignCenter, layout.elided(cell.label, place.width()));
    }
    QString words = cell.words;
    if (!cell.path.isEmpty()) {
        const int edge = std::max(place.width(), place.height());
        if (const auto picture = pictureOf(cell, edge, canceled)) {
            QRect fitted(QPoint(), picture->size().scaled(place.size(), Qt::KeepAspectRatio));
            fitted.moveCenter(place.center());
            painter.drawImage(fitted, *picture);
            return;
        }
        words = Words::tr("Cannot be shown");
    }
    painter.fillRect(place, theme::color(theme::Tone::Surface, grid.palette));
    painter.setPen(theme::color(theme::Tone::TextMuted, grid.palette));
    painter.drawText(place, Qt::AlignCenter, layout.elided(words, place.width()));
}

std::optional<QByteArray> formatOf(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("jpg") || suffix == QLatin1String("jpeg"))
        return QByteArrayLiteral("jpeg");
    if (suffix == QLatin1String("png") || suffix == QLatin1String("webp"))
        return suffix.toLatin1();
    return std::nullopt;
}

} // namespace

int gridCellEdge(const GridPicture &grid, int wanted)
{
    int edge = std::max(wanted, leastEdge);
    while (edge > leastEdge && !Layout(grid, edge).fits())
        edge -= edgeStep;
    return std::max(edge, leastEdge);
}

Expected<QImage, Error> drawGrid(const GridPicture &grid, int wantedEdge,
                                 const std::atomic_bool &canceled)
{
    const Layout layout(grid, gridCellEdge(grid, wantedEdge));
    if (!layout.fits())
        return Unexpected{Error::media(
            Words::tr("This grid is too large for one picture. Put another field into the pages, "
                      "or vary less."))};
    QImage image(static_cast<int>(layout.width()), static_cast<int>(layout.height()),
                 QImage::Format_RGB32);
    if (image.isNull())
        return Unexpected{Error::media(Words::tr("There is not enough memory for this picture."))};
    image.fill(grid.palette.color(QPalette::Window));
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QFont bold = layout.font();
    bold.setWeight(QFont::DemiBold);
    const QColor ink = grid.palette.color(QPalette::WindowText);
    const int wide = static_cast<int>(layout.width()) - 2 * border;
    painter.setPen(ink);
    painter.setFont(bold);
    painter.drawText(QRect(border, border, wide, layout.line()), Qt::AlignLeft | Qt::AlignTop,
                     QFontMetrics(bold).elidedText(grid.title, Qt::ElideRight, wide));
    painter.setFont(layout.font());
    int y = layout.top();
    for (const GridPicture::Page &page : grid.pages) {
        int at = y;
        painter.setPen(ink);
        if (!page.title.isEmpty()) {
            painter.setFont(bold);
            painter.drawText(QRect(border, at, wide, layout.line()),
                             Qt::AlignLeft | Qt::AlignVCenter, layout.elided(page.title, wide));
            painter.setFont(layout.font());
            at += layout.line();
        }
        for (int column = 0; column < grid.columnLabels.size(); ++column) {
            const QRect label(layout.left() + column * layout.stepX(), at, layout.cell().width(),
                              layout.line());
            painter.drawText(label, Qt::AlignCenter,
                             layout.elided(grid.columnLabels.at(column), label.width()));
        }
        at = y + layout.headOf(page);
        for (int row = 0; row < layout.rowsOf(page); ++row) {
            const int top = at + row * layout.stepY();
            if (row < grid.rowLabels.size()) {
                painter.setPen(ink);
                painter.drawText(
                    QRect(border, top, layout.labelWidth() - gap, layout.cell().height()),
                    Qt::AlignRight | Qt::AlignVCenter,
                    layout.elided(grid.rowLabels.at(row), layout.labelWidth() - gap));
            }
            for (int column = 0; column < grid.columns; ++column) {
                if (canceled)
                    return Unexpected{Error::canceled()};
                const qsizetype index = qsizetype(row) * grid.columns + column;
                if (index >= page.cells.size())
                    break;
                const QRect place(QPoint(layout.left() + column * layout.stepX(), top),
                                  layout.cell());
                drawCell(painter, layout, place, page.cells.at(index), grid, canceled);
            }
        }
        y += static_cast<int>(layout.heightOf(page));
    }
    return image;
}

Expected<Done, Error> saveGrid(const GridPicture &grid, int wantedEdge, const QString &path,
                               const std::atomic_bool &canceled)
{
    const auto format = formatOf(path);
    if (!format)
        return Unexpected{
            Error::storage(Words::tr("Give the picture a name that ends in .png, .jpg or .webp."))};
    const auto image = drawGrid(grid, wantedEdge, canceled);
    if (!image)
        return Unexpected{image.error()};
    QSaveFile file(path);
    const auto failed = [&path](const QString &why) {
        return Unexpected{
            Error::storage(Words::tr("The picture cannot be written to %1: %2").arg(path, why))};
    };
    if (!file.open(QIODevice::WriteOnly))
        return failed(file.errorString());
    QImageWriter writer(&file, *format);
    if (*format == "jpeg")
        writer.setQuality(jpegQuality);
    else if (*format == "webp")
        writer.setQuality(webpQuality);
    if (!writer.write(*image))
        return failed(writer.errorString());
    if (!file.commit())
        return failed(file.errorString());
    return Done{};
}

} // namespace peregrine
