#include "core/catalog/modelshelf.h"
#include "core/fal/falservers.h"
#include "core/settings/settingkeys.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

EndpointId id(const QString &text)
{
    return *EndpointId::parse(text);
}

ModelCard card(const QString &endpoint, bool favorite = false)
{
    ModelCard card = ModelCard::unlisted(id(endpoint));
    card.isListed = true;
    card.favorite = favorite;
    return card;
}

} // namespace

class TestModelShelf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrderOfUse()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"settings.ini"_s);
        {
            Settings settings(file);
            ModelShelf shelf(settings);
            const QSignalSpy changed(&shelf, &ModelShelf::changed);
            for (int i = 0; i < 20; ++i)
                shelf.noteOpened(id(u"a/m%1"_s.arg(i)));
            QCOMPARE(changed.size(), 20);
            shelf.noteOpened(id(u"a/m15"_s));
            shelf.noteOpened(id(u"a/m15"_s));
            QCOMPARE(changed.size(), 21);
            shelf.noteOpened({});
        }
        Settings settings(file);
        const ModelShelf shelf(settings);
        QCOMPARE(shelf.recent().size(), ModelShelf::maxRecent);
        QCOMPARE(shelf.recent().at(0), id(u"a/m15"_s));
        QCOMPARE(shelf.recent().at(1), id(u"a/m19"_s));
        QCOMPARE(shelf.recent().count(id(u"a/m15"_s)), 1);
    }

    void favouritesOfTheAccountCanBeTakenOff()
    {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(u"settings.ini"_s));
        ModelShelf shelf(settings);
        const QList<ModelCard> models{card(u"a/one"_s, true), card(u"a/two"_s)};
        const auto favorites = [&] {
            QList<bool> flags;
            for (const ModelCard &model : shelf.arrange(models, FalServers::fal))
                flags.append(model.favorite);
            return flags;
        };
        QCOMPARE(favorites(), (QList<bool>{true, false}));
        shelf.setFavorite(id(u"a/two"_s), true);
        shelf.setFavorite(id(u"a/one"_s), false);
        QCOMPARE(favorites(), (QList<bool>{false, true}));
        shelf.setFavorite(id(u"a/one"_s), true);
        QCOMPARE(favorites(), (QList<bool>{true, true}));
        QCOMPARE(shelf.favorites(), (QList<EndpointId>{id(u"a/two"_s), id(u"a/one"_s)}));
    }

    void unlistedOnesStandAtTheEnd()
    {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(u"settings.ini"_s));
        settings.set(settings::recentModels, {u"me/own"_s, u"no id"_s, u"local/paint"_s});
        settings.set(settings::favourites, {u"me/own"_s, u"a/listed"_s, u"me/other"_s});
        const ModelShelf shelf(settings);
        const QList<ModelCard> arranged = shelf.arrange({card(u"a/listed"_s)}, FalServers::fal);
        QCOMPARE(arranged.size(), 3);
        QVERIFY(arranged.at(0).isListed && arranged.at(0).favorite);
        QCOMPARE(arranged.at(1).endpoint, id(u"me/own"_s));
        QVERIFY(!arranged.at(1).isListed && arranged.at(1).favorite);
        QCOMPARE(arranged.at(1).title, u"me/own"_s);
        QCOMPARE(arranged.at(2).endpoint, id(u"me/other"_s));
        // The embedded server's models are there only, and the others not there.
        const QList<ModelCard> local = shelf.arrange({}, FalServers::local);
        QCOMPARE(local.size(), 1);
        QCOMPARE(local.at(0).endpoint, id(u"local/paint"_s));
    }
};

QTEST_GUILESS_MAIN(TestModelShelf)
#include "tst_modelshelf.moc"
