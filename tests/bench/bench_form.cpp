#include "core/media/thumbnailer.h"
#include "resources/resources.h"
#include "tests/unit/schema/schemafiles.h"
#include "ui/form/foldsection.h"
#include "ui/form/inputform.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTextStream>

#include <algorithm>

using namespace peregrine;

namespace {

struct Time
{
    QString name;
    qsizetype fields = 0;
    /// Milliseconds, the best of some runs: the machine's other work is not the form's.
    double build = 0;
    double unfold = 0;
    double switching = 0;
};

constexpr int runs = 5;

double since(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// Until it is drawn, as the user waits for it.
void draw(QWidget &form)
{
    QApplication::sendPostedEvents();
    form.repaint();
}

Time measure(InputForm &form, const QString &name, const ModelSchema &schema,
             const ModelSchema &other)
{
    Time best{name, schema.input.children.size(), 1e9, 1e9, 1e9};
    QElapsedTimer timer;
    for (int i = 0; i < runs; ++i) {
        form.clear();
        timer.start();
        form.setSchema(schema);
        draw(form);
        best.build = std::min(best.build, since(timer));
        if (auto *more = form.findChild<FoldSection *>(QStringLiteral("moreOptions"))) {
            timer.start();
            more->setUnfolded(true);
            draw(form);
            best.unfold = std::min(best.unfold, since(timer));
            more->setUnfolded(false);
        }
        form.setSchema(other);
        timer.start();
        form.setSchema(schema);
        draw(form);
        best.switching = std::min(best.switching, since(timer));
    }
    return best;
}

} // namespace

// How long the user waits for a form: for the longest of our own, and for the slowest of the folder
// PEREGRINE_SCHEMA_CORPUS names. Printed, not asserted: the machine decides.
int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    initResources();
    const theme::Theme theme(application);
    Thumbnailer thumbnails{QString()};
    InputForm form(thumbnails);
    form.resize(360, 800);
    form.show();
    QTextStream out(stdout);
    const ModelSchema picture = ownSchema(QStringLiteral("picture"));
    QList<Time> times{
        measure(form, QStringLiteral("long"), ownSchema(QStringLiteral("long")), picture)};
    if (const QString more = qEnvironmentVariable("PEREGRINE_SCHEMA_CORPUS"); !more.isEmpty()) {
        const QStringList documents = schemaDocuments(more);
        for (const QString &path : documents) {
            if (const auto schema = OpenApiReader::read(schemaDocument(path)))
                times.append(measure(form, QFileInfo(path).completeBaseName(), *schema, picture));
        }
    }
    out << "form                                      fields   build  unfold  switch  (ms)\n";
    const auto print = [&out](const Time &time) {
        out << QStringLiteral("%1 %2 %3 %4 %5\n")
                   .arg(time.name, -42)
                   .arg(time.fields, 5)
                   .arg(time.build, 7, 'f', 1)
                   .arg(time.unfold, 7, 'f', 1)
                   .arg(time.switching, 7, 'f', 1);
    };
    print(times.takeFirst());
    std::sort(times.begin(), times.end(),
              [](const Time &a, const Time &b) { return a.build + a.unfold > b.build + b.unfold; });
    for (const Time &time : times.mid(0, 10))
        print(time);
    return 0;
}
