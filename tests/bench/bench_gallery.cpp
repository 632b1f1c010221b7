#include "core/library/assetrepository.h"
#include "core/library/store.h"
#include "core/media/thumbnailer.h"
#include "resources/resources.h"
#include "tests/bench/librarymaker.h"
#include "tests/bench/loopwatch.h"
#include "ui/gallery/gallerygrid.h"
#include "ui/gallery/gallerymodel.h"
#include "ui/gallery/gallerypanel.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>

using namespace peregrine;
using namespace peregrine::bench;

// The Library with 50,000 results: the first screen from a cold start of the program's parts, a
// jump to another year, frames while scrolling, memory. bench_gallery [FOLDER of makelibrary]; B30
// allows 1 s, 150 ms, 60 frames a second and 400 MB. Far results have files only in a FOLDER that
// was made with them; without, a jump ends when the tiles say that theirs are gone. The peer is the
// same screen, drawn again where it is.

namespace {

constexpr int steps = 400;
constexpr int pixelsPerStep = 137;

double milliseconds(const QElapsedTimer &clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

/// Until every tile on the screen has its picture or says why not.
bool isWhole(GalleryPanel &panel)
{
    const GalleryGrid &grid = panel.grid();
    const GalleryModel &model = panel.model();
    if (model.rowCount() == 0 || model.isLoading())
        return false;
    const QRect seen(0, grid.verticalScrollBar()->value(), grid.viewport()->width(),
                     grid.viewport()->height());
    for (const TileLayout::Rows &rows : grid.tiles().rowsIn(seen)) {
        for (int row = rows.first; row <= rows.last; ++row) {
            const QModelIndex index = model.index(row);
            const bool pictured = !index.data(Qt::DecorationRole).isNull()
                || !index.data(GalleryModel::FailureRole).toString().isEmpty()
                || !index.data(GalleryModel::ExcerptRole).toString().isEmpty()
                || model.assetAt(row).kind == MediaKind::Model3d;
            if (!model.isLoaded(row) || !pictured)
                return false;
        }
    }
    return true;
}

double waitUntilWhole(GalleryPanel &panel, const QElapsedTimer &since)
{
    while (!isWhole(panel) && since.elapsed() < 30'000)
        turnFor(1);
    return milliseconds(since);
}

QString percentiles(QList<double> times)
{
    std::sort(times.begin(), times.end());
    return QStringLiteral("p50 %1 ms, p99 %2 ms, worst %3 ms")
        .arg(times.at(times.size() / 2), 0, 'f', 2)
        .arg(times.at(times.size() * 99 / 100), 0, 'f', 2)
        .arg(times.constLast(), 0, 'f', 2);
}

QList<double> scroll(GalleryPanel &panel, int pixels)
{
    QList<double> times;
    QScrollBar *bar = panel.grid().verticalScrollBar();
    for (int step = 0; step < steps; ++step) {
        QElapsedTimer clock;
        clock.start();
        bar->setValue(bar->value() + pixels);
        panel.grid().viewport()->repaint();
        turnFor(0);
        times.append(milliseconds(clock));
    }
    return times;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    initResources();
    QTextStream out(stdout);
    QTemporaryDir made;
    const QStringList arguments = QApplication::arguments();
    LibraryMaker::Options options;
    options.files = 300;
    const auto folders =
        libraryIn(arguments.size() > 1 ? arguments.at(1) : made.path(), options, out);
    if (!folders) {
        out << folders.error().message << '\n';
        return 1;
    }

    QElapsedTimer clock;
    clock.start();
    Store store(folders->database(), folders->results());
    AssetRepository assets(store);
    Thumbnailer thumbnailer{QString()};
    const auto opened = store.open(); // in the store's queue before what the panel asks
    GalleryPanel panel(assets, thumbnailer);
    panel.resize(1500, 900);
    panel.show();
    const double first = waitUntilWhole(panel, clock);
    out << QStringLiteral("first screen of %1 results: %2 ms, no thumbnail cached\n")
               .arg(panel.model().rowCount())
               .arg(first, 0, 'f', 0);

    const int last = panel.model().rowCount() - 1;
    const QDate oldest = QDateTime::fromMSecsSinceEpoch(panel.model().timeAt(last)).date();
    const QDate newest = QDateTime::fromMSecsSinceEpoch(panel.model().timeAt(0)).date();
    QList<double> jumps;
    for (int jump = 1; jump < 20; ++jump) {
        clock.start();
        const int row = panel.model().rowOfDay(oldest.addDays(oldest.daysTo(newest) * jump / 20));
        panel.grid().scrollTo(panel.model().index(row), QAbstractItemView::PositionAtTop);
        jumps.append(waitUntilWhole(panel, clock));
    }
    out << QStringLiteral("jump to a day: %1\n").arg(percentiles(jumps));

    panel.grid().verticalScrollBar()->setValue(0);
    const QList<double> peer = scroll(panel, 0);
    out << QStringLiteral("frames standing still: %1\n").arg(percentiles(peer));
    const QList<double> frames = scroll(panel, pixelsPerStep);
    out << QStringLiteral("frames while scrolling: %1\n").arg(percentiles(frames));
    const auto late = std::count_if(frames.cbegin(), frames.cend(),
                                    [](double time) { return time > 1000.0 / 60; });
    out << QStringLiteral("%1 of %2 over a 60th of a second\n").arg(late).arg(frames.size());
    for (const GalleryGrouping grouping : {GalleryGrouping::Day, GalleryGrouping::Model,
                                           GalleryGrouping::Prompt, GalleryGrouping::Batch}) {
        clock.start();
        panel.model().setGrouping(grouping);
        const double grouped = waitUntilWhole(panel, clock);
        out << QStringLiteral("grouped in %1 sections: %2 ms\n")
                   .arg(panel.model().sections().size())
                   .arg(grouped, 0, 'f', 0);
    }
    out << QStringLiteral("memory: %1 MB\n").arg(residentMegabytes(), 0, 'f', 0);
    return 0;
}
