#include "resources/resources.h"
#include "ui/theme/theme.h"
#include "ui/widgets/iconlabel.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QtTest>

using namespace peregrine;
using namespace peregrine::theme;
using namespace Qt::StringLiterals;

class TestIcons : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

    static QStringList names()
    {
        QStringList names;
        QDirIterator files(u":/icons"_s, {u"*.svg"_s}, QDir::Files);
        while (files.hasNext())
            names.append(QFileInfo(files.next()).completeBaseName());
        names.sort();
        return names;
    }

    static QString sourceOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    /// The source between the bracket before `from` and its partner.
    static QString arguments(const QString &source, qsizetype from)
    {
        int depth = 1;
        for (qsizetype i = from; i < source.size(); ++i) {
            if (source.at(i) == u'(')
                ++depth;
            else if (source.at(i) == u')' && --depth == 0)
                return source.mid(from, i - from);
        }
        return {};
    }

    /// The body of the function whose head ends at `from`.
    static QString body(const QString &source, qsizetype from)
    {
        const qsizetype end = source.indexOf(u"\n}"_s, from);
        return source.mid(from, end - from);
    }

    static void collect(const QString &code, const QString &where, QMap<QString, QString> &found)
    {
        static const QRegularExpression literal(u"QStringLiteral\\(\"([^\"]*)\"\\)"_s);
        for (auto it = literal.globalMatch(code); it.hasNext();)
            found.insert(it.next().captured(1), where);
    }

    /// The first argument of a call: up to a comma outside brackets.
    static QString first(const QString &arguments)
    {
        int depth = 0;
        for (qsizetype i = 0; i < arguments.size(); ++i) {
            const QChar c = arguments.at(i);
            depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
            if (c == u',' && depth == 0)
                return arguments.left(i);
        }
        return arguments;
    }

    /// Name of icon to a file that asks for it.
    static QMap<QString, QString> usedNames()
    {
        static const QRegularExpression call(u"(?:\\bicon|\\bsetContent|\\bsetIcon)\\("_s);
        static const QRegularExpression chooser(u"QString (?:\\w+::)?iconName\\([^;{]*\\{"_s);
        // Helpers of files that take an icon's name in some place of their own.
        static const QRegularExpression helper(
            u"\\b(?:addAction|makeButton|makeQuietButton|addPage|makeAction)\\("_s);
        static const QRegularExpression plainName(u"^[a-z]+(?:-[a-z]+)*$"_s);
        QMap<QString, QString> found;
        for (const QString &folder : {u"ui"_s, u"app"_s}) {
            QDirIterator files(QStringLiteral(PEREGRINE_SOURCE_DIR "/") + folder, {u"*.cpp"_s},
                               QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QString path = files.next();
                const QString source = sourceOf(path);
                const QString where = QFileInfo(path).fileName();
                for (auto it = call.globalMatch(source); it.hasNext();)
                    collect(first(arguments(source, it.next().capturedEnd())), where, found);
                for (auto it = chooser.globalMatch(source); it.hasNext();)
                    collect(body(source, it.next().capturedEnd()), where, found);
                for (auto it = helper.globalMatch(source); it.hasNext();) {
                    QMap<QString, QString> words;
                    collect(arguments(source, it.next().capturedEnd()), where, words);
                    for (auto word = words.cbegin(); word != words.cend(); ++word) {
                        if (plainName.match(word.key()).hasMatch())
                            found.insert(word.key(), word.value());
                    }
                }
            }
        }
        return found;
    }

    static int inked(const QImage &image)
    {
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y).alpha() > 100 ? 1 : 0;
        }
        return count;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void cleanupTestCase() { m_theme.reset(); }
    void init() { m_theme->setAppearance(Appearance::Light); }

    void everyNameInTheCodeIsThere()
    {
        const QMap<QString, QString> used = usedNames();
        // The search finds the ways names are given: plain, chosen, by helper.
        for (const QString &known :
             {u"info"_s, u"queue"_s, u"clock"_s, u"stop"_s, u"star-filled"_s})
            QVERIFY2(used.contains(known), qPrintable(known));
        QStringList missing;
        const QStringList have = names();
        for (auto it = used.cbegin(); it != used.cend(); ++it) {
            if (!it.key().isEmpty() && !have.contains(it.key()))
                missing.append(it.key() + u" in "_s + it.value());
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u", "_s)));
    }

    void everyFileIsInTheResources()
    {
        QStringList files;
        const QDir folder(QStringLiteral(PEREGRINE_SOURCE_DIR "/resources/icons"));
        for (const QString &file : folder.entryList({u"*.svg"_s}, QDir::Files, QDir::Name))
            files.append(QFileInfo(file).completeBaseName());
        files.sort();
        QCOMPARE(names(), files);
    }

    void everyIconDraws_data()
    {
        QTest::addColumn<QString>("name");
        initResources();
        for (const QString &name : names())
            QTest::newRow(qPrintable(name)) << name;
    }

    void everyIconDraws()
    {
        QFETCH(QString, name);
        QVERIFY(QSvgRenderer(u":/icons/%1.svg"_s.arg(name)).isValid());
        const QIcon icon = theme::icon(name);
        QVERIFY(!icon.isNull());
        QCOMPARE(icon.name(), name);
        for (const int edge : {16, 24, 48}) {
            for (const qreal ratio : {1.0, 2.0}) {
                const QPixmap pixmap = icon.pixmap(QSize(edge, edge), ratio);
                QCOMPARE(pixmap.devicePixelRatio(), ratio);
                QCOMPARE(pixmap.size(), QSize(edge, edge) * ratio);
                const QImage image = pixmap.toImage();
                QVERIFY2(inked(image) >= edge / 2, qPrintable(QString::number(edge)));
                // Nothing is cut off: the corners are free.
                QCOMPARE(image.pixelColor(0, 0).alpha(), 0);
            }
        }
        // In every mode there is something to see.
        for (const auto mode : {QIcon::Normal, QIcon::Disabled, QIcon::Active, QIcon::Selected})
            QVERIFY(inked(icon.pixmap(QSize(24, 24), 1.0, mode).toImage()) > 0);
    }

    void inkIsThePalettesOrTheTones()
    {
        const auto inkOf = [](const QIcon &icon, QIcon::State state = QIcon::Off) {
            const QImage image = icon.pixmap(QSize(48, 48), 1.0, QIcon::Normal, state).toImage();
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y).alpha() == 255)
                        return image.pixelColor(x, y);
                }
            }
            return QColor();
        };
        const QIcon plain = icon(u"stop"_s);
        const QIcon toned = icon(u"stop"_s, Tone::Danger);
        for (const bool dark : {false, true}) {
            m_theme->setAppearance(dark ? Appearance::Dark : Appearance::Light);
            const QPalette palette = makePalette(dark);
            QCOMPARE(inkOf(plain), palette.color(QPalette::Text));
            QCOMPARE(inkOf(plain, QIcon::On), color(Tone::Accent, palette));
            QCOMPARE(inkOf(toned), color(Tone::Danger, palette));
            QCOMPARE(inkOf(toned, QIcon::On), color(Tone::Danger, palette));
        }
    }

    void unknownNameIsLoggedAndDrawsNothing()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no-such-icon"_s));
        const QIcon icon = theme::icon(u"no-such-icon"_s);
        QVERIFY(icon.isNull());
        QVERIFY(icon.pixmap(24, 24).isNull());
    }

    void iconLabel()
    {
        IconLabel label(18, Tone::Accent);
        QCOMPARE(label.sizeHint(), QSize(18, 18));
        label.setIcon(u"info"_s);
        label.resize(label.sizeHint());
        QImage image(36, 36, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(2);
        image.fill(Qt::transparent);
        label.render(&image, {}, {}, {});
        QVERIFY(inked(image) > 30);
        label.setIcon({});
        image.fill(Qt::transparent);
        label.render(&image, {}, {}, {});
        QCOMPARE(inked(image), 0);
    }
};

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
