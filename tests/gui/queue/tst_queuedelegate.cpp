#include "tests/gui/queue/queuefixture.h"
#include "ui/queue/queuedelegate.h"
#include "ui/queue/queuemodel.h"
#include "ui/theme/theme.h"

#include <QListView>
#include <QPainter>
#include <QtTest>

#include <limits>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;

class TestQueueDelegate : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<theme::Theme> m_theme;

    static QImage render(const Job &job, int width, const QPixmap &thumbnail = {},
                         QStyle::State state = QStyle::State_Enabled,
                         Qt::LayoutDirection direction = Qt::LeftToRight)
    {
        QueueModel model;
        model.upsert({job});
        if (!thumbnail.isNull())
            model.setThumbnail(job.id, thumbnail);
        const QueueDelegate delegate;
        QStyleOptionViewItem option;
        option.palette = QApplication::palette();
        option.font = QApplication::font();
        option.state = state;
        option.direction = direction;
        option.rect = QRect(0, 0, width, delegate.sizeHint(option, model.index(0, 0)).height());
        QImage image(option.rect.size().expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied);
        image.fill(option.palette.color(QPalette::Window));
        QPainter painter(&image);
        painter.setLayoutDirection(direction);
        delegate.paint(&painter, option, model.index(0, 0));
        return image;
    }

    static bool hasColour(const QImage &image, const QColor &colour)
    {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y) == colour)
                    return true;
            }
        }
        return false;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<theme::Theme>(*qApp); }
    void cleanupTestCase() { m_theme.reset(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyStateAtEveryWidth_data()
    {
        QTest::addColumn<JobState>("state");
        for (const JobState state : allStates)
            QTest::newRow(qPrintable(jobStateName(state))) << state;
    }

    void everyStateAtEveryWidth()
    {
        QFETCH(JobState, state);
        Job job = makeJob(1, state);
        job.input.insert(u"prompt"_s, QString(3000, u'W'));
        QPixmap wide(300, 20);
        wide.fill(Qt::red);
        for (const auto appearance : {theme::Appearance::Light, theme::Appearance::Dark}) {
            m_theme->setAppearance(appearance);
            for (const int width : {1, 20, 60, 90, 120, 264, 2000}) {
                for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
                    (void)render(job, width, {}, QStyle::State_Enabled, direction);
                    (void)render(job, width, wide,
                                 QStyle::State_Enabled | QStyle::State_Selected
                                     | QStyle::State_HasFocus | QStyle::State_Active,
                                 direction);
                }
            }
        }
    }

    void statesLookDifferent()
    {
        QSet<QByteArray> looks;
        for (const JobState state : allStates) {
            const QImage image = render(makeJob(1, state), 264);
            const QByteArray pixels(reinterpret_cast<const char *>(image.constBits()),
                                    image.sizeInBytes());
            QVERIFY2(!looks.contains(pixels), qPrintable(jobStateName(state)));
            looks.insert(pixels);
        }
    }

    void pictureTakesTheIconsPlace()
    {
        QPixmap red(300, 20);
        red.fill(Qt::red);
        QVERIFY(hasColour(render(makeJob(1, JobState::Done), 264, red), Qt::red));
        QVERIFY(!hasColour(render(makeJob(1, JobState::Done), 264), Qt::red));
    }

    void mirrored()
    {
        QPixmap red(20, 20);
        red.fill(Qt::red);
        const QImage image =
            render(makeJob(1, JobState::Done), 264, red, QStyle::State_Enabled, Qt::RightToLeft);
        QVERIFY(!hasColour(image.copy(0, 0, 132, image.height()), Qt::red));
        QVERIFY(hasColour(image.copy(132, 0, 132, image.height()), Qt::red));
    }

    void progressBar_data()
    {
        QTest::addColumn<double>("progress");
        QTest::addColumn<double>("share");
        QTest::newRow("none") << 0.0 << 0.0;
        QTest::newRow("half") << 0.5 << 0.5;
        QTest::newRow("all") << 1.0 << 1.0;
        QTest::newRow("too much") << 1e300 << 1.0;
        QTest::newRow("negative") << -5.0 << 0.0;
        QTest::newRow("no number") << std::numeric_limits<double>::quiet_NaN() << 0.0;
    }

    void progressBar()
    {
        QFETCH(double, progress);
        QFETCH(double, share);
        Job job = makeJob(1, JobState::Running);
        job.progress = progress;
        const QImage image = render(job, 264);
        // The texts begin at 68 and end 12 before the edge; the bar is the last but 8 rows.
        const int y = image.height() - theme::space2 - 2;
        const QColor accent = theme::color(theme::Tone::Accent, QApplication::palette());
        int filled = 0;
        for (int x = 72; x < image.width() - 14; ++x)
            filled += image.pixelColor(x, y) == accent ? 1 : 0;
        const int whole = image.width() - 14 - 72;
        QVERIFY2(qAbs(filled - qRound(whole * share)) <= 5, qPrintable(QString::number(filled)));
    }

    void noBarWhenOver()
    {
        Job job = makeJob(1, JobState::Failed);
        job.progress = 0.9;
        QVERIFY(!hasColour(render(job, 264),
                           theme::color(theme::Tone::Accent, QApplication::palette())));
    }
};

QTEST_MAIN(TestQueueDelegate)
#include "tst_queuedelegate.moc"
