#pragma once

#include "core/jobs/asset.h"
#include "core/jobs/job.h"
#include "core/library/judgementchange.h"
#include "ui/viewer/stagebar.h"

#include <QWidget>

#include <optional>

class QAction;
class QStackedLayout;

namespace peregrine {

class AssetActions;
class FileView;
class JobView;
class PictureView;
class PlayerView;
class StageChip;
class MessagePage;
class TextView;
class Thumbnailer;

/// One result large, or the job that makes one: pictures with zoom and pan, video and audio that
/// play, text, and for anything else its name and a way to open it. Left and Right ask for the
/// neighbours, as far as a picture does not need them for panning.
class Stage : public QWidget
{
    Q_OBJECT

public:
    /// The thumbnailer must outlive it.
    explicit Stage(Thumbnailer &thumbnailer, QWidget *parent = nullptr);
    ~Stage() override;

    /// Shows it; the same asset again changes nothing (zoom and position stay).
    void showAsset(const Asset &asset);
    /// The asset on show is known better now, as when it was judged; others are ignored.
    void updateAsset(const Asset &asset);
    void showJob(const Job &job);
    /// Back to "nothing here yet".
    void clear();
    /// The job of the asset on show, so that its seed and whole prompt can be copied.
    void setDetails(const Job &job);
    /// Asks for the next one, as Right does.
    void goOn() { Q_EMIT nextRequested(); }
    /// What clear() shows: what to do next.
    void setEmptyText(const QString &title, const QString &text);

    [[nodiscard]] const std::optional<Asset> &asset() const { return m_asset; }
    /// The id of the job on show; empty when an asset or nothing is.
    [[nodiscard]] JobId jobId() const { return m_jobId; }
    [[nodiscard]] AssetActions &actions() { return *m_actions; }
    /// Checkable: whether details are shown beside the stage; its owner does it.
    [[nodiscard]] QAction *detailsAction() { return m_details; }
    [[nodiscard]] PictureView &pictureView() { return *m_picture; }
    [[nodiscard]] PlayerView &playerView() { return *m_player; }

Q_SIGNALS:
    void retryRequested(const peregrine::JobId &id);
    void cancelRequested(const peregrine::JobId &id);
    void askAgainRequested(const peregrine::JobId &id);
    void giveUpRequested(const peregrine::JobId &id);
    void reuseRequested(const peregrine::AssetId &id, bool withSeed);
    void deleteRequested(const QList<peregrine::Asset> &assets);
    void judgeRequested(const QList<peregrine::AssetId> &ids,
                        const peregrine::JudgementChange &change);
    void previousRequested();
    void nextRequested();
    void detailsToggled(bool shown);
    /// Good news in a sentence, for a quiet line.
    void noticed(const QString &message);
    /// What did not work and why, for people.
    void failed(const QString &message);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    QAction *addZoom(const QString &text, const QString &icon, const QKeySequence &shortcut,
                     void (PictureView::*slot)());
    void makePages();
    void makeActions();
    void connectPages();
    void showPage(QWidget *page);
    void stopContent();
    void showFailed(const QString &reason);
    void showInfo();
    void startDrag();

    std::optional<Asset> m_asset;
    JobId m_jobId;
    AssetActions *m_actions = nullptr;
    StageBar::ZoomActions m_zoom;
    QAction *m_details = nullptr;
    QStackedLayout *m_pages = nullptr;
    MessagePage *m_empty = nullptr;
    PictureView *m_picture = nullptr;
    PlayerView *m_player = nullptr;
    TextView *m_text = nullptr;
    FileView *m_file = nullptr;
    JobView *m_job = nullptr;
    StageBar *m_bar = nullptr;
    StageChip *m_chip = nullptr;
};

} // namespace peregrine
