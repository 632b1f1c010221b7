#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/studio.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

namespace peregrine::studio {

namespace {

constexpr int analysedSide = 160;

struct Swatch
{
    const char *name;
    QRgb color;
};

constexpr Swatch swatches[] = {
    {"black", 0xff101014},   {"charcoal", 0xff34343a},   {"grey", 0xff808086},
    {"silver", 0xffbcbec2},  {"white", 0xfff6f6f4},      {"cream", 0xfff4e6c8},
    {"beige", 0xffd6bd94},   {"brown", 0xff74492b},      {"dark brown", 0xff3c2719},
    {"maroon", 0xff6b1c26},  {"red", 0xffc9322b},        {"coral", 0xfff0806a},
    {"orange", 0xffe8822c},  {"amber", 0xfff0aa30},      {"gold", 0xffcda33a},
    {"yellow", 0xfff2dc4c},  {"olive", 0xff77782f},      {"lime green", 0xffa2cc3e},
    {"green", 0xff3f9048},   {"dark green", 0xff21492f}, {"mint", 0xffaadfc4},
    {"teal", 0xff177f84},    {"turquoise", 0xff42c0ba},  {"sky blue", 0xff82bfe6},
    {"blue", 0xff2f6cc2},    {"navy", 0xff1a2a55},       {"slate blue", 0xff5b6c94},
    {"indigo", 0xff3a2f7a},  {"purple", 0xff7a45ac},     {"lavender", 0xffb9a6de},
    {"magenta", 0xffcb2f9a}, {"pink", 0xfff09abb},       {"plum", 0xff7a4173},
    {"peach", 0xfff6c49e}};

class Analysis
{
public:
    explicit Analysis(const QImage &image)
    {
        QSize size = image.size()
                         .scaled(analysedSide, analysedSide, Qt::KeepAspectRatio)
                         .expandedTo(QSize(8, 8));
        const QImage small = image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                                 .convertToFormat(QImage::Format_RGB32);
        m_width = small.width();
        m_height = small.height();
        m_pixels.reserve(static_cast<size_t>(m_width) * static_cast<size_t>(m_height));
        for (int y = 0; y < m_height; ++y)
            for (int x = 0; x < m_width; ++x)
                m_pixels.push_back(Lab::of(small.pixel(x, y)));
    }

    void measure(Description &into) const
    {
        double sum = 0;
        double squares = 0;
        double chroma = 0;
        double mirror = 0;
        for (int y = 0; y < m_height; ++y) {
            for (int x = 0; x < m_width; ++x) {
                const Lab &lab = at(x, y);
                const auto light = static_cast<double>(lab.lightness);
                sum += light;
                squares += light * light;
                chroma += static_cast<double>(lab.chroma());
                mirror += static_cast<double>(lab.distanceTo(at(m_width - 1 - x, y)));
            }
        }
        const auto count = static_cast<double>(m_pixels.size());
        into.brightness = std::clamp(sum / count, 0.0, 1.0);
        into.contrast = std::clamp(
            std::sqrt(std::max(0.0, squares / count - into.brightness * into.brightness)) * 3.0,
            0.0, 1.0);
        into.saturation = std::clamp(chroma / count / 0.22, 0.0, 1.0);
        into.symmetry = std::clamp(1.0 - mirror / count * 5.0, 0.0, 1.0);
        into.horizon = horizon();
        into.light = light(into.brightness);
        into.colors = colors();
    }

private:
    [[nodiscard]] const Lab &at(int x, int y) const
    {
        return m_pixels[static_cast<size_t>(y) * static_cast<size_t>(m_width)
                        + static_cast<size_t>(x)];
    }

    /// The row where the picture changes most along its whole width, if one stands out.
    [[nodiscard]] std::optional<double> horizon() const
    {
        double best = 0;
        double total = 0;
        int row = 0;
        for (int y = 2; y < m_height - 2; ++y) {
            Lab above{};
            Lab below{};
            for (int x = 0; x < m_width; ++x) {
                const auto share = 1.0F / static_cast<float>(m_width);
                for (auto [side, offset] : {std::pair{&above, -2}, std::pair{&below, 1}}) {
                    const Lab &lab = at(x, y + offset);
                    side->lightness += lab.lightness * share;
                    side->a += lab.a * share;
                    side->b += lab.b * share;
                }
            }
            const auto change = static_cast<double>(above.distanceTo(below));
            total += change;
            if (change > best) {
                best = change;
                row = y;
            }
        }
        const double mean = total / std::max(1, m_height - 4);
        if (best < 0.05 || best < mean * 3.0)
            return std::nullopt;
        return static_cast<double>(row) / m_height;
    }

    [[nodiscard]] QString light(double mean) const
    {
        double weight = 0;
        double x0 = 0;
        double y0 = 0;
        for (int y = 0; y < m_height; ++y) {
            for (int x = 0; x < m_width; ++x) {
                const double over = std::max(0.0, static_cast<double>(at(x, y).lightness) - mean);
                weight += over;
                x0 += over * x / (m_width - 1);
                y0 += over * y / (m_height - 1);
            }
        }
        if (weight / static_cast<double>(m_pixels.size()) < 0.015)
            return QStringLiteral("everywhere alike");
        const double x = x0 / weight;
        const double y = y0 / weight;
        const QString column = x < 0.43 ? QStringLiteral("left")
            : x > 0.57                  ? QStringLiteral("right")
                                        : QString();
        const QString row = y < 0.43 ? QStringLiteral("upper")
            : y > 0.57               ? QStringLiteral("lower")
                                     : QString();
        if (row.isEmpty() && column.isEmpty())
            return QStringLiteral("the middle");
        if (row.isEmpty())
            return QStringLiteral("the %1").arg(column);
        return column.isEmpty() ? QStringLiteral("the %1 part").arg(row)
                                : QStringLiteral("the %1 %2").arg(row, column);
    }

    /// Each pixel votes for the name nearest to it; a name's colour is the mean of its voters.
    [[nodiscard]] QList<NamedColor> colors() const
    {
        std::vector<Lab> names;
        for (const Swatch &swatch : swatches)
            names.push_back(Lab::of(swatch.color));
        std::vector<Lab> sums(names.size());
        std::vector<double> votes(names.size(), 0.0);
        for (const Lab &lab : m_pixels) {
            size_t best = 0;
            for (size_t i = 1; i < names.size(); ++i) {
                if (names[i].distanceTo(lab) < names[best].distanceTo(lab))
                    best = i;
            }
            sums[best].lightness += lab.lightness;
            sums[best].a += lab.a;
            sums[best].b += lab.b;
            votes[best] += 1.0;
        }
        QList<NamedColor> found;
        for (size_t i = 0; i < names.size(); ++i) {
            const double share = votes[i] / static_cast<double>(m_pixels.size());
            if (share < 0.02)
                continue;
            const auto count = static_cast<float>(votes[i]);
            found.append(
                {QString::fromLatin1(swatches[i].name),
                 Lab{sums[i].lightness / count, sums[i].a / count, sums[i].b / count}.color(),
                 share});
        }
        std::stable_sort(found.begin(), found.end(), [](const NamedColor &a, const NamedColor &b) {
            return a.share > b.share;
        });
        return found.mid(0, 6);
    }

    int m_width = 0;
    int m_height = 0;
    std::vector<Lab> m_pixels;
};

/// How strongly neighbouring pixels differ at full size, in a window in the middle.
double sharpnessOf(const QImage &image)
{
    const QSize window = image.size().boundedTo(QSize(640, 640));
    const QImage part = image
                            .copy(QRect(QPoint((image.width() - window.width()) / 2,
                                               (image.height() - window.height()) / 2),
                                        window))
                            .convertToFormat(QImage::Format_Grayscale8);
    double sum = 0;
    qint64 count = 0;
    for (int y = 1; y + 1 < part.height(); ++y) {
        const uchar *line = part.constScanLine(y);
        const uchar *above = part.constScanLine(y - 1);
        const uchar *below = part.constScanLine(y + 1);
        for (int x = 1; x + 1 < part.width(); ++x) {
            const int laplace = 4 * line[x] - line[x - 1] - line[x + 1] - above[x] - below[x];
            sum += laplace * laplace;
            ++count;
        }
    }
    return count == 0 ? 0.0
                      : std::clamp(std::sqrt(sum / static_cast<double>(count)) / 60.0, 0.0, 1.0);
}

QString percent(double share)
{
    return QStringLiteral("%1%").arg(qRound(share * 100.0));
}

QString listed(const QStringList &items)
{
    if (items.size() < 2)
        return items.join(QString());
    return items.mid(0, items.size() - 1).join(QStringLiteral(", ")) + QStringLiteral(" and ")
        + items.constLast();
}

const char *word(double value, double low, double high, const char *below, const char *between,
                 const char *above)
{
    return value < low ? below : value > high ? above : between;
}

QString sentences(const Description &d, const QSize &size, const QString &detail)
{
    QStringList names;
    for (const NamedColor &color : d.colors.mid(0, detail == QStringLiteral("detailed") ? 5 : 3))
        names += detail == QStringLiteral("detailed")
            ? QStringLiteral("%1 (%2)").arg(color.name, percent(color.share))
            : color.name;
    const QString tone =
        QString::fromLatin1(word(d.brightness, 0.38, 0.72, "dark", "medium-toned", "bright"));
    const QString depth =
        QString::fromLatin1(word(d.contrast, 0.25, 0.6, "soft", "moderate", "strong"));
    QString text =
        QStringLiteral("A %1, %2 picture in %3, with %4 contrast.")
            .arg(tone,
                 d.orientation == QStringLiteral("square")
                     ? d.orientation
                     : d.orientation + QStringLiteral("-format"),
                 names.isEmpty() ? QStringLiteral("mixed colours") : listed(names), depth);
    if (detail == QStringLiteral("brief"))
        return text;
    text += d.light == QStringLiteral("everywhere alike")
        ? QStringLiteral(" Its light is spread evenly.")
        : QStringLiteral(" Most of its light is in %1.").arg(d.light);
    if (d.horizon)
        text +=
            QStringLiteral(" A level edge, like a horizon, runs at %1 of its height from the top.")
                .arg(percent(*d.horizon));
    text += QStringLiteral(" Its colours are %1 and its detail is %2.")
                .arg(QString::fromLatin1(
                         word(d.saturation, 0.2, 0.5, "muted", "moderately rich", "vivid")),
                     QString::fromLatin1(
                         word(d.sharpness, 0.1, 0.35, "soft", "fairly crisp", "very crisp")));
    if (detail == QStringLiteral("detailed")) {
        text += QStringLiteral(" It measures %1 by %2 pixels; mean lightness is %3, and left and "
                               "right agree by %4.")
                    .arg(size.width())
                    .arg(size.height())
                    .arg(percent(d.brightness), percent(d.symmetry));
        text += QStringLiteral(
            " This was measured from the pixels; what the picture shows was not recognised.");
    }
    return text;
}

} // namespace

Description describe(const QImage &image, const QString &detail)
{
    Description description;
    if (image.isNull())
        return description;
    QImage opaque = image;
    if (image.hasAlphaChannel()) {
        opaque = QImage(image.size(), QImage::Format_RGB32);
        opaque.fill(Qt::white);
        QPainter(&opaque).drawImage(0, 0, image);
    }
    Analysis(opaque).measure(description);
    description.sharpness = sharpnessOf(opaque);
    description.orientation = image.width() > image.height() ? QStringLiteral("landscape")
        : image.width() < image.height()                     ? QStringLiteral("portrait")
                                                             : QStringLiteral("square");
    description.text = sentences(description, image.size(), detail.trimmed().toLower());
    description.tags += QString::fromLatin1(
        word(description.brightness, 0.38, 0.72, "dark", "medium tone", "bright"));
    description.tags += QString::fromLatin1(
        word(description.contrast, 0.25, 0.6, "low contrast", "medium contrast", "high contrast"));
    description.tags +=
        QString::fromLatin1(word(description.saturation, 0.2, 0.5, "muted", "natural", "vivid"));
    description.tags += description.orientation;
    if (description.horizon)
        description.tags += QStringLiteral("horizon");
    if (description.symmetry > 0.8)
        description.tags += QStringLiteral("symmetric");
    for (const NamedColor &color : description.colors.mid(0, 3))
        description.tags += color.name;
    return description;
}

} // namespace peregrine::studio
