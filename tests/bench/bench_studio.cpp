#include "core/localserver/studio/studio.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTextStream>

using namespace peregrine::studio;

// How long the local server's studio takes for what a newcomer tries first. Printed, not asserted:
// the machine decides.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QTextStream out(stdout);
    const auto print = [&out](const QString &what, qint64 milliseconds) {
        out << QStringLiteral("%1 ms  %2\n").arg(milliseconds, 6).arg(what);
        out.flush();
    };
    QElapsedTimer timer;
    for (const char *prompt :
         {"A red fox in a misty autumn forest at sunrise, oil painting",
          "a lighthouse by the sea in a storm", "mountain lake at dawn, watercolor",
          "neon city at night", "a cat in a garden, pixel art", "portrait of a queen, ink",
          "a field, impressionist"}) {
        PaintRequest request;
        request.prompt = QString::fromLatin1(prompt);
        timer.start();
        const QImage image = paint(request, {});
        print(QStringLiteral("paint 1024x1024: %1").arg(request.prompt), timer.elapsed());
        timer.start();
        const EncodedFile file = encodeImage(image, QStringLiteral("png"), {});
        print(QStringLiteral("  as PNG, %1 KB").arg(file.bytes.size() / 1024), timer.elapsed());
    }
    AnimateRequest film;
    film.prompt = QStringLiteral("a boat on the sea at sunset");
    timer.start();
    const std::optional<EncodedFile> video = animate(film, {});
    print(
        QStringLiteral("animate 4 s of 640x360, %1 KB").arg(video ? video->bytes.size() / 1024 : 0),
        timer.elapsed());
    timer.start();
    const std::optional<EncodedFile> speech =
        speak({QStringLiteral("This is a local preview, spoken by procedure."), {}, 1.0, 0}, {});
    print(QStringLiteral("speak a sentence, %1 KB").arg(speech ? speech->bytes.size() / 1024 : 0),
          timer.elapsed());
    return video && speech ? 0 : 1;
}
