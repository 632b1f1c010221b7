#include "ui/theme/theme.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace peregrine::theme;
using namespace Qt::StringLiterals;

/// Contrasts by WCAG 2: 4.5:1 for texts, 3:1 for outlines and signs.
class TestTones : public QObject
{
    Q_OBJECT

private:
    static constexpr double forText = 4.5;
    static constexpr double forSigns = 3;

    static double luminance(const QColor &color)
    {
        const auto linear = [](double part) {
            return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
            + 0.0722 * linear(color.blueF());
    }

    static double contrast(const QColor &a, const QColor &b)
    {
        const auto [low, high] = std::minmax({luminance(a), luminance(b)});
        return (high + 0.05) / (low + 0.05);
    }

    static void rows(void (*add)(const QByteArray &name, const QPalette &palette))
    {
        add("light", makePalette(false));
        add("dark", makePalette(true));
    }

    static void addPair(const QByteArray &name, const QColor &ink, const QColor &ground,
                        double least)
    {
        QTest::newRow(name.constData()) << ink << ground << least;
    }

    static QList<std::pair<QByteArray, QColor>> surfaces(const QPalette &palette)
    {
        return {{"Window", palette.color(QPalette::Window)},
                {"Base", palette.color(QPalette::Base)},
                {"Button", palette.color(QPalette::Button)},
                {"Surface", color(Tone::Surface, palette)},
                {"SurfaceRaised", color(Tone::SurfaceRaised, palette)}};
    }

private Q_SLOTS:
    void knowsTheContrastOfBlackOnWhite()
    {
        QVERIFY(std::abs(contrast(Qt::black, Qt::white) - 21) < 0.01);
        QVERIFY(std::abs(contrast(QColor(119, 119, 119), Qt::white) - 4.48) < 0.01);
    }

    void contrasts_data()
    {
        QTest::addColumn<QColor>("ink");
        QTest::addColumn<QColor>("ground");
        QTest::addColumn<double>("least");
        rows([](const QByteArray &name, const QPalette &palette) {
            const auto tone = [&palette](Tone wanted) { return color(wanted, palette); };
            const QList<std::pair<QByteArray, QColor>> inks{
                {"WindowText", palette.color(QPalette::WindowText)},
                {"PlaceholderText", palette.color(QPalette::PlaceholderText)},
                {"Link", palette.color(QPalette::Link)},
                {"Text", tone(Tone::Text)},
                {"TextMuted", tone(Tone::TextMuted)},
                {"Accent", tone(Tone::Accent)},
                {"Success", tone(Tone::Success)},
                {"Warning", tone(Tone::Warning)},
                {"Danger", tone(Tone::Danger)},
                {"Info", tone(Tone::Info)}};
            for (const auto &[ground, colour] : surfaces(palette)) {
                for (const auto &[ink, inkColour] : inks)
                    addPair(name + ": " + ink + " on " + ground, inkColour, colour, forText);
                addPair(name + ": BorderStrong on " + ground, tone(Tone::BorderStrong), colour,
                        forSigns);
            }
            const QColor accent = tone(Tone::Accent);
            const QColor onAccent = tone(Tone::OnAccent);
            addPair(name + ": OnAccent on Accent", onAccent, accent, forText);
            // Hovered and pressed, as the style draws the primary button.
            const QColor away = isDark(palette) ? Qt::white : Qt::black;
            for (const double amount : {0.07, 0.14}) {
                addPair(name + ": OnAccent on Accent, " + QByteArray::number(amount), onAccent,
                        mixed(accent, away, amount), forText);
            }
            // As thin as it is drawn anywhere, over the lightest picture.
            addPair(name + ": OnScrim on Scrim", tone(Tone::OnScrim),
                    mixed(Qt::white, tone(Tone::Scrim), 180.0 / 255), forText);
            const QColor selection = palette.color(QPalette::Highlight);
            addPair(name + ": selected", palette.color(QPalette::HighlightedText), selection,
                    forText);
            for (const Tone sign :
                 {Tone::Accent, Tone::Success, Tone::Warning, Tone::Danger, Tone::TextMuted})
                addPair(name + ": sign " + QByteArray::number(int(sign)) + " on selected",
                        tone(sign), selection, forSigns);
            addPair(name + ": tool tip", palette.color(QPalette::ToolTipText),
                    palette.color(QPalette::ToolTipBase), forText);
            for (const Tone kind : {Tone::Accent, Tone::Danger, Tone::Warning, Tone::Success}) {
                addPair(name + ": text on a tint " + QByteArray::number(int(kind)),
                        tone(Tone::Text), tinted(palette.color(QPalette::Window), kind, palette),
                        forText);
            }
            addPair(name + ": TextMuted on Stage", tone(Tone::TextMuted), tone(Tone::Stage),
                    forText);
        });
    }

    void contrasts()
    {
        QFETCH(QColor, ink);
        QFETCH(QColor, ground);
        QFETCH(double, least);
        const double ratio = contrast(ink, ground);
        QVERIFY2(
            ratio >= least,
            qPrintable(
                u"%1 on %2 is only %3:1"_s.arg(ink.name(), ground.name()).arg(ratio, 0, 'f', 2)));
    }

    void everyToneIsOpaque()
    {
        for (const bool dark : {false, true}) {
            const QPalette palette = makePalette(dark);
            QCOMPARE(isDark(palette), dark);
            for (int tone = int(Tone::Surface); tone <= int(Tone::Info); ++tone) {
                const QColor shade = color(Tone(tone), palette);
                QVERIFY(shade.isValid());
                QCOMPARE(shade.alpha(), 255);
            }
        }
    }

    void mixing()
    {
        QCOMPARE(mixed(Qt::black, Qt::white, 0), QColor(Qt::black));
        QCOMPARE(mixed(Qt::black, Qt::white, 1), QColor(Qt::white));
        QCOMPARE(mixed(Qt::black, Qt::white, 0.5), QColor(128, 128, 128));
    }
};

QTEST_GUILESS_MAIN(TestTones)
#include "tst_tones.moc"
