#pragma once

#include "core/base/async.h"
#include "core/jobs/asset.h"

#include <QMediaPlayer>
#include <QWidget>

#include <memory>

class QAudioOutput;
class QLabel;
class QSlider;
class QStackedLayout;
class QToolButton;

namespace peregrine {

class PlayButton;
class SeekSlider;
class MessagePage;
class Thumbnailer;
class VideoSurface;

/// Plays a video or a sound. The player behind it is made when playing or seeking is first asked
/// for and gone when another file is opened, so that looking at results costs nothing.
class PlayerView : public QWidget
{
    Q_OBJECT

public:
    /// The thumbnailer must outlive it.
    explicit PlayerView(Thumbnailer &thumbnailer, QWidget *parent = nullptr);
    ~PlayerView() override;

    /// Shows the poster, or the wave form; nothing plays yet.
    void open(const Asset &asset);
    void close();

    void play();
    void pause();
    void togglePlaying();
    [[nodiscard]] bool isPlaying() const;
    [[nodiscard]] qint64 position() const;
    /// Playing failed; the page with the reason is shown.
    [[nodiscard]] bool hasFailed() const { return m_failed; }

Q_SIGNALS:
    void playingChanged(bool playing);
    void openExternallyRequested();
    void dragRequested();

protected:
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeControls();
    QMediaPlayer &player();
    void seek(qint64 milliseconds);
    void applyVolume();
    void applyLoop();
    void showState();
    void showTimes();
    void showFailure(const QString &reason);
    void takeStatus(QMediaPlayer::MediaStatus status);

    Thumbnailer &m_thumbnailer;
    Asset m_asset;
    quint64 m_question = 0;
    bool m_failed = false;
    qint64 m_pendingSeek = -1;
    std::unique_ptr<QAudioOutput> m_audio;
    std::unique_ptr<QMediaPlayer> m_player;

    QStackedLayout *m_pages = nullptr;
    VideoSurface *m_surface = nullptr;
    MessagePage *m_failure = nullptr;
    QWidget *m_controls = nullptr;
    QToolButton *m_playButton = nullptr;
    PlayButton *m_bigPlay = nullptr;
    QToolButton *m_loop = nullptr;
    QToolButton *m_mute = nullptr;
    SeekSlider *m_seek = nullptr;
    QSlider *m_volume = nullptr;
    QLabel *m_time = nullptr;
};

} // namespace peregrine
