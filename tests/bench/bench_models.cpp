#include "resources/resources.h"
#include "ui/catalog/modelbrowser.h"
#include "ui/catalog/modelpicker.h"
#include "ui/catalog/modelpickerpopup.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListView>
#include <QTextStream>

#include <algorithm>

using namespace peregrine;

namespace {

constexpr int modelCount = 5000;
constexpr double limitMs = 50;

/// Names as the catalogue has them: families with versions, kinds and speeds.
QList<ModelCard> manyModels()
{
    const QStringList families{QStringLiteral("FLUX"),     QStringLiteral("Kling Video"),
                               QStringLiteral("Veo"),      QStringLiteral("Wan"),
                               QStringLiteral("Seedream"), QStringLiteral("Ideogram"),
                               QStringLiteral("Recraft"),  QStringLiteral("MiniMax"),
                               QStringLiteral("Luma Ray"), QStringLiteral("Pixverse")};
    const QStringList kinds{QStringLiteral("text-to-image"), QStringLiteral("image-to-image"),
                            QStringLiteral("text-to-video"), QStringLiteral("image-to-video"),
                            QStringLiteral("training")};
    QList<ModelCard> cards;
    for (int i = 0; i < modelCount; ++i) {
        const QString &family = families.at(i % families.size());
        const QString &kind = kinds.at((i / 10) % kinds.size());
        const QString version = QStringLiteral("v%1.%2").arg(i / 50).arg(i % 7);
        ModelCard card;
        card.endpoint = *EndpointId::parse(
            QStringLiteral("fal-ai/%1/%2/%3")
                .arg(family.toLower().replace(QLatin1Char(' '), QLatin1Char('-')), version, kind));
        card.title = family + QLatin1Char(' ') + version;
        card.category = kind;
        card.tags = {kind, QStringLiteral("stylized"), QStringLiteral("transform")};
        card.description =
            QStringLiteral("%1 makes the most of every word of a prompt, keeps faces "
                           "and hands in order and follows the camera through "
                           "scenes of any length; number %2 of its line.")
                .arg(card.title)
                .arg(i);
        cards.append(card);
    }
    return cards;
}

/// Milliseconds of each key, until it is drawn.
QList<double> typeInto(QWidget &window, QLineEdit &field, const QString &text)
{
    QList<double> times;
    field.clear();
    QApplication::processEvents();
    QElapsedTimer timer;
    for (qsizetype length = 1; length <= text.size(); ++length) {
        timer.start();
        field.setText(text.left(length));
        QApplication::sendPostedEvents();
        window.repaint();
        times.append(double(timer.nsecsElapsed()) / 1e6);
    }
    return times;
}

void print(QTextStream &out, const QString &name, QList<double> times)
{
    std::sort(times.begin(), times.end());
    const double p95 = times.at(qMin(times.size() - 1, times.size() * 95 / 100));
    out << QStringLiteral("%1 %2 keys: median %3 ms, p95 %4 ms, worst %5 ms; p95 is %6 of the "
                          "limit of %7 ms\n")
               .arg(name, -8)
               .arg(times.size())
               .arg(times.at(times.size() / 2), 0, 'f', 1)
               .arg(p95, 0, 'f', 1)
               .arg(times.constLast(), 0, 'f', 1)
               .arg(p95 / limitMs, 0, 'f', 2)
               .arg(limitMs, 0, 'f', 0);
}

} // namespace

/// How long a key takes in the search of 5,000 models, in the Models area and in the picker.
int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    initResources();
    const theme::Theme theme(application);
    QTextStream out(stdout);
    const QList<ModelCard> cards = manyModels();
    const QStringList texts{QStringLiteral("kling video"),    QStringLiteral("flux v12"),
                            QStringLiteral("image to video"), QStringLiteral("ideogrma"),
                            QStringLiteral("rcrft"),          QStringLiteral("nothing like it")};

    ModelBrowser browser;
    browser.resize(1280, 900);
    QElapsedTimer timer;
    timer.start();
    browser.setModels(cards);
    browser.show();
    QApplication::processEvents();
    out << QStringLiteral("%1 models on show after %2 ms\n")
               .arg(cards.size())
               .arg(double(timer.nsecsElapsed()) / 1e6, 0, 'f', 1);
    QList<double> times;
    for (const QString &text : texts)
        times += typeInto(browser, browser.searchField(), text);
    print(out, QStringLiteral("area"), times);

    ModelPicker picker;
    picker.setModels(cards);
    picker.show();
    timer.start();
    picker.openPopup();
    QApplication::processEvents();
    out << QStringLiteral("picker open after %1 ms\n")
               .arg(double(timer.nsecsElapsed()) / 1e6, 0, 'f', 1);
    times.clear();
    for (const QString &text : texts)
        times += typeInto(*picker.popup(), picker.popup()->searchField(), text);
    print(out, QStringLiteral("picker"), times);
    return 0;
}
