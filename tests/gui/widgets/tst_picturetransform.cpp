#include "ui/widgets/picturetransform.h"

#include <QtTest>

using namespace peregrine;

class TestPictureTransform : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fit_data()
    {
        QTest::addColumn<QSizeF>("view");
        QTest::addColumn<QSizeF>("picture");
        QTest::addColumn<double>("fitted");
        QTest::addColumn<double>("filled");
        QTest::newRow("larger than the view")
            << QSizeF(400, 300) << QSizeF(800, 800) << 0.375 << 0.375;
        QTest::newRow("wide") << QSizeF(400, 300) << QSizeF(1600, 400) << 0.25 << 0.25;
        QTest::newRow("smaller is not enlarged")
            << QSizeF(400, 300) << QSizeF(100, 100) << 1.0 << 3.0;
        QTest::newRow("same") << QSizeF(400, 300) << QSizeF(400, 300) << 1.0 << 1.0;
        QTest::newRow("no picture") << QSizeF(400, 300) << QSizeF() << 1.0 << 1.0;
        QTest::newRow("a view without room") << QSizeF(0, 0) << QSizeF(10, 10) << 1.0 << 1.0;
    }

    void fit()
    {
        QFETCH(QSizeF, view);
        QFETCH(QSizeF, picture);
        PictureTransform transform;
        transform.setView(view);
        transform.setPicture(picture);
        QTEST(transform.scale(), "fitted");
        QVERIFY(!transform.canPan() || view.isEmpty());
        transform.fill();
        QTEST(transform.scale(), "filled");
    }

    void zoomKeepsThePointUnderTheCursor()
    {
        PictureTransform transform;
        transform.setView({400, 300});
        transform.setPicture({1000, 1000});
        const QPointF cursor(230, 140);
        const auto onPicture = [&transform, cursor] {
            return (cursor - transform.rect().topLeft()) / transform.scale();
        };
        const QPointF before = onPicture();
        transform.zoomTo(2, cursor);
        QCOMPARE(transform.mode(), PictureTransform::Mode::Free);
        QVERIFY((onPicture() - before).manhattanLength() < 0.01);
        transform.zoomBy(1.5, cursor);
        QVERIFY((onPicture() - before).manhattanLength() < 0.01);
        QCOMPARE(transform.scale(), 3.0);
    }

    void scaleHasBounds()
    {
        PictureTransform transform;
        transform.setView({400, 300});
        transform.setPicture({1000, 1000});
        transform.zoomTo(1e9, {0, 0});
        QCOMPARE(transform.scale(), PictureTransform::maxScale);
        transform.zoomTo(0, {0, 0});
        QVERIFY(transform.scale() > 0);
        QVERIFY(transform.rect().width() >= 30);
    }

    void panningLeavesNoGap()
    {
        PictureTransform transform;
        transform.setView({400, 300});
        transform.setPicture({1000, 200});
        transform.zoomTo(1, {200, 150});
        QVERIFY(transform.canPan());
        transform.panBy({5000, 5000});
        QCOMPARE(transform.rect().left(), 0.0);
        QCOMPARE(transform.rect().center().y(), 150.0);
        transform.panBy({-5000, 0});
        QCOMPARE(transform.rect().right(), 400.0);
    }

    void fitFollowsTheViewAndFreeKeepsItsMiddle()
    {
        PictureTransform transform;
        transform.setView({400, 400});
        transform.setPicture({800, 800});
        QCOMPARE(transform.scale(), 0.5);
        transform.setView({200, 200});
        QCOMPARE(transform.scale(), 0.25);
        transform.zoomTo(2, transform.center());
        const QPointF middle =
            (transform.center() - transform.rect().topLeft()) / transform.scale();
        transform.setView({300, 260});
        QCOMPARE(transform.scale(), 2.0);
        const QPointF after = (transform.center() - transform.rect().topLeft()) / transform.scale();
        QVERIFY((middle - after).manhattanLength() < 0.01);
    }

    void aPictureOfAnotherSizeIsFitted()
    {
        PictureTransform transform;
        transform.setView({400, 400});
        transform.setPicture({800, 800});
        transform.zoomTo(2, {0, 0});
        transform.setPicture({800, 800});
        QCOMPARE(transform.scale(), 2.0);
        transform.setPicture({1600, 1600});
        QCOMPARE(transform.scale(), 0.25);
    }
};

QTEST_MAIN(TestPictureTransform)
#include "tst_picturetransform.moc"
