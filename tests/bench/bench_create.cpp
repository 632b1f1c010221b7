#include "app/services.h"
#include "app/startup.h"
#include "core/schema/formmodel.h"
#include "resources/resources.h"
#include "ui/form/editors/dropzone.h"
#include "ui/form/inputform.h"
#include "ui/shell/costlabel.h"
#include "ui/shell/createpage.h"
#include "ui/shell/formpanel.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileInfo>
#include <QMimeData>
#include <QPainter>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace peregrine;

// How long people wait in Create: for a model's form from the network and from the cache, for the
// thumbnail of a pasted picture, for the price after a change. The window is the real one; the
// server is `peregrine-cli serve` with the documents of PEREGRINE_SCHEMA_CORPUS, in a process of
// its own.

namespace {

constexpr int limitMs = 10'000;
constexpr qsizetype mostModels = 60;
constexpr int pastes = 12;
constexpr int changes = 40;

struct Series
{
    const char *name;
    double limit;
    QList<double> times = {};

    void print()
    {
        if (times.isEmpty())
            return;
        std::sort(times.begin(), times.end());
        const double p95 = times.at(qMin(times.size() - 1, times.size() * 95 / 100));
        std::printf("%-22s %3d times: median %6.1f ms, p95 %6.1f ms, worst %6.1f ms; p95 is %.2f "
                    "of the limit of %.0f ms\n",
                    name, int(times.size()), times.at(times.size() / 2), p95, times.constLast(),
                    p95 / limit, limit);
    }
};

double since(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// Opens a model as the picker does; until its form is drawn.
double open(MainWindow &window, const EndpointId &endpoint)
{
    CreatePage &page = window.createPage();
    QSignalSpy shown(&page.form(), &FormPanel::formShown);
    QElapsedTimer timer;
    timer.start();
    page.openModel(endpoint, true);
    if (shown.isEmpty() && !shown.wait(limitMs))
        return -1;
    QApplication::sendPostedEvents();
    window.repaint();
    return since(timer);
}

QImage photograph(int seed)
{
    QImage image(2048, 1536, QImage::Format_RGB32);
    QPainter painter(&image);
    for (int i = 0; i < 400; ++i)
        painter.fillRect((i * 97 + seed * 31) % 2048, (i * 61) % 1536, 180, 140,
                         QColor::fromHsv((i * 37 + seed * 11) % 360, 160, 200));
    return image;
}

double paste(MainWindow &window, int seed)
{
    InputForm &form = window.createPage().form().input();
    form.model()->resetAll();
    auto *zone = form.findChild<DropZone *>(QStringLiteral("field.image_url"));
    if (!zone)
        return -1;
    QGuiApplication::clipboard()->setImage(photograph(seed));
    QElapsedTimer timer;
    timer.start();
    QTest::keyClick(&window.createPage(), Qt::Key_V, Qt::ControlModifier);
    if (!QTest::qWaitFor([zone] { return zone->hasPreview(); }, limitMs))
        return -1;
    window.repaint();
    return since(timer);
}

double changePrice(MainWindow &window, int value)
{
    FormPanel &form = window.createPage().form();
    auto *label = form.findChild<CostLabel *>();
    const QString before = label->text();
    QElapsedTimer timer;
    timer.start();
    form.input().model()->setValue(QStringLiteral("/num_images"), value);
    if (!QTest::qWaitFor([&] { return label->text() != before; }, limitMs))
        return -1;
    label->repaint();
    return since(timer);
}

void add(Series &series, double time)
{
    if (time < 0)
        std::printf("%s: did not come in %d ms\n", series.name, limitMs);
    else
        series.times.append(time);
}

QList<EndpointId> someModels(const ModelCatalog &catalog)
{
    QList<EndpointId> chosen;
    const QList<ModelCard> &models = catalog.models();
    const qsizetype step = qMax<qsizetype>(1, models.size() / mostModels);
    for (qsizetype i = 0; i < models.size(); i += step)
        chosen.append(models.at(i).endpoint);
    return chosen;
}

void measure(MainWindow &window, ModelCatalog &catalog)
{
    const QList<EndpointId> models = someModels(catalog);
    Series network{"form from the network", 1000};
    Series cached{"form from the cache", 150};
    for (const EndpointId &endpoint : models)
        add(network, open(window, endpoint));
    for (const EndpointId &endpoint : models)
        add(cached, open(window, endpoint));
    network.print();
    cached.print();

    Series pasted{"thumbnail of a paste", 200};
    open(window, *EndpointId::parse(QStringLiteral("local/paint/image-to-image")));
    for (int i = 0; i < pastes; ++i)
        add(pasted, paste(window, i));
    pasted.print();

    Series price{"price after a change", 100};
    open(window, *EndpointId::parse(QStringLiteral("local/paint")));
    window.createPage().form().setPrice(
        UnitPrice{0.025, QStringLiteral("images"), QStringLiteral("USD")});
    for (int i = 0; i < changes; ++i)
        add(price, changePrice(window, i % 2 == 0 ? 3 : 2));
    price.print();
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    initResources();
    const QTemporaryDir data;
    QProcess server;
    QStringList arguments{QStringLiteral("serve"), QStringLiteral("--port"), QStringLiteral("0"),
                          QStringLiteral("--data-dir"), data.filePath(QStringLiteral("server"))};
    const QString corpus = qEnvironmentVariable("PEREGRINE_SCHEMA_CORPUS");
    if (!corpus.isEmpty())
        arguments << QStringLiteral("--schemas") << corpus;
    server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    server.start(QFileInfo(QApplication::applicationFilePath()).path()
                     + QStringLiteral("/peregrine-cli"),
                 arguments);
    if (!server.waitForReadyRead(limitMs)) {
        std::fprintf(stderr, "the server did not start\n");
        return 1;
    }
    const QString base = QString::fromUtf8(server.readLine()).trimmed();

    Services services(Folders::resolve(data.filePath(QStringLiteral("window"))), Secret());
    theme::Theme theme(application);
    MainWindow window({services.jobs, services.jobRepository, services.assets, services.catalog,
                       services.servers, services.thumbnails, services.settings, theme,
                       services.folders.results(), services.folders.pasted(), services.prompts,
                       services.presets, services.wildcards, services.uploads,
                       services.webThumbnails, services.drafts, services.batchRepository});
    window.resize(1280, 820);
    window.show();
    Startup startup(services, window, base, {});
    startup.begin();
    const bool listed = QTest::qWaitFor(
        [&services] {
            return !services.catalog.models().isEmpty() && !services.catalog.isLoading();
        },
        limitMs);
    if (listed)
        measure(window, services.catalog);
    else
        std::fprintf(stderr, "the server lists no models\n");
    server.terminate();
    server.waitForFinished();
    return listed ? 0 : 1;
}
