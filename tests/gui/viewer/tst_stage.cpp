#include "tests/gui/gallery/galleryfixture.h"
#include "ui/theme/theme.h"
#include "ui/viewer/assetactions.h"
#include "ui/viewer/jobview.h"
#include "ui/viewer/pictureview.h"
#include "ui/viewer/playerview.h"
#include "ui/viewer/stage.h"
#include "ui/viewer/stagechip.h"
#include "core/media/textcontent.h"
#include "ui/widgets/messagepage.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMediaPlayer>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QToolButton>
#include <QtTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

Job jobIn(JobState state)
{
    Job job;
    job.id = JobId(makeIdText());
    job.endpoint = *EndpointId::parse(u"fal-ai/flux/dev"_s);
    job.modelTitle = u"FLUX.1 [dev]"_s;
    job.input = {{u"prompt"_s, u"a fox in the snow"_s}};
    job.state = state;
    job.createdAt = QDateTime::currentDateTimeUtc().addSecs(-65);
    return job;
}

QPushButton *visibleButton(const QWidget &inside, const QString &text)
{
    const auto buttons = inside.findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->text() == text && button->isVisible())
            return button;
    }
    return nullptr;
}

QString visibleTexts(const QWidget &inside)
{
    QStringList texts;
    const auto labels = inside.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible())
            texts.append(label->text());
    }
    return texts.join(u'\n');
}

} // namespace

class TestStage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<GalleryFixture> m_fixture;
    std::unique_ptr<Stage> m_stage;

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<GalleryFixture>();
        m_stage = std::make_unique<Stage>(m_fixture->thumbnailer());
        m_stage->resize(700, 500);
        m_stage->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_stage.get()));
        m_stage->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_stage.get()));
    }

    void cleanup()
    {
        m_stage.reset();
        m_fixture.reset();
    }

    void emptySaysWhatToDo()
    {
        QVERIFY(visibleTexts(*m_stage).contains(u"Generate"));
        QVERIFY(!m_stage->asset());
    }

    void pictureZoomsByKeyboard()
    {
        const Asset asset = m_fixture->addPicture(u"large"_s, {1400, 1000});
        m_stage->showAsset(asset);
        PictureView &view = m_stage->pictureView();
        QTRY_VERIFY(view.isComplete());
        QVERIFY(view.isFitted());
        const double fitted = view.scale();
        QVERIFY(fitted < 0.6);
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(view.scale(), 1.0);
        QTest::keyClick(&view, Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(view.scale(), 1.25);
        QTest::keyClick(&view, Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(view.scale(), 1.0);
        QSignalSpy next(m_stage.get(), &Stage::nextRequested);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(next.size(), 0);
        QTest::keyClick(&view, Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(view.scale(), fitted);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(next.size(), 1);
        QTest::mouseDClick(&view, Qt::LeftButton, {}, {100, 100});
        QCOMPARE(view.scale(), 1.0);
        QTest::mouseDClick(&view, Qt::LeftButton, {}, {100, 100});
        QVERIFY(view.isFitted());
    }

    void smallPicturesAreEnlargedOnlyWhenAsked()
    {
        m_stage->showAsset(m_fixture->addPicture(u"small"_s, {40, 40}));
        PictureView &view = m_stage->pictureView();
        QTRY_VERIFY(view.isComplete());
        QCOMPARE(view.scale(), 1.0);
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_2, Qt::ControlModifier);
        QVERIFY(view.scale() > 5);
    }

    void pictureIsSeen()
    {
        const Asset asset = m_fixture->addPicture(u"seen"_s, {900, 700});
        m_stage->showAsset(asset);
        QTRY_VERIFY(m_stage->pictureView().isComplete());
        const QImage file(asset.path);
        const QImage shot = m_stage->pictureView().grab().toImage();
        QCOMPARE(shot.pixelColor(shot.rect().center()).rgb(), file.pixel(450, 350));
    }

    void aQuickChangeShowsTheLast()
    {
        const Asset first = m_fixture->addPicture(u"first"_s, {2000, 1500});
        const Asset second = m_fixture->addPicture(u"second"_s, {300, 200});
        m_stage->showAsset(first);
        m_stage->showAsset(second);
        QTRY_VERIFY(m_stage->pictureView().isComplete());
        QCOMPARE(m_stage->pictureView().pictureSize(), QSize(300, 200));
    }

    void localPreviewsSaySo()
    {
        const auto chip = m_stage->findChild<StageChip *>();
        QVERIFY(chip && !chip->isVisible());
        Asset asset = m_fixture->addPicture(u"a"_s);
        m_stage->showAsset(asset);
        QVERIFY(chip->isVisible());
        QCOMPARE(chip->text(), u"Local preview, not a model's work"_s);
        asset.id = AssetId(makeIdText());
        asset.endpoint = u"fal-ai/flux/dev"_s;
        m_stage->showAsset(asset);
        QVERIFY(!chip->isVisible());
    }

    void brokenFilesGiveTheReason_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no picture") << u"x.png"_s << QByteArray("hello");
        QTest::newRow("empty") << u"y.png"_s << QByteArray();
    }

    void brokenFilesGiveTheReason()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        m_stage->showAsset(m_fixture->addFile(name, bytes, MediaKind::Image, u"image/png"_s));
        QTRY_VERIFY(visibleTexts(*m_stage).contains(u"cannot be shown"));
        QVERIFY(visibleTexts(*m_stage).contains(name));
        QVERIFY(visibleButton(*m_stage, u"Show in folder"_s));
    }

    void jsonIsPrettyWithItsTextOnTop()
    {
        m_stage->showAsset(m_fixture->addFile(
            u"answer.json"_s, R"({"seed":7,"output":"A calm sea under a red sky."})",
            MediaKind::Text, u"application/json"_s));
        auto *main = m_stage->findChild<QPlainTextEdit *>(u"mainText"_s);
        auto *whole = m_stage->findChild<QPlainTextEdit *>(u"wholeText"_s);
        QTRY_VERIFY(whole->toPlainText().contains(u"\"seed\": 7"));
        QCOMPARE(main->toPlainText(), u"A calm sea under a red sky."_s);
        QVERIFY(main->isVisible());
        QVERIFY(whole->isReadOnly());
    }

    void longTextsAreCut()
    {
        const Asset asset = m_fixture->addFile(u"long.txt"_s, QByteArray(3 << 20, 'x'),
                                               MediaKind::Text, u"text/plain"_s);
        const auto content = readText(asset.path);
        QVERIFY(content.hasValue());
        QCOMPARE(content->leftOut, qint64(2 << 20));
        QCOMPARE(content->text.size(), maxTextBytes);
        QVERIFY(!readText(m_fixture->path(u"gone.txt"_s)).hasValue());
    }

    void videoPlays()
    {
        const QByteArray film = GalleryFixture::video();
        QVERIFY(!film.isEmpty());
        Asset asset = m_fixture->addFile(u"film.mp4"_s, film, MediaKind::Video, u"video/mp4"_s);
        asset.duration = 2;
        m_stage->showAsset(asset);
        PlayerView &player = m_stage->playerView();
        QVERIFY(!player.isPlaying());
        QVERIFY(!player.findChild<QMediaPlayer *>());
        player.setFocus();
        QTest::keyClick(&player, Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(player.isPlaying() && player.position() > 100, 10000);
        QTest::keyClick(&player, Qt::Key_Space);
        QTRY_VERIFY(!player.isPlaying());
        auto *seek = player.findChild<QSlider *>(u"seek"_s);
        QVERIFY(seek->maximum() > 1500);
        seek->setValue(1000);
        QTRY_VERIFY(qAbs(player.position() - 1000) < 300);
        QVERIFY(player.findChild<QLabel *>(u"time"_s)->text().contains(u"0:02"));
        m_stage->clear();
        QVERIFY(!player.isPlaying());
    }

    void soundPlays()
    {
        Asset asset = m_fixture->addFile(u"words.wav"_s, GalleryFixture::sound(), MediaKind::Audio,
                                         u"audio/wav"_s);
        m_stage->showAsset(asset);
        m_stage->playerView().play();
        QTRY_VERIFY_WITH_TIMEOUT(m_stage->playerView().position() > 0, 10000);
        m_stage->hide();
        QTRY_VERIFY(!m_stage->playerView().isPlaying());
    }

    void brokenVideoOffersTheSystemPlayer()
    {
        m_stage->showAsset(m_fixture->addFile(u"bad.mp4"_s, QByteArray(4000, 'z'), MediaKind::Video,
                                              u"video/mp4"_s));
        m_stage->playerView().play();
        QTRY_VERIFY_WITH_TIMEOUT(m_stage->playerView().hasFailed(), 10000);
        QVERIFY(visibleTexts(*m_stage).contains(u"cannot be played"));
        QVERIFY(visibleButton(*m_stage, u"Open in system player"_s));
        m_stage->showAsset(m_fixture->addPicture(u"next"_s));
        QTRY_VERIFY(m_stage->pictureView().isComplete());
    }

    void jobsAreFollowed()
    {
        Job job = jobIn(JobState::Queued);
        job.queuePosition = 2;
        m_stage->showJob(job);
        QCOMPARE(m_stage->jobId(), job.id);
        QVERIFY(visibleTexts(*m_stage).contains(u"queue"));
        QVERIFY(visibleTexts(*m_stage).contains(u"a fox in the snow"));
        QVERIFY(visibleTexts(*m_stage).contains(u"1:0"));
        job.state = JobState::Running;
        job.progress = 0.62;
        m_stage->showJob(job);
        QVERIFY(visibleTexts(*m_stage).contains(u"62"));
        QCOMPARE(m_stage->findChild<QProgressBar *>()->value(), 620);
        QSignalSpy canceled(m_stage.get(), &Stage::cancelRequested);
        QTest::keyClick(visibleButton(*m_stage, u"Cancel"_s), Qt::Key_Space);
        QCOMPARE(canceled.size(), 1);
    }

    void failedJobsCanBeRetried()
    {
        Job job = jobIn(JobState::Failed);
        Error error;
        error.kind = Error::Kind::Validation;
        error.message = u"The server rejected the input."_s;
        error.fields = {{{u"image_size"_s, u"width"_s}, u"must be at most 14142"_s, {}}};
        job.error = error;
        m_stage->showJob(job);
        QVERIFY(visibleTexts(*m_stage).contains(u"must be at most 14142"));
        QVERIFY(visibleTexts(*m_stage).contains(u"width"));
        QSignalSpy retried(m_stage.get(), &Stage::retryRequested);
        QTest::keyClick(visibleButton(*m_stage, u"Retry"_s), Qt::Key_Space);
        QCOMPARE(retried.takeFirst().at(0).value<JobId>(), job.id);
        QVERIFY(!visibleButton(*m_stage, u"Ask again"_s));
    }

    void unknownJobsAreAskedAboutOrGivenUp()
    {
        m_stage->showJob(jobIn(JobState::Unknown));
        QSignalSpy asked(m_stage.get(), &Stage::askAgainRequested);
        QSignalSpy givenUp(m_stage.get(), &Stage::giveUpRequested);
        QTest::keyClick(visibleButton(*m_stage, u"Ask again"_s), Qt::Key_Space);
        QTest::keyClick(visibleButton(*m_stage, u"Give up"_s), Qt::Key_Space);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(givenUp.size(), 1);
        QVERIFY(!visibleButton(*m_stage, u"Retry"_s));
    }

    void jobsAreDescribedAsTheyAre()
    {
        Job job = jobIn(JobState::Waiting);
        job.held = true;
        m_stage->showJob(job);
        QVERIFY(visibleTexts(*m_stage).contains(u"Held"));
        QVERIFY(!visibleTexts(*m_stage).contains(u"Waiting"));
        QVERIFY(visibleTexts(*m_stage).contains(u"1:0"));

        // How long it lay here tells nothing once it was taken back unsent.
        job.state = JobState::Canceled;
        job.endedAt = job.createdAt.addSecs(65);
        m_stage->showJob(job);
        QVERIFY(!visibleTexts(*m_stage).contains(u"1:0"));

        Error error;
        error.kind = Error::Kind::NotFound;
        error.message = u"The server does not know this request."_s;
        job.state = JobState::Unknown;
        job.error = error;
        m_stage->showJob(job);
        QVERIFY(visibleTexts(*m_stage).contains(error.message));
        QVERIFY(!visibleTexts(*m_stage).contains(u"could not be asked"));

        // The first fault is in the message already.
        error.kind = Error::Kind::Validation;
        error.message = u"The model did not accept \"size\": too large"_s;
        error.fields = {{{u"size"_s}, u"too large"_s, {}}, {{u"seed"_s}, u"too small"_s, {}}};
        job.state = JobState::Failed;
        job.error = error;
        m_stage->showJob(job);
        QCOMPARE(visibleTexts(*m_stage).count(u"too large"_s), 1);
        QCOMPARE(visibleTexts(*m_stage).count(u"too small"_s), 1);
    }

    void actionsByKeyboard()
    {
        const Asset asset = m_fixture->addPicture(u"a boat"_s);
        m_stage->showAsset(asset);
        m_stage->setDetails(m_fixture->jobOf(asset));
        QTRY_VERIFY(m_stage->pictureView().isComplete());
        m_stage->setFocus();
        QSignalSpy noticed(m_stage.get(), &Stage::noticed);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(noticed.wait());
        const QMimeData *copied = QGuiApplication::clipboard()->mimeData();
        QVERIFY(copied->hasImage());
        QCOMPARE(copied->urls(), QList<QUrl>{QUrl::fromLocalFile(asset.path)});
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_C,
                        Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"a boat"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_C,
                        Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"42"_s);

        QSignalSpy reused(m_stage.get(), &Stage::reuseRequested);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_R);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_A);
        QCOMPARE(reused.size(), 2);
        QCOMPARE(reused.at(0).at(1).toBool(), false);
        QCOMPARE(reused.at(1).at(1).toBool(), true);
        QSignalSpy deleted(m_stage.get(), &Stage::deleteRequested);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QCOMPARE(deleted.size(), 1);
        QSignalSpy details(m_stage.get(), &Stage::detailsToggled);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_I);
        QCOMPARE(details.size(), 1);
    }

    void copiesAreSavedWholeOrNotAtAll()
    {
        const Asset asset = m_fixture->addPicture(u"a boat"_s);
        m_stage->showAsset(asset);
        QSignalSpy noticed(m_stage.get(), &Stage::noticed);
        QSignalSpy failed(m_stage.get(), &Stage::failed);
        const QString target = m_fixture->path(u"copy.png"_s);
        m_stage->actions().saveTo(target);
        QVERIFY(noticed.wait());
        QCOMPARE(QFileInfo(target).size(), asset.bytes);
        m_stage->actions().saveTo(m_fixture->path(u"no/such/folder/copy.png"_s));
        QVERIFY(failed.wait());
        QVERIFY(failed.constFirst().at(0).toString().contains(u"copy.png"));
    }

    void everyControlHasAName()
    {
        m_stage->showAsset(m_fixture->addPicture(u"a"_s));
        const auto buttons = m_stage->findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons)
            QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                     qPrintable(button->objectName()));
        const auto sliders = m_stage->findChildren<QAbstractSlider *>();
        for (const QAbstractSlider *slider : sliders) {
            if (slider->focusPolicy() != Qt::NoFocus)
                QVERIFY(!slider->accessibleName().isEmpty());
        }
    }

    void deletedWhileLoadingIsSafe()
    {
        m_stage->showAsset(m_fixture->addPicture(u"large"_s, {3000, 2000}));
        m_stage.reset();
        QCoreApplication::processEvents();
    }
};

QTEST_MAIN(TestStage)
#include "tst_stage.moc"
