#include "tests/scenes/scenes.h"

#include "app/windowmeans.h"
#include "core/settings/folders.h"
#include "ui/gallery/gallerypanel.h"
#include "ui/shell/createpage.h"
#include "ui/shell/formpanel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTest>

#include <cstdio>

using namespace peregrine;

namespace {

/// Late thumbnails and layouts have come when so many drawings in a row are the same.
constexpr int unchangedDrawings = 25;
constexpr int fewDrawings = 4;
constexpr int settleMs = 5000;

const QStringList prompts{
    QStringLiteral("A red fox in a misty autumn forest at sunrise, oil painting"),
    QStringLiteral("Lighthouse on a cliff in a storm, ink drawing"),
    QStringLiteral("Snowy mountains under a starry night sky"),
    QStringLiteral("A cozy village by a river, watercolor"),
    QStringLiteral("Neon city skyline in the rain, cyberpunk"),
    QStringLiteral("Sailing boat on a calm teal sea at sunset"),
    QStringLiteral("A cat on a window sill, paper cut"),
    QStringLiteral("Desert dunes with a golden moon, minimal"),
    QStringLiteral("Rocket above a violet planet, low poly"),
    QStringLiteral("Cherry blossom trees beside a lake, dreamy"),
};

} // namespace

Scenes::Scenes(QApplication &application, QString outputFolder)
    : m_application(application)
    , m_outputFolder(std::move(outputFolder))
    , m_theme(std::make_unique<theme::Theme>(application))
{ }

Scenes::~Scenes() = default;

bool Scenes::waitFor(const char *what, const std::function<bool()> &reached, int milliseconds)
{
    if (QTest::qWaitFor(reached, milliseconds))
        return true;
    std::fprintf(stderr, "not reached: %s\n", what);
    return false;
}

void Scenes::start()
{
    m_services = std::make_unique<Services>(Folders::resolve(m_data.path()), Secret());
    m_window = std::make_unique<MainWindow>(windowMeans(*m_services, *m_theme));
    m_window->resize(1280, 800);
    m_window->show();
    m_startup = std::make_unique<Startup>(*m_services, *m_window, FalServers::local, EndpointId());
    m_startup->begin();
}

QImage Scenes::settledPicture(int drawings)
{
    QImage picture;
    int drawn = 0;
    int unchanged = 0;
    waitFor(
        "a picture that stays",
        [&] {
            const QImage next = m_window->grab().toImage();
            unchanged = next == picture ? unchanged + 1 : 0;
            picture = next;
            // A new appearance takes a turn of the event loop to reach everything.
            return ++drawn >= fewDrawings && unchanged >= drawings;
        },
        settleMs);
    return picture;
}

void Scenes::shoot(const QString &name, Motion motion)
{
    for (const auto appearance : {theme::Appearance::Light, theme::Appearance::Dark}) {
        m_theme->setAppearance(appearance);
        for (const QSize size : {QSize(1280, 800), QSize(1024, 700)}) {
            m_window->resize(size);
            const QImage picture = settledPicture(motion == Motion::Still ? unchangedDrawings : 0);
            const QString file =
                QStringLiteral("%1/%2-%3-%4.png")
                    .arg(m_outputFolder, name,
                         appearance == theme::Appearance::Dark ? QStringLiteral("dark")
                                                               : QStringLiteral("light"),
                         QString::number(size.width()));
            picture.save(file);
            std::printf("%s\n", qPrintable(file));
            std::fflush(stdout);
        }
    }
}

void Scenes::shootDialog(const QString &name, QWidget &dialog)
{
    for (const auto appearance : {theme::Appearance::Light, theme::Appearance::Dark}) {
        m_theme->setAppearance(appearance);
        // A new appearance takes a turn of the event loop to reach everything.
        settledPicture(fewDrawings);
        const QString file =
            QStringLiteral("%1/%2-%3.png")
                .arg(m_outputFolder, name,
                     appearance == theme::Appearance::Dark ? QStringLiteral("dark")
                                                           : QStringLiteral("light"));
        dialog.grab().save(file);
        std::printf("%s\n", qPrintable(file));
        std::fflush(stdout);
    }
}

JobId Scenes::send(const QString &prompt, const QJsonObject &more)
{
    JobRequest request;
    request.endpoint = *EndpointId::parse(QStringLiteral("local/paint"));
    request.modelTitle = QStringLiteral("Local Paint");
    request.server = FalServers::local;
    request.input = more;
    request.input.insert(QStringLiteral("prompt"), prompt);
    return m_services->jobs.submit(request);
}

bool Scenes::ended(const JobId &id)
{
    return waitFor("the job's end", [this, &id] {
        const Job *job = m_services->jobs.job(id);
        return job && hasEnded(job->state);
    });
}

bool Scenes::shootAll()
{
    start();
    return firstStart() && emptyGallery() && jobRunning() && pictureOnStage() && rejectedInput()
        && inputsAsJson() && copyAsCode() && fullGallery() && models() && serverGone();
}

bool Scenes::firstStart()
{
    const bool ready = waitFor("the form", [this] {
        const QWidget *generate = m_window->findChild<QWidget *>(QStringLiteral("generate"));
        return generate && generate->isEnabled();
    });
    if (ready)
        shoot(QStringLiteral("first-start"));
    return ready;
}

bool Scenes::emptyGallery()
{
    m_window->showArea(MainWindow::Area::Library);
    shoot(QStringLiteral("empty-gallery"));
    m_window->showArea(MainWindow::Area::Create);
    return true;
}

bool Scenes::jobRunning()
{
    // Large, so that there is time to look.
    m_window->createPage().form().setValues(
        {QJsonObject{{QStringLiteral("prompt"), prompts.first()},
                     {QStringLiteral("image_size"), QStringLiteral("square_hd")},
                     {QStringLiteral("num_images"), 4},
                     {QStringLiteral("num_inference_steps"), 50}},
         {}});
    m_window->createPage().form().generate();
    send(prompts.at(1), {{QStringLiteral("num_images"), 4}});
    send(prompts.at(2), {{QStringLiteral("num_images"), 4}});
    const bool running = waitFor("progress", [this] {
        const QList<Job> jobs = m_services->jobs.jobs();
        return !jobs.isEmpty() && jobs.first().progress.value_or(0) > 0.1;
    });
    if (running)
        shoot(QStringLiteral("job-running"), Motion::Moving);
    return running;
}

bool Scenes::pictureOnStage()
{
    const bool idle =
        waitFor("the end of all jobs", [this] { return m_services->jobs.activeCount() == 0; });
    if (!idle)
        return false;
    shoot(QStringLiteral("picture-on-stage"));
    return true;
}

bool Scenes::rejectedInput()
{
    m_window->createPage().form().setValues(
        {QJsonObject{
             {QStringLiteral("prompt"), prompts.at(3)},
             {QStringLiteral("image_size"),
              QJsonObject{{QStringLiteral("width"), 90000}, {QStringLiteral("height"), 90000}}}},
         {}});
    m_window->createPage().form().generate();
    shoot(QStringLiteral("rejected-input"));
    return true;
}

bool Scenes::inputsAsJson()
{
    auto *action = m_window->findChild<QAction *>(QStringLiteral("showInputsAsJson"));
    action->trigger();
    auto *text = m_window->findChild<QPlainTextEdit *>(QStringLiteral("jsonText"));
    const QString json =
        QStringLiteral("{\n  \"prompt\": \"%1\",\n  \"num_images\": 9,\n  \"image_size\": {\n"
                       "    \"width\": 768,\n    \"height\": 512\n  },\n  \"style\": \"oil\",\n"
                       "  \"seed\": 7\n}\n");
    text->setPlainText(json.arg(prompts.at(3)));
    const auto *status = m_window->findChild<QLabel *>(QStringLiteral("jsonStatus"));
    if (!waitFor("the JSON's faults",
                 [status] { return status->text().startsWith(QLatin1String("num_images")); }))
        return false;
    shoot(QStringLiteral("inputs-as-json"));
    action->trigger();
    QGuiApplication::clipboard()->setText(
        QStringLiteral(
            "fal.subscribe(\"local/paint\", { input: { prompt: \"%1\", seed: 3, steps: 4, "
            "image_url: url } })")
            .arg(prompts.at(4)));
    m_window->findChild<QAction *>(QStringLiteral("pasteAsInputs"))->trigger();
    shoot(QStringLiteral("inputs-pasted"));
    return true;
}

bool Scenes::copyAsCode()
{
    m_window->findChild<QAction *>(QStringLiteral("copyAsCode"))->trigger();
    auto *dialog = m_window->findChild<QDialog *>(QStringLiteral("copyCodeDialog"));
    if (!dialog)
        return false;
    shootDialog(QStringLiteral("copy-as-code"), *dialog);
    dialog->close();
    return true;
}

bool Scenes::fullGallery()
{
    for (int i = 0; i < 24; ++i) {
        send(prompts.at(i % prompts.size()),
             {{QStringLiteral("seed"), i},
              {QStringLiteral("image_size"),
               i % 3 == 0       ? QStringLiteral("landscape_4_3")
                   : i % 3 == 1 ? QStringLiteral("portrait_4_3")
                                : QStringLiteral("square")},
              {QStringLiteral("num_inference_steps"), 12}});
    }
    JobRequest film;
    film.endpoint = *EndpointId::parse(QStringLiteral("local/animate"));
    film.modelTitle = QStringLiteral("Local Animate");
    film.server = FalServers::local;
    film.input = QJsonObject{{QStringLiteral("prompt"), prompts.at(5)}};
    m_services->jobs.submit(film);
    if (!waitFor(
            "the end of all jobs", [this] { return m_services->jobs.activeCount() == 0; }, 300'000))
        return false;
    m_window->showArea(MainWindow::Area::Library);
    shoot(QStringLiteral("gallery"));
    return true;
}

bool Scenes::models()
{
    m_window->showArea(MainWindow::Area::Models);
    shoot(QStringLiteral("models"));
    m_window->showArea(MainWindow::Area::Create);
    return true;
}

bool Scenes::serverGone()
{
    JobRequest request;
    request.endpoint = *EndpointId::parse(QStringLiteral("fal-ai/flux/dev"));
    request.modelTitle = QStringLiteral("FLUX.1 [dev]");
    // A port that nobody listens on.
    request.server = QStringLiteral("http://127.0.0.1:9");
    request.input = QJsonObject{{QStringLiteral("prompt"), prompts.at(4)}};
    const JobId id = m_services->jobs.submit(request);
    if (!ended(id))
        return false;
    m_window->createPage().showJob(id);
    shoot(QStringLiteral("error"));
    return true;
}
