#include "tests/support/formuser.h"

#include "tests/support/desktopsession.h"

#include <QColor>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

#include <memory>
#include <utility>

namespace peregrine::test {

namespace {

bool isAccent(QRgb pixel)
{
    return qRed(pixel) < 90 && qGreen(pixel) < 120 && qBlue(pixel) > 180;
}

} // namespace

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QRect frameOn(const QImage &screen)
{
    constexpr int narrowest = 250;
    constexpr int lowest = 40;
    QRect frame;
    for (int y = 0; y < screen.height(); ++y) {
        int run = 0;
        for (int x = 0; x <= screen.width(); ++x) {
            if (x < screen.width() && isAccent(screen.pixel(x, y))) {
                ++run;
                continue;
            }
            if (run >= narrowest) {
                if (frame.isNull())
                    frame = QRect(x - run, y, run, 1);
                else if (qAbs(frame.left() - (x - run)) < 4 && y - frame.top() >= lowest)
                    frame.setBottom(y);
            }
            run = 0;
        }
    }
    return frame.height() >= lowest ? frame : QRect();
}

QImage restingScreen(DesktopSession &session)
{
    QImage before = session.screenshot();
    (void)QTest::qWaitFor([&] {
        const QImage now = session.screenshot();
        return now == std::exchange(before, now);
    });
    return before;
}

QRect goToPrompt(DesktopSession &session)
{
    session.activate();
    // Keys that come before the form go nowhere.
    QRect frame;
    (void)QTest::qWaitFor(
        [&] {
            session.press(QStringLiteral("ctrl+l"));
            frame = frameOn(restingScreen(session));
            return !frame.isNull();
        },
        20'000);
    return frame;
}

QRect goToField(DesktopSession &session)
{
    const QRect prompt = goToPrompt(session);
    QRect frame = prompt;
    for (int step = 0; step < 10 && (frame.isNull() || frame.bottom() >= prompt.top()); ++step) {
        session.press(QStringLiteral("shift+Tab"));
        frame = frameOn(restingScreen(session));
    }
    return frame;
}

bool shows(const QImage &screen, const QColor &colour)
{
    int pixels = 0;
    for (int y = 0; y < screen.height(); ++y) {
        for (int x = 0; x < screen.width(); ++x) {
            const QRgb pixel = screen.pixel(x, y);
            const bool same = qAbs(qRed(pixel) - colour.red()) < 12
                && qAbs(qGreen(pixel) - colour.green()) < 12
                && qAbs(qBlue(pixel) - colour.blue()) < 12;
            pixels += same ? 1 : 0;
        }
    }
    return pixels > 1500;
}

QJsonArray library(DesktopSession &session)
{
    return QJsonDocument::fromJson(
               session.peregrineCli(
                   {QStringLiteral("library"), QStringLiteral("list"), QStringLiteral("--json")}))
        .array();
}

QJsonObject inputOfTheJob(DesktopSession &session)
{
    session.press(QStringLiteral("ctrl+Return"));
    QJsonArray results;
    (void)QTest::qWaitFor([&] { return !(results = library(session)).isEmpty(); }, 60'000);
    if (results.size() != 1) {
        qWarning() << results.size() << "results instead of one";
        return {};
    }
    const QFileInfo file(results.first().toObject().value(QStringLiteral("file")).toString());
    const QString receipt =
        file.path() + u'/' + file.completeBaseName() + QStringLiteral(".receipt.json");
    return QJsonDocument::fromJson(contentOf(receipt))
        .object()
        .value(QStringLiteral("input"))
        .toObject();
}

QByteArray fileAt(const QJsonValue &address)
{
    QNetworkAccessManager network;
    const std::unique_ptr<QNetworkReply> reply(
        network.get(QNetworkRequest(QUrl(address.toString()))));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!finished.wait(10'000) || reply->error() != QNetworkReply::NoError)
        qWarning() << address << reply->errorString();
    return reply->readAll();
}

} // namespace peregrine::test
