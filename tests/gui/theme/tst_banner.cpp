#include "ui/widgets/banner.h"

#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtTest>

#include <algorithm>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

/// What a screen reader would have been told; QAccessible has one plain function for it.
QStringList &announced()
{
    static QStringList names;
    return names;
}

void listen(QAccessibleEvent *event)
{
    if (event->type() != QAccessible::Alert)
        return;
    if (const QAccessibleInterface *interface = event->accessibleInterface())
        announced().append(interface->text(QAccessible::Name));
}

} // namespace

class TestBanner : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QWidget> m_window;
    Banner *m_banner = nullptr;
    QLineEdit *m_edit = nullptr;

    [[nodiscard]] bool says(const QString &text) const
    {
        const auto labels = m_banner->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [&text](const QLabel *label) {
            return label->text() == text && label->textFormat() == Qt::PlainText;
        });
    }

private Q_SLOTS:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        auto *layout = new QVBoxLayout(m_window.get());
        m_banner = new Banner;
        m_edit = new QLineEdit;
        m_banner->hide();
        layout->addWidget(m_banner);
        layout->addWidget(m_edit);
        layout->addStretch();
        m_window->resize(400, 300);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_edit->setFocus();
        announced().clear();
        QAccessible::installUpdateHandler(listen);
    }

    void cleanup()
    {
        QAccessible::installUpdateHandler(nullptr);
        m_window.reset();
    }

    void showsAndAnnounces()
    {
        m_banner->showMessage(u"The key was stored."_s);
        QVERIFY(m_banner->isVisible());
        QVERIFY(says(u"The key was stored."_s));
        const auto name = [this] {
            return QAccessible::queryAccessibleInterface(m_banner)->text(QAccessible::Name);
        };
        QCOMPARE(name(), u"The key was stored."_s);
        QVERIFY(m_edit->hasFocus());
        m_banner->showMessage(u"Another."_s);
        QVERIFY(says(u"Another."_s));
        QCOMPARE(name(), u"Another."_s);
        // Events only leave on platforms that are connected to a screen reader: not offscreen.
        if (QAccessible::isActive())
            QCOMPARE(announced(), (QStringList{u"The key was stored."_s, u"Another."_s}));
    }

    void closesByButton()
    {
        m_banner->showMessage(u"News"_s);
        auto *close = m_banner->findChild<QToolButton *>(u"bannerClose"_s);
        QVERIFY(!close->accessibleName().isEmpty());
        QTest::mouseClick(close, Qt::LeftButton);
        QVERIFY(!m_banner->isVisible());

        m_banner->showMessage(u"More news"_s);
        close->setFocus();
        QTest::keyClick(close, Qt::Key_Space);
        QVERIFY(!m_banner->isVisible());
    }

    void goesByItself()
    {
        m_banner->showMessage(u"News"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!m_banner->isVisible(), 8000);
    }

    void quotedServersStayTextAndShort()
    {
        const QString html = u"<h1>502</h1> <img src='file:///etc/passwd'>"_s;
        m_banner->showMessage(html);
        QVERIFY(says(html));
        m_banner->showMessage(QString(1'000'000, u'x'));
        QVERIFY(m_banner->accessibleName().size() < 1000);
        QVERIFY(m_banner->sizeHint().height() < 300);
    }
};

QTEST_MAIN(TestBanner)
#include "tst_banner.moc"
