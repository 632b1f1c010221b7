#include "core/media/thumbnailer.h"
#include "core/schema/formmodel.h"
#include "resources/resources.h"
#include "tests/unit/schema/schemafiles.h"
#include "ui/form/foldsection.h"
#include "ui/form/inputform.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QTest>

#include <cstdio>

using namespace peregrine;

namespace {

constexpr int unfoldedHeight = 1600;
constexpr int foldedHeight = 900;

void shoot(InputForm &form, const QString &file)
{
    // Late layouts have come when two drawings are the same.
    QImage before;
    (void)QTest::qWaitFor([&] {
        const QImage now = form.grab().toImage();
        const bool same = now == before;
        before = now;
        return same;
    });
    before.save(file);
    std::printf("%s\n", qPrintable(file));
}

} // namespace

// Draws the forms of OpenAPI documents: form_scenes FOLDER DOCUMENT..., light and dark, narrow and
// wide, with More options folded and unfolded.
int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Peregrine"));
    initResources();
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 3) {
        std::fprintf(stderr, "form_scenes FOLDER DOCUMENT...\n");
        return 2;
    }
    const QString folder = arguments.at(1);
    QDir().mkpath(folder);
    theme::Theme theme(application);
    Thumbnailer thumbnails{QString()};
    for (const QString &path : arguments.mid(2)) {
        const auto schema = OpenApiReader::read(schemaDocument(path));
        if (!schema) {
            std::fprintf(stderr, "%s cannot be read\n", qPrintable(path));
            return 1;
        }
        for (const auto appearance : {theme::Appearance::Light, theme::Appearance::Dark}) {
            theme.setAppearance(appearance);
            for (const int width : {320, 560}) {
                InputForm form(thumbnails);
                form.setAutoFillBackground(true);
                form.resize(width, foldedHeight);
                form.setSchema(*schema);
                form.model()->useExamples();
                for (const FieldSpec &field : schema->input.children) {
                    // One entry of each list shows what entries look like.
                    if (field.kind == FieldKind::List && !field.hidden)
                        form.model()->insertItem(u'/' + field.name, 0,
                                                 emptyValue(field.children.constFirst()));
                }
                form.show();
                const QString name =
                    QStringLiteral("%1/%2-%3-%4")
                        .arg(folder, QFileInfo(path).completeBaseName(),
                             appearance == theme::Appearance::Dark ? QStringLiteral("dark")
                                                                   : QStringLiteral("light"),
                             QString::number(width));
                shoot(form, name + QStringLiteral(".png"));
                if (auto *more = form.findChild<FoldSection *>(QStringLiteral("moreOptions"))) {
                    more->setUnfolded(true);
                    form.resize(width, unfoldedHeight);
                    shoot(form, name + QStringLiteral("-all.png"));
                }
            }
        }
    }
    return 0;
}
