#include "tests/gui/gallery/galleryfixture.h"
#include "ui/gallery/detailspanel.h"
#include "ui/gallery/gallerygrid.h"
#include "ui/gallery/gallerymodel.h"
#include "ui/gallery/gallerypanel.h"
#include "ui/gallery/searchfield.h"
#include "ui/viewer/pictureview.h"
#include "ui/viewer/stage.h"
#include "ui/widgets/messagepage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QTextBrowser>
#include <QToolButton>
#include <QtTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

class TestGalleryPanel : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<GalleryFixture> m_fixture;
    std::unique_ptr<GalleryPanel> m_panel;

    void open(int pictures)
    {
        m_fixture->addPictures(pictures);
        m_panel = std::make_unique<GalleryPanel>(m_fixture->assets(), m_fixture->thumbnailer());
        m_panel->resize(1000, 640);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        QTRY_VERIFY(!m_panel->model().isLoading() && m_panel->model().rowCount() == pictures);
    }

    void select(int row)
    {
        m_panel->grid().setFocus();
        m_panel->grid().setCurrentIndex(m_panel->model().index(row));
        QTRY_VERIFY(m_panel->model().isLoaded(row) && !m_panel->selectedAssets().isEmpty());
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<GalleryFixture>(); }

    void cleanup()
    {
        m_panel.reset();
        m_fixture.reset();
    }

    void emptySaysWhatToDo()
    {
        open(0);
        auto *message = m_panel->findChild<MessagePage *>();
        QTRY_VERIFY(message->isVisible());
        QCOMPARE(message->title(), u"No results yet"_s);
        m_panel->addAssets({m_fixture->addPicture(u"first"_s)});
        QTRY_VERIFY(m_panel->grid().isVisible());
    }

    void resultsThatCameMeanwhileAreOnTop()
    {
        open(1);
        m_panel->hide();
        for (int i = 0; i < 60; ++i)
            m_panel->addAssets({m_fixture->addPicture(u"new"_s)});
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        QTRY_VERIFY(m_panel->grid().verticalScrollBar()->maximum() > 0);
        QCOMPARE(m_panel->grid().verticalScrollBar()->value(), 0);
    }

    void searchWithoutMatchCanBeCleared()
    {
        open(3);
        QTest::keyClicks(&m_panel->searchField(), u"zebra"_s);
        auto *message = m_panel->findChild<MessagePage *>();
        QTRY_VERIFY(message->isVisible() && message->text().contains(u"zebra"));
        auto *clear = message->findChild<QPushButton *>();
        QVERIFY(clear->isVisible());
        clear->click();
        QTRY_VERIFY(m_panel->grid().isVisible());
        QCOMPARE(m_panel->model().rowCount(), 3);
        // As a phrase: a 2 of its own may stand in the name of any file.
        QTest::keyClicks(&m_panel->searchField(), u"\"number 2\""_s);
        QTest::keyClick(&m_panel->searchField(), Qt::Key_Return);
        QTRY_COMPARE(m_panel->model().rowCount(), 1);
    }

    void viewerByKeyboard()
    {
        open(5);
        QSignalSpy activated(m_panel.get(), &GalleryPanel::assetActivated);
        select(1);
        QTest::keyClick(&m_panel->grid(), Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QVERIFY(m_panel->isViewerOpen());
        QTRY_VERIFY(m_panel->viewer().pictureView().isComplete());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QCOMPARE(m_panel->viewer().asset()->id, m_panel->model().assetAt(2).id);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
        QCOMPARE(m_panel->viewer().asset()->id, m_panel->model().assetAt(0).id);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!m_panel->isViewerOpen());
        QVERIFY(m_panel->grid().hasFocus());
        QCOMPARE(m_panel->grid().currentIndex().row(), 0);
        QTest::keyClick(&m_panel->grid(), Qt::Key_Space);
        QVERIFY(m_panel->isViewerOpen());
    }

    void deletingInTheViewerGoesOn()
    {
        open(3);
        select(2);
        QTest::keyClick(&m_panel->grid(), Qt::Key_Return);
        QSignalSpy deleted(m_panel.get(), &GalleryPanel::deleteRequested);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QCOMPARE(deleted.size(), 1);
        const auto assets = deleted.at(0).at(0).value<QList<Asset>>();
        m_panel->removeAssets({assets.constFirst().id});
        QVERIFY(m_panel->isViewerOpen());
        QCOMPARE(m_panel->viewer().asset()->id, m_panel->model().assetAt(1).id);
        m_panel->removeAssets({m_panel->model().assetAt(0).id, m_panel->model().assetAt(1).id});
        QVERIFY(!m_panel->isViewerOpen());
        QTRY_VERIFY(m_panel->findChild<MessagePage *>()->isVisible());
    }

    void severalAreChosenAndDeleted()
    {
        open(6);
        select(0);
        QTest::keyClick(&m_panel->grid(), Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&m_panel->grid(), Qt::Key_Right, Qt::ShiftModifier);
        QTRY_COMPARE(m_panel->selectedAssets().size(), 3);
        QVERIFY(m_panel->details().asText().contains(u"Size"));
        QSignalSpy deleted(m_panel.get(), &GalleryPanel::deleteRequested);
        QTest::keyClick(&m_panel->grid(), Qt::Key_Delete);
        QCOMPARE(deleted.at(0).at(0).value<QList<Asset>>().size(), 3);
        QTest::keyClick(&m_panel->grid(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->mimeData()->urls().size(), 3);
        QTest::keyClick(&m_panel->grid(), Qt::Key_A, Qt::ControlModifier);
        QTRY_COMPARE(m_panel->selectedAssets().size(), 6);
    }

    void keysThatRateAreNotLostWhileResultsAreRead()
    {
        const int count = GalleryModel::windowRows + 20;
        open(count);
        QSignalSpy judged(m_panel.get(), &GalleryPanel::judgeRequested);
        m_panel->grid().setFocus();
        QTest::keyClick(&m_panel->grid(), Qt::Key_End);
        const AssetId last = m_panel->model().idAt(count - 1);
        QVERIFY(!m_panel->model().isLoaded(count - 1));
        QTest::keyClick(&m_panel->grid(), Qt::Key_5);
        QCOMPARE(judged.size(), 1);
        QCOMPARE(judged.at(0).at(0).value<QList<AssetId>>(), QList<AssetId>{last});
        QTRY_COMPARE(m_panel->selectedAssets().size(), 1);
        QTest::keyClick(&m_panel->grid(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&m_panel->grid(), Qt::Key_2);
        QCOMPARE(judged.at(1).at(0).value<QList<AssetId>>().size(), count);
        QTRY_COMPARE(m_panel->selectedAssets().size(), count);
    }

    void detailsTellWhatMadeIt()
    {
        open(2);
        QSignalSpy wanted(m_panel.get(), &GalleryPanel::detailsWanted);
        select(0);
        QVERIFY(wanted.wait());
        const Asset asset = m_panel->model().assetAt(0);
        QCOMPARE(wanted.at(0).at(0).value<JobId>(), asset.job);
        m_panel->setDetails(m_fixture->jobOf(asset));
        const QString text = m_panel->details().asText();
        for (const QString &part :
             {u"picture number 1"_s, u"42"_s, u"local/paint"_s, u"num_images"_s, u"request-2"_s,
              u"1.5 s"_s, u"2.5 s"_s, u"picture-2.png"_s, u"64 × 48"_s})
            QVERIFY2(text.contains(part), qPrintable(part + u" is not in\n"_s + text));
        QVERIFY(m_panel->details().findChild<QTextBrowser *>()->toPlainText().contains(
            u"Local preview, not a model's work"));
        m_panel->details().findChild<QPushButton *>(u"detailsCopy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), text);
        QSignalSpy reused(m_panel.get(), &GalleryPanel::reuseRequested);
        m_panel->details().findChild<QPushButton *>(u"detailsReuse"_s)->click();
        QCOMPARE(reused.at(0).at(0).value<AssetId>(), asset.id);
    }

    void detailsTellWhatItCost()
    {
        open(1);
        select(0);
        Job job = m_fixture->jobOf(m_panel->model().assetAt(0));
        m_panel->setDetails(job);
        QVERIFY(!m_panel->details().asText().contains(u"Cost"));
        job.cost.estimated = 0.025;
        m_panel->setDetails(job);
        QVERIFY(m_panel->details().asText().contains(u"Cost: ≈ $0.025 (estimated)"));
        job.cost.billed = 0.05;
        m_panel->setDetails(job);
        QVERIFY(m_panel->details().asText().contains(u"Cost: $0.05"));
        QVERIFY(!m_panel->details().asText().contains(u"estimated"));
    }

    void valuesAreNeverMarkup()
    {
        m_fixture->addPicture(u"<img src=x><b>bold</b> & more"_s);
        m_panel = std::make_unique<GalleryPanel>(m_fixture->assets(), m_fixture->thumbnailer());
        m_panel->show();
        QTRY_COMPARE(m_panel->model().rowCount(), 1);
        select(0);
        QVERIFY(m_panel->details().findChild<QTextBrowser *>()->toPlainText().contains(
            u"<img src=x><b>bold</b> & more"));
    }

    void layoutIsRemembered()
    {
        open(1);
        m_panel->findChild<QSlider *>(u"gallerySize"_s)->setValue(250);
        m_panel->findChild<QToolButton *>(u"galleryDetails"_s)->setChecked(false);
        const QByteArray layout = m_panel->saveLayout();
        GalleryPanel other(m_fixture->assets(), m_fixture->thumbnailer());
        other.restoreLayout("nonsense");
        other.restoreLayout(layout);
        QCOMPARE(other.grid().tileEdge(), 250);
        QVERIFY(other.details().isHidden());
    }

    void tilesFillTheWidth()
    {
        open(12);
        const int edge = m_panel->grid().tiles().edge();
        const int width = m_panel->grid().viewport()->width();
        QVERIFY(width - width / edge * edge < width / edge + 2);
    }

    void everyControlHasAName()
    {
        open(1);
        const auto widgets = m_panel->findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const auto *edit = qobject_cast<const QLineEdit *>(widget);
            const bool counts = widget->focusPolicy() != Qt::NoFocus
                && (button || edit || qobject_cast<const QAbstractItemView *>(widget));
            if (!counts)
                continue;
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     qPrintable(widget->objectName() + u" "_s
                                + QLatin1String(widget->metaObject()->className())));
        }
    }
};

QTEST_MAIN(TestGalleryPanel)
#include "tst_gallerypanel.moc"
