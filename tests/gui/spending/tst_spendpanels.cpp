#include "resources/resources.h"
#include "ui/spending/accountbanner.h"
#include "ui/spending/limitsdialog.h"
#include "ui/spending/sendquestion.h"
#include "ui/spending/spendchip.h"
#include "ui/spending/spendpopup.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace peregrine;

namespace {

SpendTotals someTotals()
{
    SpendTotals totals;
    totals.session = {0, 0.5, 0};
    totals.day = {0.74, 0.5, 0};
    totals.month = {3, 0.5, 2};
    totals.reserved = {0, 0.3, 0};
    return totals;
}

SpendDecision decision(SpendDecision::Verdict verdict)
{
    return {verdict,
            4.8,
            60,
            0,
            {QStringLiteral("This batch costs about $4.80; $0.90 are left of today's $5.00.")}};
}

QAbstractButton *button(const QWidget &in, const char *name)
{
    return in.findChild<QAbstractButton *>(QLatin1String(name));
}

QStringList texts(const QWidget &in)
{
    QStringList texts;
    const QList<QLabel *> labels = in.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible())
            texts.append(label->text());
    }
    return texts;
}

} // namespace

/// What the user sees of money.
class TestSpendPanels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        initResources();
        m_theme = std::make_unique<theme::Theme>(*qApp);
    }

    void chip()
    {
        SpendChip chip;
        QCOMPARE(chip.text(), QStringLiteral("$0.00 today"));
        SpendTotals exact;
        exact.day = {1.24, 0, 0};
        chip.setTotals(exact, {});
        QCOMPARE(chip.text(), QStringLiteral("$1.24 today"));
        chip.setTotals(someTotals(), {});
        QCOMPARE(chip.text(), QStringLiteral("≈ $1.24 today"));
        QVERIFY(chip.icon().isNull());
        SpendLimits limits;
        limits.perDay = 1.5;
        chip.setTotals(someTotals(), limits);
        // What is reserved counts.
        QVERIFY(!chip.icon().isNull());
        QVERIFY(chip.accessibleName().contains(QStringLiteral("used up")));
    }

    void popup()
    {
        SpendChip chip;
        chip.show();
        SpendPopup popup(&chip);
        SpendLimits limits;
        limits.perDay = 5;
        popup.setTotals(QStringLiteral("work & play"), someTotals(), limits);
        popup.setHasBilling(true);
        popup.openBeneath(chip);
        const QStringList shown = texts(popup);
        QVERIFY(shown.contains(QStringLiteral("Profile: work & play")));
        QVERIFY(shown.contains(QStringLiteral("≈ $1.24 of $5.00")));
        QVERIFY(shown.contains(QStringLiteral("≈ $3.50, no limit")));
        QVERIFY(shown.join(u'\n').contains(QStringLiteral("≈ $0.30 more are reserved")));
        QVERIFY(screenOf(popup).contains(popup.geometry()));
        QSignalSpy limitsWanted(&popup, &SpendPopup::limitsRequested);
        QSignalSpy billing(&popup, &SpendPopup::billingRequested);
        QTest::mouseClick(button(popup, "openLimits"), Qt::LeftButton);
        QCOMPARE(limitsWanted.size(), 1);
        QVERIFY(!popup.isVisible());
        popup.openBeneath(chip);
        QTest::mouseClick(button(popup, "openBills"), Qt::LeftButton);
        QCOMPARE(billing.size(), 1);
        popup.setHasBilling(false);
        popup.openBeneath(chip);
        QVERIFY(!button(popup, "openBills")->isVisible());
        QTest::keyClick(&popup, Qt::Key_Escape);
        QVERIFY(!popup.isVisible());
    }

    void limitsGoInAndOut()
    {
        SpendLimits limits;
        limits.perJob = 0.5;
        limits.perMonth = 50;
        limits.stops = SpendLimit::Month;
        limits.asksForUnknownPrices = true;
        auto *dialog = new LimitsDialog(QStringLiteral("default"), limits);
        dialog->show();
        QCOMPARE(dialog->limits(), limits);
        QVERIFY(!dialog->findChild<QWidget *>(QStringLiteral("limit.day.amount"))->isEnabled());

        // By keyboard alone.
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        auto *day = dialog->findChild<QCheckBox *>(QStringLiteral("limit.day.on"));
        day->setFocus();
        QTest::keyClick(day, Qt::Key_Space);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        auto *amount = dialog->findChild<QDoubleSpinBox *>(QStringLiteral("limit.day.amount"));
        QVERIFY(amount->hasFocus());
        amount->selectAll();
        QTest::keyClicks(amount, QStringLiteral("7.25"));
        QTest::keyClick(amount, Qt::Key_Tab);
        auto *action = dialog->findChild<QComboBox *>(QStringLiteral("limit.day.action"));
        QVERIFY(action->hasFocus());
        QTest::keyClick(action, Qt::Key_Down);
        QSignalSpy chosen(dialog, &LimitsDialog::limitsChosen);
        QTest::keyClick(action, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        SpendLimits expected = limits;
        expected.perDay = 7.25;
        expected.stops |= SpendLimit::Day;
        QCOMPARE(chosen.first().first().value<SpendLimits>(), expected);
        QVERIFY(dialog->isVisible());
        dialog->showProblem(QStringLiteral("The disk is full."));
        QVERIFY(texts(*dialog).contains(QStringLiteral("The disk is full.")));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
    }

    void aQuestion_data()
    {
        QTest::addColumn<QByteArray>("pressed");
        QTest::addColumn<bool>("sends");
        QTest::addColumn<bool>("always");
        QTest::addColumn<bool>("limits");
        QTest::newRow("send") << QByteArray("sendOnce") << true << false << false;
        QTest::newRow("always") << QByteArray("sendAlways") << true << true << false;
        QTest::newRow("cancel") << QByteArray("cancelSend") << false << false << false;
        QTest::newRow("limits") << QByteArray("changeLimits") << false << false << true;
        QTest::newRow("Enter") << QByteArray("\r") << false << false << false;
        QTest::newRow("Escape") << QByteArray("\x1b") << false << false << false;
    }

    void aQuestion()
    {
        QFETCH(QByteArray, pressed);
        QFETCH(bool, sends);
        QFETCH(bool, always);
        QFETCH(bool, limits);
        auto *question = new SendQuestion(decision(SpendDecision::Verdict::Asks), {}, someTotals());
        question->open();
        QVERIFY(QTest::qWaitForWindowActive(question));
        QVERIFY(texts(*question).contains(
            QStringLiteral("This batch costs about $4.80; $0.90 are left of today's $5.00.")));
        QVERIFY(texts(*question).contains(QStringLiteral("60 job(s), about $4.80 in all")));
        QSignalSpy confirmed(question, &SendQuestion::confirmed);
        QSignalSpy rejected(question, &QDialog::rejected);
        QSignalSpy limitsWanted(question, &SendQuestion::limitsRequested);
        if (pressed == "\r")
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        else if (pressed == "\x1b")
            QTest::keyClick(question, Qt::Key_Escape);
        else
            QTest::mouseClick(button(*question, pressed.constData()), Qt::LeftButton);
        QCOMPARE(confirmed.size(), sends ? 1 : 0);
        if (sends)
            QCOMPARE(confirmed.first().first().toBool(), always);
        QCOMPARE(rejected.size(), sends ? 0 : 1);
        QCOMPARE(limitsWanted.size(), limits ? 1 : 0);
        QVERIFY(!question->isVisible());
    }

    void aRefusalCannotBeSent()
    {
        auto *refusal =
            new SendQuestion(decision(SpendDecision::Verdict::Refused), {}, someTotals());
        refusal->open();
        QVERIFY(!button(*refusal, "sendOnce"));
        QVERIFY(!button(*refusal, "sendAlways"));
        QVERIFY(button(*refusal, "changeLimits"));
        QTest::mouseClick(button(*refusal, "cancelSend"), Qt::LeftButton);
        QVERIFY(!refusal->isVisible());
    }

    void aLockedAccount()
    {
        AccountBanner banner;
        QVERIFY(!banner.isVisible());
        banner.showBlocked(QStringLiteral("The account is locked."), true);
        QVERIFY(banner.isVisible());
        QSignalSpy resume(&banner, &AccountBanner::resumeRequested);
        QSignalSpy billing(&banner, &AccountBanner::billingRequested);
        QTest::mouseClick(button(banner, "accountResume"), Qt::LeftButton);
        QTest::mouseClick(button(banner, "accountBilling"), Qt::LeftButton);
        QCOMPARE(resume.size(), 1);
        QCOMPARE(billing.size(), 1);
        // It stays until whoever knows takes it away.
        QVERIFY(banner.isVisible());
        banner.showBlocked(QStringLiteral("The key is wrong."), false);
        QVERIFY(!button(banner, "accountBilling")->isVisible());
    }

    void everyControlHasAName()
    {
        SpendPopup popup(nullptr);
        LimitsDialog limits(QStringLiteral("default"), {});
        limits.setAttribute(Qt::WA_DeleteOnClose, false);
        SendQuestion question(decision(SpendDecision::Verdict::Asks), {}, someTotals());
        question.setAttribute(Qt::WA_DeleteOnClose, false);
        AccountBanner banner;
        const QList<QWidget *> panels{&popup, &limits, &question, &banner};
        for (const QWidget *panel : panels) {
            const QList<QWidget *> widgets = panel->findChildren<QWidget *>();
            for (QWidget *widget : widgets) {
                if (widget->focusPolicy() == Qt::NoFocus || widget->focusProxy())
                    continue;
                QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
                QVERIFY2(accessible && !accessible->text(QAccessible::Name).isEmpty(),
                         qPrintable(widget->objectName()));
            }
        }
    }

private:
    static QRect screenOf(const QWidget &widget) { return widget.screen()->availableGeometry(); }

    std::unique_ptr<theme::Theme> m_theme;
};

QTEST_MAIN(TestSpendPanels)
#include "tst_spendpanels.moc"
