#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagepage.h"
#include "ui/widgets/tonelabel.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QVBoxLayout>
#include <QtTest>

using namespace peregrine;
using namespace peregrine::theme;
using namespace Qt::StringLiterals;

class TestTheme : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

    static QColor inkOf(const QWidget &widget)
    {
        return widget.palette().color(QPalette::WindowText);
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void cleanupTestCase() { m_theme.reset(); }
    void init() { m_theme->setAppearance(Appearance::Light); }

    void appearanceSwitchesAtRunTime()
    {
        QSignalSpy changed(m_theme.get(), &Theme::changed);
        m_theme->setAppearance(Appearance::Dark);
        QCOMPARE(changed.size(), 1);
        QVERIFY(m_theme->dark());
        QCOMPARE(m_theme->appearance(), Appearance::Dark);
        QVERIFY(isDark(QApplication::palette()));
        QCOMPARE(QApplication::palette().color(QPalette::Window),
                 makePalette(true).color(QPalette::Window));

        m_theme->setAppearance(Appearance::Dark);
        QCOMPARE(changed.size(), 1);
        m_theme->setAppearance(Appearance::Light);
        QCOMPARE(changed.size(), 2);
        QVERIFY(!isDark(QApplication::palette()));
    }

    void systemIsWhatItWasAtTheStart()
    {
        m_theme->setAppearance(Appearance::System);
        const bool dark = m_theme->dark();
        m_theme->setAppearance(dark ? Appearance::Light : Appearance::Dark);
        QCOMPARE(m_theme->dark(), !dark);
        m_theme->setAppearance(Appearance::System);
        QCOMPARE(m_theme->dark(), dark);
    }

    void popupListsAreLiftedFromThePage()
    {
        QComboBox combo;
        combo.setEditable(true);
        combo.addItems({u"one"_s, u"once"_s, u"two"_s});
        combo.setCurrentIndex(-1);
        combo.show();
        QVERIFY(QTest::qWaitForWindowExposed(&combo));
        const auto ground = [](QAbstractItemView *list) {
            // At its right end there is no text.
            const QImage drawn = list->viewport()->grab().toImage();
            return drawn.pixelColor(drawn.width() - 2, drawn.height() / 2);
        };
        for (const auto appearance : {Appearance::Light, Appearance::Dark}) {
            m_theme->setAppearance(appearance);
            const QColor raised = color(Tone::SurfaceRaised, QApplication::palette());
            combo.showPopup();
            QTRY_VERIFY(combo.view()->isVisible());
            QTRY_COMPARE(ground(combo.view()), raised);
            combo.hidePopup();
            combo.completer()->setCompletionMode(QCompleter::PopupCompletion);
            combo.completer()->setCompletionPrefix(u"on"_s);
            combo.completer()->complete();
            QTRY_VERIFY(combo.completer()->popup()->isVisible());
            QTRY_COMPARE(ground(combo.completer()->popup()), raised);
            combo.completer()->popup()->hide();
        }
    }

    void widgetsFollow()
    {
        QWidget window;
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(window.grab().toImage().pixelColor(5, 5),
                 makePalette(false).color(QPalette::Window));
        m_theme->setAppearance(Appearance::Dark);
        QTRY_COMPARE(window.grab().toImage().pixelColor(5, 5),
                     makePalette(true).color(QPalette::Window));
    }

    void toneLabelFollows()
    {
        QWidget window;
        ToneLabel label(Tone::Danger, &window);
        label.setText(u"Text"_s);
        ToneLabel free(Tone::TextMuted);
        window.show();
        QCOMPARE(inkOf(label), color(Tone::Danger, makePalette(false)));
        m_theme->setAppearance(Appearance::Dark);
        QTRY_COMPARE(inkOf(label), color(Tone::Danger, makePalette(true)));
        QTRY_COMPARE(inkOf(free), color(Tone::TextMuted, makePalette(true)));
        // Everything else of its palette is the application's.
        QCOMPARE(label.palette().color(QPalette::Window),
                 makePalette(true).color(QPalette::Window));
        label.setTone(Tone::Success);
        QCOMPARE(inkOf(label), color(Tone::Success, makePalette(true)));
        m_theme->setAppearance(Appearance::Light);
        QTRY_COMPARE(inkOf(label), color(Tone::Success, makePalette(false)));
    }

    void iconOfAMessageFollows()
    {
        MessagePage page;
        page.setContent(u"queue"_s, u"Title"_s, u"Text"_s);
        page.resize(300, 300);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        // Nothing in the colours of the other appearance is left.
        const auto shows = [&page](bool dark) {
            const QColor ink = color(Tone::TextMuted, makePalette(dark));
            const QImage image = page.grab().toImage();
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y) == ink)
                        return true;
                }
            }
            return false;
        };
        QVERIFY(shows(false));
        m_theme->setAppearance(Appearance::Dark);
        QTRY_VERIFY(shows(true));
        QVERIFY(!shows(false));
        page.setContent({}, u"Title"_s, {});
        QVERIFY(!shows(true));
    }

    void fonts()
    {
        const QFont base = QApplication::font();
        QVERIFY(base.pointSizeF() >= 10);
        QVERIFY(headingFont().pointSizeF() > base.pointSizeF());
        QVERIFY(captionFont().pointSizeF() < base.pointSizeF());
        // Measured: Noto Sans Mono does not carry the mark that QFontInfo::fixedPitch() reads.
        const QFontMetricsF metrics(monospaceFont());
        QCOMPARE(metrics.horizontalAdvance(u"iiii"_s), metrics.horizontalAdvance(u"WWWW"_s));
        QCOMPARE(metrics.horizontalAdvance(u"0000"_s), metrics.horizontalAdvance(u"WWWW"_s));
    }

    void everyWidgetOfTheStyleDraws()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *primary = new QPushButton(icon(u"play"_s), u"Primary"_s);
        primary->setProperty("primary", true);
        auto *danger = new QPushButton(icon(u"trash"_s), u"Danger"_s);
        danger->setProperty("danger", true);
        auto *check = new QCheckBox(u"Check"_s);
        check->setTristate(true);
        check->setCheckState(Qt::PartiallyChecked);
        auto *radio = new QRadioButton(u"Radio"_s);
        radio->setChecked(true);
        auto *combo = new QComboBox;
        combo->addItem(u"One"_s);
        auto *progress = new QProgressBar;
        progress->setValue(40);
        auto *endless = new QProgressBar;
        endless->setRange(0, 0);
        auto *tabs = new QTabBar;
        tabs->addTab(u"Tab"_s);
        for (QWidget *widget : std::initializer_list<QWidget *>{
                 primary, danger, check, radio, combo, progress, endless, tabs, new QSpinBox,
                 new QSlider(Qt::Horizontal), new QLineEdit,
                 new QPlainTextEdit(u"many\nlines\nof\ntext\n"_s)})
            layout->addWidget(widget);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
            m_theme->setAppearance(appearance);
            for (const bool enabled : {true, false}) {
                window.setEnabled(enabled);
                QVERIFY(!window.grab().isNull());
            }
        }
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
