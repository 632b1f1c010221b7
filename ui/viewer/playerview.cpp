#include "ui/viewer/playerview.h"

#include "core/media/thumbnailer.h"
#include "ui/theme/theme.h"
#include "ui/viewer/assettext.h"
#include "ui/viewer/playbutton.h"
#include "ui/viewer/seekslider.h"
#include "ui/viewer/videosurface.h"
#include "ui/widgets/messagepage.h"

#include <QAudioOutput>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QStackedLayout>
#include <QToolButton>

namespace peregrine {

namespace {

QToolButton *makeButton(const QString &icon, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setAutoRaise(true);
    button->setIcon(theme::icon(icon));
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

PlayerView::PlayerView(Thumbnailer &thumbnailer, QWidget *parent)
    : QWidget(parent)
    , m_thumbnailer(thumbnailer)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Player"));

    auto *screen = new QWidget(this);
    auto *over = new QGridLayout(screen);
    over->setContentsMargins(0, 0, 0, 0);
    m_surface = new VideoSurface(screen);
    m_bigPlay = new PlayButton(screen);
    m_bigPlay->setObjectName(QStringLiteral("bigPlay"));
    over->addWidget(m_surface, 0, 0);
    over->addWidget(m_bigPlay, 0, 0, Qt::AlignCenter);

    m_failure = new MessagePage(this);
    QPushButton *external = m_failure->addButton(tr("Open in system player"));
    connect(external, &QPushButton::clicked, this, &PlayerView::openExternallyRequested);

    m_controls = makeControls();
    m_pages = new QStackedLayout;
    m_pages->addWidget(screen);
    m_pages->addWidget(m_failure);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_pages, 1);
    layout->addWidget(m_controls);

    connect(m_bigPlay, &PlayButton::clicked, this, &PlayerView::togglePlaying);
    connect(m_surface, &VideoSurface::clicked, this, &PlayerView::togglePlaying);
    connect(m_surface, &VideoSurface::dragRequested, this, &PlayerView::dragRequested);
    showState();
}

PlayerView::~PlayerView()
{
    close();
}

QWidget *PlayerView::makeControls()
{
    auto *bar = new QWidget(this);
    m_playButton = makeButton(QStringLiteral("play"), tr("Play"), bar);
    m_playButton->setObjectName(QStringLiteral("play"));
    m_seek = new SeekSlider(bar);
    m_seek->setObjectName(QStringLiteral("seek"));
    m_seek->setAccessibleName(tr("Position"));
    m_time = new QLabel(bar);
    m_time->setObjectName(QStringLiteral("time"));
    m_loop = makeButton(QStringLiteral("loop"), tr("Repeat"), bar);
    m_loop->setObjectName(QStringLiteral("loop"));
    m_loop->setCheckable(true);
    m_loop->setChecked(true);
    m_mute = makeButton(QStringLiteral("volume"), tr("Mute"), bar);
    m_mute->setObjectName(QStringLiteral("mute"));
    m_mute->setCheckable(true);
    m_volume = new QSlider(Qt::Horizontal, bar);
    m_volume->setObjectName(QStringLiteral("volume"));
    m_volume->setAccessibleName(tr("Volume"));
    m_volume->setToolTip(tr("Volume"));
    m_volume->setRange(0, 100);
    m_volume->setValue(80);
    m_volume->setFixedWidth(88);

    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(theme::space3, theme::space1, theme::space3, theme::space1);
    row->setSpacing(theme::space2);
    row->addWidget(m_playButton);
    row->addWidget(m_seek, 1);
    row->addWidget(m_time);
    row->addWidget(m_loop);
    row->addWidget(m_mute);
    row->addWidget(m_volume);

    connect(m_playButton, &QToolButton::clicked, this, &PlayerView::togglePlaying);
    connect(m_seek, &SeekSlider::seekRequested, this, &PlayerView::seek);
    connect(m_loop, &QToolButton::toggled, this, &PlayerView::applyLoop);
    connect(m_mute, &QToolButton::toggled, this, &PlayerView::applyVolume);
    connect(m_volume, &QSlider::valueChanged, this, &PlayerView::applyVolume);
    return bar;
}

void PlayerView::open(const Asset &asset)
{
    close();
    m_asset = asset;
    m_seek->setLength(qRound64(asset.duration * 1000));
    m_seek->setCurrent(0);
    m_surface->setAccessibleName(assettext::spoken(asset));
    m_pages->setCurrentIndex(0);
    m_controls->show();
    showState();
    showTimes();

    const quint64 question = ++m_question;
    whenDone(this, m_thumbnailer.thumbnail(asset.path, asset.kind),
             [this, question](const LoadedImage &poster) {
                 if (question == m_question && poster)
                     m_surface->setPoster(
                         *poster, m_asset.kind == MediaKind::Video ? m_asset.size : QSize());
             });
}

void PlayerView::close()
{
    ++m_question;
    if (m_player) {
        m_player->disconnect(this);
        m_player->stop();
        m_player->setVideoSink(nullptr);
        m_player.reset();
        m_audio.reset();
    }
    m_failed = false;
    m_pendingSeek = -1;
    m_surface->clear();
}

QMediaPlayer &PlayerView::player()
{
    if (m_player)
        return *m_player;
    m_audio = std::make_unique<QAudioOutput>();
    m_player = std::make_unique<QMediaPlayer>();
    m_player->setAudioOutput(m_audio.get());
    m_player->setVideoSink(m_surface->sink());
    connect(m_player.get(), &QMediaPlayer::playbackStateChanged, this, &PlayerView::showState);
    connect(m_player.get(), &QMediaPlayer::positionChanged, this, &PlayerView::showTimes);
    connect(m_player.get(), &QMediaPlayer::mediaStatusChanged, this, &PlayerView::takeStatus);
    connect(m_player.get(), &QMediaPlayer::durationChanged, this, [this](qint64 length) {
        if (length > 0)
            m_seek->setLength(length);
        showTimes();
    });
    connect(m_player.get(), &QMediaPlayer::errorOccurred, this,
            [this](QMediaPlayer::Error, const QString &reason) { showFailure(reason); });
    applyVolume();
    applyLoop();
    m_player->setSource(QUrl::fromLocalFile(m_asset.path));
    return *m_player;
}

void PlayerView::play()
{
    if (m_failed || m_asset.path.isEmpty())
        return;
    if (!QFileInfo::exists(m_asset.path)) {
        showFailure(tr("The file is gone."));
        return;
    }
    player().play();
}

void PlayerView::pause()
{
    if (m_player)
        m_player->pause();
}

void PlayerView::togglePlaying()
{
    if (isPlaying())
        pause();
    else
        play();
}

bool PlayerView::isPlaying() const
{
    return m_player && m_player->playbackState() == QMediaPlayer::PlayingState;
}

qint64 PlayerView::position() const
{
    return m_player ? m_player->position() : 0;
}

void PlayerView::seek(qint64 milliseconds)
{
    if (m_failed)
        return;
    QMediaPlayer &media = player();
    // A player that is still reading its file forgets positions.
    const QMediaPlayer::MediaStatus status = media.mediaStatus();
    if (status == QMediaPlayer::LoadingMedia || status == QMediaPlayer::NoMedia) {
        m_pendingSeek = milliseconds;
        return;
    }
    // Stopped players show nothing of the place they were sent to; paused ones do.
    if (media.playbackState() == QMediaPlayer::StoppedState)
        media.pause();
    media.setPosition(milliseconds);
}

void PlayerView::takeStatus(QMediaPlayer::MediaStatus status)
{
    if (status == QMediaPlayer::InvalidMedia) {
        showFailure(m_player->errorString());
    } else if (status == QMediaPlayer::LoadedMedia || status == QMediaPlayer::BufferedMedia) {
        if (const qint64 wanted = std::exchange(m_pendingSeek, -1); wanted >= 0)
            seek(wanted);
    }
}

void PlayerView::applyVolume()
{
    const bool silent = m_mute->isChecked() || m_volume->value() == 0;
    m_mute->setIcon(theme::icon(silent ? QStringLiteral("volume-off") : QStringLiteral("volume")));
    if (!m_audio)
        return;
    m_audio->setMuted(m_mute->isChecked());
    // Ears hear logarithms: the middle of the slider is half as loud, not half the amplitude.
    m_audio->setVolume(QAudio::convertVolume(
        float(m_volume->value()) / 100, QAudio::LogarithmicVolumeScale, QAudio::LinearVolumeScale));
}

void PlayerView::applyLoop()
{
    if (m_player)
        m_player->setLoops(m_loop->isChecked() ? QMediaPlayer::Infinite : QMediaPlayer::Once);
}

void PlayerView::showState()
{
    const bool playing = isPlaying();
    const QString name = playing ? tr("Pause") : tr("Play");
    m_playButton->setIcon(theme::icon(playing ? QStringLiteral("pause") : QStringLiteral("play")));
    m_playButton->setToolTip(tr("%1 (%2)").arg(name, tr("Space", "the key")));
    m_playButton->setAccessibleName(name);
    m_bigPlay->setVisible(!m_player || m_player->playbackState() == QMediaPlayer::StoppedState);
    Q_EMIT playingChanged(playing);
}

void PlayerView::showTimes()
{
    const qint64 at = position();
    m_seek->setCurrent(at);
    const double length = m_seek->maximum() / 1000.0;
    //: position in a video / its length
    m_time->setText(
        tr("%1 / %2").arg(assettext::duration(double(at) / 1000), assettext::duration(length)));
}

void PlayerView::showFailure(const QString &reason)
{
    if (std::exchange(m_failed, true))
        return;
    const QString title = m_asset.kind == MediaKind::Audio ? tr("This sound cannot be played")
                                                           : tr("This video cannot be played");
    const QString why = reason.isEmpty()
        ? tr("The file is damaged, or the system lacks a codec for it.")
        : tr("%1 The file may be damaged, or the system lacks a codec for it.")
              .arg(reason.endsWith(QLatin1Char('.')) ? reason : reason + QLatin1Char('.'));
    m_failure->setContent(assettext::iconName(m_asset.kind), title, why);
    m_pages->setCurrentIndex(1);
    m_controls->hide();
    // Not now: the player is in the middle of telling.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_failed && m_player) {
                m_player->disconnect(this);
                m_player.reset();
                m_audio.reset();
            }
        },
        Qt::QueuedConnection);
}

void PlayerView::hideEvent(QHideEvent *event)
{
    pause();
    QWidget::hideEvent(event);
}

void PlayerView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_K) {
        togglePlaying();
        return;
    }
    if (event->key() == Qt::Key_M) {
        m_mute->toggle();
        return;
    }
    QWidget::keyPressEvent(event);
}

void PlayerView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        m_surface->update();
    QWidget::changeEvent(event);
}

} // namespace peregrine
