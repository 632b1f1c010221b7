#include "ui/gallery/searchfield.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace Qt::StringLiterals;

class TestSearchField : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SearchField> m_field;

    [[nodiscard]] QAbstractItemView *offers() const
    {
        return m_field->findChild<QCompleter *>()->popup();
    }
    [[nodiscard]] QStringList offered() const
    {
        QStringList texts;
        const QAbstractItemModel *model = m_field->findChild<QCompleter *>()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            texts.append(model->index(row, 0).data().toString().section(u' ', 0, 0));
        return texts;
    }

private Q_SLOTS:
    void init()
    {
        m_field = std::make_unique<SearchField>();
        LibraryFacts facts;
        facts.models = {{u"local/paint"_s, u"Local Paint"_s, 12}};
        facts.tags = {{u"holiday"_s, 3}, {u"house"_s, 2}};
        m_field->setFacts(facts);
        m_field->show();
        m_field->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_field.get()));
        m_field->setFocus();
    }

    void filtersThenTheirValues()
    {
        QTest::keyClicks(m_field.get(), u"fox ta"_s);
        QVERIFY(offers()->isVisible());
        QVERIFY(offered().contains(u"tag:"_s));
        QTest::keyClick(offers(), Qt::Key_Down);
        QTest::keyClick(offers(), Qt::Key_Return);
        QCOMPARE(m_field->text(), u"fox tag:"_s);
        QVERIFY(offered().contains(u"tag:holiday"_s) || offered().contains(u"holiday"_s));
        QTest::keyClicks(m_field.get(), u"hou"_s);
        QTest::keyClick(offers(), Qt::Key_Down);
        QTest::keyClick(offers(), Qt::Key_Return);
        QCOMPARE(m_field->text().trimmed(), u"fox tag:house"_s);
    }

    void whatIsNotUnderstoodIsSaid()
    {
        m_field->setText(u"rating:many fox"_s);
        QVERIFY(!m_field->problem().isEmpty());
        QCOMPARE(m_field->accessibleDescription(), m_field->problem());
        m_field->setText(u"rating:>=3 fox"_s);
        QVERIFY(m_field->problem().isEmpty());
    }

    void escapeClears()
    {
        m_field->setText(u"fox"_s);
        QTest::keyClick(m_field.get(), Qt::Key_Escape);
        QVERIFY(m_field->text().isEmpty());
    }

    void asksWhatThereIs()
    {
        m_field->clearFocus();
        QSignalSpy wanted(m_field.get(), &SearchField::factsWanted);
        m_field->setFocus(Qt::ShortcutFocusReason);
        QCOMPARE(wanted.size(), 1);
    }
};

QTEST_MAIN(TestSearchField)
#include "tst_searchfield.moc"
