#include "ui/catalog/modelbrowser.h"
#include "ui/catalog/modeldetails.h"
#include "ui/catalog/modelfilter.h"
#include "ui/catalog/modellistmodel.h"
#include "ui/catalog/modelpicker.h"
#include "ui/catalog/modelpickerpopup.h"
#include "ui/widgets/messagepage.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

ModelCard card(const QString &id, const QString &title, const QString &category)
{
    ModelCard card;
    card.endpoint = *EndpointId::parse(id);
    card.title = title;
    card.category = category;
    card.description = u"Describes %1."_s.arg(title);
    return card;
}

QList<ModelCard> someModels()
{
    return {card(u"fal-ai/flux/dev"_s, u"FLUX.1 [dev]"_s, u"text-to-image"_s),
            card(u"fal-ai/veo"_s, u"Veo"_s, u"text-to-video"_s),
            card(u"fal-ai/flux/fill"_s, u"Fill"_s, u"image-to-image"_s),
            card(u"fal-ai/flux/dev"_s, u"the same again"_s, u"text-to-image"_s)};
}

Error offline()
{
    Error error;
    error.kind = Error::Kind::Network;
    error.message = u"No connection."_s;
    return error;
}

} // namespace

class TestModelBrowser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modelKeepsWhatStays()
    {
        ModelListModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<ModelCard> cards = someModels();
        model.setModels(cards);
        QCOMPARE(model.rowCount(), 3);
        QSignalSpy removed(&model, &ModelListModel::rowsRemoved);
        cards.append(card(u"a/b"_s, u"B"_s, {}));
        model.setModels(cards);
        QCOMPARE(removed.size(), 0);
        QCOMPARE(model.rowCount(), 4);
        model.setFavorite(cards.at(1).endpoint, true);
        QVERIFY(model.find(cards.at(1).endpoint)->favorite);
        model.setModels({});
        QCOMPARE(model.rowCount(), 0);
    }

    void searchByKeyboard()
    {
        ModelBrowser browser;
        browser.setModels(someModels());
        browser.show();
        QVERIFY(QTest::qWaitForWindowExposed(&browser));
        QSignalSpy chosen(&browser, &ModelBrowser::modelChosen);
        QTest::keyClicks(&browser.searchField(), u"flux"_s);
        QCOMPARE(browser.list().model()->rowCount(), 2);
        QCOMPARE(browser.list().model()->index(0, 0).data().toString(), u"FLUX.1 [dev]"_s);
        QTest::keyClick(&browser.searchField(), Qt::Key_Down);
        QTest::keyClick(&browser.list(), Qt::Key_Down);
        QTest::keyClick(&browser.list(), Qt::Key_Return);
        QCOMPARE(chosen.takeFirst().at(0).value<EndpointId>().toString(), u"fal-ai/flux/fill"_s);
    }

    void picturesOfWhatIsOnShow()
    {
        QList<ModelCard> cards;
        for (int i = 0; i < 300; ++i) {
            ModelCard next = card(u"fal-ai/model-%1"_s.arg(i), u"Model %1"_s.arg(i), {});
            next.thumbnailUrl = QUrl(u"https://example.org/%1.png"_s.arg(i));
            cards.append(next);
        }
        cards[1].thumbnailUrl = QUrl();
        ModelBrowser browser;
        QSignalSpy wanted(&browser, &ModelBrowser::picturesWanted);
        browser.resize(900, 600);
        browser.setModels(cards);
        browser.show();
        QVERIFY(wanted.wait(2000));
        QList<QUrl> urls = wanted.last().first().value<QList<QUrl>>();
        QCOMPARE(urls.constFirst(), cards.constFirst().thumbnailUrl);
        QVERIFY(!urls.contains(QUrl()));
        QVERIFY2(urls.size() < 30, qPrintable(QString::number(urls.size())));
        QPixmap picture(40, 30);
        picture.fill(Qt::red);
        browser.setPicture(cards.constFirst().thumbnailUrl, picture);
        const auto shown = [&browser](int row) {
            return browser.list()
                .model()
                ->index(row, 0)
                .data(ModelListModel::PictureRole)
                .value<QPixmap>();
        };
        QCOMPARE(shown(0).size(), QSize(40, 30));
        QVERIFY(shown(2).isNull());
        // The same models with other pictures.
        wanted.clear();
        cards[2].thumbnailUrl = QUrl(u"https://example.org/other.png"_s);
        browser.setModels(cards);
        QVERIFY(wanted.wait(2000));
        QVERIFY(wanted.last().first().value<QList<QUrl>>().contains(cards.at(2).thumbnailUrl));
        // At the other end others are wanted, and what is there is not asked for again.
        wanted.clear();
        browser.list().scrollToBottom();
        QVERIFY(wanted.wait(2000));
        urls = wanted.last().first().value<QList<QUrl>>();
        QVERIFY(urls.contains(cards.constLast().thumbnailUrl));
        QVERIFY(!urls.contains(cards.at(2).thumbnailUrl));
        wanted.clear();
        browser.list().scrollToTop();
        QVERIFY(wanted.wait(2000));
        QVERIFY(
            !wanted.last().first().value<QList<QUrl>>().contains(cards.constFirst().thumbnailUrl));
    }

    void detailsOfTheChosenModel()
    {
        QList<ModelCard> cards = someModels();
        cards[0].license = u"research"_s;
        cards[0].hasRealtime = true;
        cards[0].price = UnitPrice{0.025, u"images"_s, u"USD"_s};
        ModelBrowser browser;
        browser.resize(1200, 600);
        browser.setModels(cards);
        browser.show();
        QVERIFY(QTest::qWaitForWindowExposed(&browser));
        auto *details = browser.findChild<ModelDetails *>();
        QVERIFY(!details->isVisible());
        browser.list().setCurrentIndex(browser.list().model()->index(0, 0));
        QVERIFY(details->isVisible());
        QStringList words;
        for (const QLabel *label : details->findChildren<QLabel *>())
            words.append(label->text());
        for (const QString &text :
             {u"FLUX.1 [dev]"_s, u"fal-ai/flux/dev"_s, u"Research only"_s, u"queue, realtime"_s,
              u"$0.025 / images"_s, u"Describes FLUX.1 [dev]."_s})
            QVERIFY2(words.contains(text), qPrintable(text));
        const QSignalSpy chosen(&browser, &ModelBrowser::modelChosen);
        details->findChild<QPushButton *>(u"openModel"_s)->click();
        QCOMPARE(chosen.size(), 1);
        const QSignalSpy page(&browser, &ModelBrowser::pageRequested);
        details->findChild<QPushButton *>(u"modelPage"_s)->click();
        QCOMPARE(page.first().first().toUrl(), QUrl(u"https://fal.ai/models/fal-ai/flux/dev"_s));
        QVERIFY(!pageOf(*EndpointId::parse(u"local/paint"_s)).isValid());
        // In a narrow window the list has the room.
        browser.resize(700, 600);
        QVERIFY(!details->isVisible());
    }

    void categoriesCountAndFilter()
    {
        ModelBrowser browser;
        browser.setModels(someModels());
        auto *categories = browser.findChild<QListWidget *>(u"modelCategories"_s);
        QCOMPARE(categories->count(), 6);
        QCOMPARE(categories->item(4)->text(), u"Text to image"_s);
        categories->setCurrentRow(4);
        QCOMPARE(browser.list().model()->rowCount(), 1);
        browser.setModels(someModels());
        QCOMPARE(categories->currentRow(), 4);
        QCOMPARE(browser.list().model()->rowCount(), 1);
    }

    void countsFollowTheSearch()
    {
        ModelBrowser browser;
        browser.setModels(someModels());
        browser.setRecent({*EndpointId::parse(u"fal-ai/veo"_s)});
        browser.setFavorite(*EndpointId::parse(u"fal-ai/flux/fill"_s), true);
        auto *categories = browser.findChild<QListWidget *>(u"modelCategories"_s);
        const auto counts = [categories] {
            QStringList list;
            for (int row = 0; row < categories->count(); ++row)
                list.append(categories->item(row)->data(Qt::AccessibleTextRole).toString());
            return list.join(u"; "_s);
        };
        const QString all =
            u"All models, 3 model(s); Favourites, 1 model(s); Opened lately, 1 model(s); "
            "Image to image, 1 model(s); Text to image, 1 model(s); Text to video, 1 model(s)"_s;
        QCOMPARE(counts(), all);
        browser.searchField().setText(u"flux"_s);
        QCOMPARE(counts(),
                 u"All models, 2 model(s); Favourites, 1 model(s); Opened lately, 0 model(s); "
                 "Image to image, 1 model(s); Text to image, 1 model(s); Text to video, 0 "
                 "model(s)"_s);
        // Each count is what is shown there.
        for (int row = 0; row < categories->count(); ++row) {
            categories->setCurrentRow(row);
            QVERIFY2(categories->item(row)
                         ->data(Qt::AccessibleTextRole)
                         .toString()
                         .contains(u", %1 model"_s.arg(browser.list().model()->rowCount())),
                     qPrintable(counts()));
        }
        browser.searchField().clear();
        QCOMPARE(counts(), all);
    }

    void favouritesByKeyboard()
    {
        ModelBrowser browser;
        browser.setModels(someModels());
        browser.show();
        QSignalSpy toggled(&browser, &ModelBrowser::favoriteToggled);
        browser.list().setCurrentIndex(browser.list().model()->index(1, 0));
        QTest::keyClick(&browser.list(), Qt::Key_F);
        QCOMPARE(toggled.size(), 1);
        QCOMPARE(toggled.at(0).at(1).toBool(), true);
        browser.findChild<QListWidget *>(u"modelCategories"_s)->setCurrentRow(1);
        QCOMPARE(browser.list().model()->rowCount(), 1);
    }

    void anyEndpointCanBeOpened()
    {
        ModelBrowser browser;
        browser.setModels(someModels());
        browser.show();
        QVERIFY(QTest::qWaitForWindowExposed(&browser));
        QSignalSpy chosen(&browser, &ModelBrowser::modelChosen);
        auto *open = browser.findChild<QPushButton *>(u"openUnlisted"_s);
        QVERIFY(!open->isVisible());
        QTest::keyClicks(&browser.searchField(), u"https://fal.ai/models/me/secret/model"_s);
        QVERIFY(open->isVisible() && open->text().contains(u"me/secret/model"));
        open->click();
        QTest::keyClick(&browser.searchField(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(chosen.at(0).at(0).value<EndpointId>().toString(), u"me/secret/model"_s);
        QCOMPARE(chosen.at(1).at(0).value<EndpointId>().toString(), u"me/secret/model"_s);
        browser.searchField().setText(u"fal-ai/veo"_s);
        QVERIFY(!open->isVisible());
        browser.searchField().setText(u"a/../b"_s);
        QVERIFY(!open->isVisible());
    }

    void ordersAndFilters()
    {
        QList<ModelCard> cards = someModels();
        cards.append(card(u"a/old"_s, u"An old one"_s, u"text-to-image"_s));
        cards[0].price = UnitPrice{0.03, u"images"_s, u"USD"_s};
        cards[0].publishedAt = QDateTime(QDate(2025, 1, 1), {}, Qt::UTC);
        cards[0].license = u"research"_s;
        cards[1].price = UnitPrice{0.4, u"seconds"_s, u"USD"_s};
        cards[1].publishedAt = QDateTime(QDate(2026, 5, 1), {}, Qt::UTC);
        cards[1].hasRealtime = true;
        cards[2].price = UnitPrice{0.01, u"images"_s, u"USD"_s};
        cards[2].license = u"commercial"_s;
        cards[4].status = ModelCard::Status::Deprecated;
        cards[4].price = UnitPrice{0.001, u"images"_s, u"USD"_s};
        cards[4].license = u"commercial"_s;
        ModelListModel models;
        ModelFilter filter(models);
        QAbstractItemModelTester tester(&filter,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        models.setModels(cards);
        const auto titles = [&filter] {
            QStringList list;
            for (int row = 0; row < filter.rowCount(); ++row)
                list.append(filter.index(row, 0).data().toString());
            return list.join(u", "_s);
        };
        ModelCriteria criteria;
        criteria.order = ModelCriteria::Order::Name;
        filter.setCriteria(criteria);
        QCOMPARE(titles(), u"Fill, FLUX.1 [dev], Veo, An old one"_s);
        criteria.order = ModelCriteria::Order::Newest;
        filter.setCriteria(criteria);
        QCOMPARE(titles(), u"Veo, FLUX.1 [dev], Fill, An old one"_s);
        criteria.order = ModelCriteria::Order::Price;
        filter.setCriteria(criteria);
        QCOMPARE(titles(), u"Fill, FLUX.1 [dev], Veo, An old one"_s);
        criteria.commercialOnly = true;
        filter.setCriteria(criteria);
        QCOMPARE(titles(), u"Fill, An old one"_s);
        criteria.withoutDeprecated = true;
        filter.setCriteria(criteria);
        QCOMPARE(titles(), u"Fill"_s);
        criteria = {};
        criteria.realtimeOnly = true;
        filter.setCriteria(criteria);
        QCOMPARE(titles(), u"Veo"_s);
        // A price that comes later moves its model.
        criteria = {};
        criteria.order = ModelCriteria::Order::Price;
        filter.setCriteria(criteria);
        cards[2].price->amount = 0.5;
        models.setModels(cards);
        QCOMPARE(titles(), u"FLUX.1 [dev], Fill, Veo, An old one"_s);
    }

    void whatWasUsedHeadsThePicker()
    {
        QList<ModelCard> cards = someModels();
        cards[1].favorite = true;
        cards.append(ModelCard::unlisted(*EndpointId::parse(u"me/own"_s)));
        ModelPicker picker;
        picker.setModels(cards);
        picker.setRecent({*EndpointId::parse(u"me/own"_s), cards[2].endpoint});
        picker.show();
        QVERIFY(QTest::qWaitForWindowExposed(&picker));
        picker.openPopup();
        const auto titles = [&picker] {
            QStringList list;
            const QAbstractItemModel *model = picker.popup()->list().model();
            for (int row = 0; row < model->rowCount(); ++row)
                list.append(model->index(row, 0).data().toString());
            return list.join(u", "_s);
        };
        QCOMPARE(titles(), u"me/own, Fill, Veo, FLUX.1 [dev]"_s);
        picker.setRecent({cards[0].endpoint});
        QCOMPARE(titles(), u"FLUX.1 [dev], Veo, Fill, me/own"_s);
        // What is typed counts for more.
        QTest::keyClicks(&picker.popup()->searchField(), u"fi"_s);
        QCOMPARE(titles(), u"Fill"_s);
    }

    void openedLatelyIsACategory()
    {
        ModelBrowser browser;
        QList<ModelCard> cards = someModels();
        cards.append(ModelCard::unlisted(*EndpointId::parse(u"me/own"_s)));
        browser.setModels(cards);
        QCOMPARE(browser.list().model()->rowCount(), 3);
        auto *categories = browser.findChild<QListWidget *>(u"modelCategories"_s);
        categories->setCurrentRow(2);
        QCOMPARE(browser.list().model()->rowCount(), 0);
        browser.setRecent({*EndpointId::parse(u"me/own"_s), cards[1].endpoint});
        QCOMPARE(browser.list().model()->rowCount(), 2);
        QCOMPARE(browser.list().model()->index(0, 0).data().toString(), u"me/own"_s);
    }

    void familyAndTrainersAreLinked()
    {
        QList<ModelCard> cards = someModels();
        cards[0].familyKey = u"flux"_s;
        cards[2].familyKey = u"flux"_s;
        cards[2].familyLabel = u"Fill in"_s;
        cards[0].trainers = {*EndpointId::parse(u"fal-ai/veo"_s)};
        cards[0].description =
            u"**Bold** ![spy](http://192.0.2.1/p.png) <img src=\"x\"> [site](https://example.org) [bad](file:///etc/passwd)"_s;
        ModelBrowser browser;
        browser.resize(1200, 700);
        browser.setModels(cards);
        browser.show();
        QVERIFY(QTest::qWaitForWindowExposed(&browser));
        browser.searchField().setText(u"flux"_s);
        browser.list().setCurrentIndex(browser.list().model()->index(0, 0));
        auto *details = browser.findChild<ModelDetails *>();
        const auto labelWith = [details](const QString &text) {
            const QList<QLabel *> labels = details->findChildren<QLabel *>();
            const auto label = std::find_if(labels.cbegin(), labels.cend(), [&](QLabel *one) {
                return one->text().contains(text);
            });
            return label == labels.cend() ? nullptr : *label;
        };
        QLabel *description = labelWith(u"**Bold**"_s);
        QVERIFY(description);
        QVERIFY2(!description->text().contains(u"![") && !description->text().contains(u'<'),
                 qPrintable(description->text()));
        const QSignalSpy pages(&browser, &ModelBrowser::pageRequested);
        Q_EMIT description->linkActivated(u"file:///etc/passwd"_s);
        QCOMPARE(pages.size(), 0);
        Q_EMIT description->linkActivated(u"https://example.org"_s);
        QCOMPARE(pages.size(), 1);
        QLabel *family = labelWith(u"Fill in"_s);
        QVERIFY(family);
        Q_EMIT family->linkActivated(u"model:fal-ai/flux/fill"_s);
        QTRY_COMPARE(details->model().endpoint, cards[2].endpoint);
        // One that the words hide is shown all the same.
        browser.list().setCurrentIndex(browser.list().model()->index(0, 0));
        QLabel *trainer = labelWith(u"model:fal-ai/veo"_s);
        QVERIFY(trainer);
        Q_EMIT trainer->linkActivated(u"model:fal-ai/veo"_s);
        QTRY_COMPARE(details->model().endpoint, cards[1].endpoint);
        QCOMPARE(browser.searchField().text(), QString());
    }

    void errorsCanBeRetried()
    {
        ModelBrowser browser;
        browser.show();
        auto *message = browser.findChild<MessagePage *>();
        QSignalSpy refresh(&browser, &ModelBrowser::refreshRequested);
        browser.setLoading(true);
        QVERIFY(message->title().contains(u"Asking"));
        browser.setError(offline());
        QCOMPARE(message->text(), u"No connection."_s);
        browser.findChild<QPushButton *>(u"modelMessageAction"_s)->click();
        QCOMPARE(refresh.size(), 1);
        browser.setModels(someModels());
        QVERIFY(!message->isVisible());
        browser.setError(offline());
        QVERIFY(!message->isVisible());
        const auto *notice = browser.findChild<QLabel *>(u"modelNotice"_s);
        QVERIFY(notice->isVisible() && notice->text().contains(u"No connection."));
    }

    void pickerByKeyboard()
    {
        ModelPicker picker;
        picker.setModels(someModels());
        picker.setCurrent(*EndpointId::parse(u"fal-ai/veo"_s));
        QVERIFY(picker.accessibleName().contains(u"Veo"));
        picker.show();
        QVERIFY(QTest::qWaitForWindowExposed(&picker));
        QSignalSpy chosen(&picker, &ModelPicker::modelChosen);
        QTest::keyClick(&picker, Qt::Key_Down);
        QVERIFY(picker.popup() && picker.popup()->isVisible());
        QLineEdit &search = picker.popup()->searchField();
        QTest::keyClicks(&search, u"flux"_s);
        QTest::keyClick(&search, Qt::Key_Down);
        QTest::keyClick(&search, Qt::Key_Return);
        QCOMPARE(chosen.takeFirst().at(0).value<EndpointId>().toString(), u"fal-ai/flux/fill"_s);
        QVERIFY(!picker.popup()->isVisible());
        picker.openPopup();
        QTest::keyClicks(&search, u"somebody/else"_s);
        QTest::keyClick(&search, Qt::Key_Return);
        QCOMPARE(picker.current().toString(), u"somebody/else"_s);
        picker.openPopup();
        QTest::keyClicks(&search, u"nonsense?"_s);
        QTest::keyClick(&search, Qt::Key_Return);
        QVERIFY(picker.popup()->isVisible());
        QTest::keyClick(&search, Qt::Key_Escape);
        QVERIFY(!picker.popup()->isVisible());
    }

    void ageOfTheListStandsBesideTheCount()
    {
        ModelBrowser browser;
        browser.setModels(someModels());
        browser.resize(1200, 500);
        browser.show();
        const auto *count = browser.findChild<QLabel *>(u"modelCount"_s);
        QVERIFY(count);
        QVERIFY(!count->text().contains(u"listed"));
        browser.setListedAt(QDateTime::currentDateTimeUtc().addSecs(-3 * 3600 - 60));
        QVERIFY2(count->text().contains(u"listed 3 hour"), qPrintable(count->text()));
        browser.setListedAt(QDateTime::currentDateTimeUtc());
        QVERIFY2(count->text().contains(u"just now"), qPrintable(count->text()));
        // Nothing is cut off where there is no room for the age.
        browser.resize(browser.minimumSizeHint().width(), 500);
        QCOMPARE(count->text(), u"3 model(s)"_s);
        QVERIFY(count->toolTip().contains(u"just now"));
        browser.setModels({});
        QVERIFY(count->text().isEmpty());
    }
};

QTEST_MAIN(TestModelBrowser)
#include "tst_modelbrowser.moc"
