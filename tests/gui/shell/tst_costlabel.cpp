#include "core/schema/formmodel.h"
#include "core/schema/openapireader.h"
#include "tests/unit/schema/schemafiles.h"
#include "ui/shell/costlabel.h"

#include <QElapsedTimer>
#include <QImage>
#include <QLocale>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

/// The figure beside Generate.
class TestCostLabel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void followsTheForm();
    void saysHowSureItIs();
    void freeAndUnknown();
    void picturesOfTheForm();
};

void TestCostLabel::followsTheForm()
{
    FormModel model;
    model.setSchema(ownSchema(u"picture"_s));
    CostLabel label(model);
    label.setPrice(UnitPrice{0.025, u"images"_s, u"USD"_s});
    QCOMPARE(label.text(), u"$0.025 · exact"_s);
    QSignalSpy changes(&label, &CostLabel::estimateChanged);
    model.setValue(u"/num_images"_s, 3);
    model.setValue(u"/num_images"_s, 4);
    QVERIFY(changes.wait(100));
    // One change of the figure for both.
    QCOMPARE(changes.size(), 1);
    QCOMPARE(label.text(), u"$0.10 · exact"_s);
    QCOMPARE(label.toolTip(), u"$0.025 × 4 images"_s);
    QCOMPARE(label.accessibleDescription(), label.toolTip());
    label.setRuns(5);
    QCOMPARE(label.estimate().cost.amount, 0.5);
}

void TestCostLabel::saysHowSureItIs()
{
    FormModel model;
    model.setSchema(ownSchema(u"picture"_s));
    CostLabel label(model);
    label.setPrice(UnitPrice{0.01, u"megapixels"_s, u"USD"_s});
    QVERIFY2(label.text().endsWith(u"· estimated"_s), qPrintable(label.text()));
    label.setPrice(UnitPrice{0.0005, u"compute seconds"_s, u"USD"_s});
    QCOMPARE(label.text(), u"Price not known"_s);
    QVERIFY(label.toolTip().contains(u"$0.0005 for compute seconds"_s));
}

void TestCostLabel::freeAndUnknown()
{
    FormModel model;
    CostLabel label(model);
    label.setPrice(std::nullopt);
    QCOMPARE(label.text(), u"Price not known"_s);
    label.setFree();
    QVERIFY(label.text().startsWith(u"Free"_s));
    // A form that comes later does not make it cost something.
    model.setSchema(ownSchema(u"picture"_s));
    QCoreApplication::sendPostedEvents();
    QVERIFY(label.text().startsWith(u"Free"_s));
    QVERIFY(!label.accessibleName().isEmpty());
}

void TestCostLabel::picturesOfTheForm()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"large.png"_s);
    QImage picture(2000, 1000, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QVERIFY(picture.save(path));
    FormModel model;
    model.setSchema(ownSchema(u"edit"_s));
    CostLabel label(model);
    label.setPrice(UnitPrice{0.01, u"megapixels"_s, u"USD"_s});
    QString image;
    for (const FieldSpec &field : model.schema().input.children) {
        if (field.meaning == FieldMeaning::Image)
            image = u'/' + field.name;
    }
    QVERIFY(!image.isEmpty());
    QCOMPARE(label.estimate().certainty, PriceCertainty::Unknown);
    model.setFile(image, path);
    QTRY_COMPARE(label.estimate().certainty, PriceCertainty::Estimated);
    QCOMPARE(label.estimate().cost.amount, 0.02);
}

QTEST_MAIN(TestCostLabel)
#include "tst_costlabel.moc"
