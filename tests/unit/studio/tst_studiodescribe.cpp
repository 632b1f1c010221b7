#include "core/localserver/studio/studio.h"

#include <QPainter>
#include <QTest>

using namespace peregrine::studio;

namespace {

QImage filled(QSize size, const QColor &color)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(color);
    return image;
}

} // namespace

class TestStudioDescribe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesColoursWithTheirShares()
    {
        QImage image = filled({200, 100}, QColor(200, 50, 43));
        QPainter(&image).fillRect(0, 0, 50, 100, QColor(246, 246, 244));
        const Description description = describe(image, QStringLiteral("normal"));
        QCOMPARE(description.colors.size(), 2);
        QCOMPARE(description.colors.at(0).name, QStringLiteral("red"));
        QVERIFY(std::abs(description.colors.at(0).share - 0.75) < 0.03);
        QCOMPARE(description.colors.at(1).name, QStringLiteral("white"));
        QCOMPARE(description.orientation, QStringLiteral("landscape"));
        QCOMPARE(description.light, QStringLiteral("the left"));
    }

    void findsTheHorizon()
    {
        QImage image = filled({120, 120}, QColor(130, 190, 230));
        QPainter(&image).fillRect(0, 72, 120, 48, QColor(33, 73, 47));
        const Description description = describe(image, QStringLiteral("normal"));
        QVERIFY(description.horizon.has_value());
        QVERIFY(std::abs(*description.horizon - 0.6) < 0.05);
        QVERIFY(description.symmetry > 0.95);
        QVERIFY(!describe(filled({80, 80}, Qt::gray), {}).horizon);
    }

    void measuresBrightnessAndContrast()
    {
        const Description dark = describe(filled({40, 40}, QColor(12, 12, 16)), {});
        const Description light = describe(filled({40, 40}, QColor(250, 250, 250)), {});
        QVERIFY(dark.brightness < 0.2 && light.brightness > 0.9);
        QVERIFY(dark.contrast < 0.05);
        QVERIFY(dark.text.contains(QStringLiteral("dark")));
        QVERIFY(light.text.contains(QStringLiteral("bright")));
        QVERIFY(dark.light == QStringLiteral("everywhere alike"));
    }

    void saysMoreWhenAsked()
    {
        const QImage image = filled({64, 128}, Qt::blue);
        const auto brief = describe(image, QStringLiteral("brief")).text.size();
        const auto normal = describe(image, QStringLiteral("normal")).text.size();
        const auto detailed = describe(image, QStringLiteral("detailed")).text.size();
        QVERIFY(brief < normal && normal < detailed);
    }

    void survivesAnything()
    {
        QVERIFY(describe({}, {}).text.isEmpty());
        QVERIFY(!describe(filled({1, 1}, Qt::red), QStringLiteral("detailed")).text.isEmpty());
        QVERIFY(!describe(filled({3000, 1}, Qt::red), QStringLiteral("detailed")).text.isEmpty());
        QImage clear(30, 30, QImage::Format_ARGB32);
        clear.fill(Qt::transparent);
        QVERIFY(describe(clear, {}).brightness > 0.9);
    }
};

QTEST_GUILESS_MAIN(TestStudioDescribe)
#include "tst_studiodescribe.moc"
