#pragma once

#include "core/batch/batchrepository.h"

#include <QWidget>

#include <atomic>
#include <memory>

class QAction;
class QLabel;

namespace peregrine {

class BatchGridModel;
class Dialogs;
class GridBar;
class GridView;
class Thumbnailer;

/// A batch in a window of its own: its results as a labelled grid that fills as jobs end. It
/// changes nothing itself: what the user asks for goes out as a signal.
class BatchWindow : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive it.
    BatchWindow(Thumbnailer &thumbnails, Dialogs &dialogs, QWidget *parent = nullptr);
    ~BatchWindow() override;

    void setContent(const BatchContent &content);
    [[nodiscard]] BatchId batch() const;
    /// Others than this batch's are left out.
    void update(const QList<Job> &jobs);
    void addAssets(const QList<Asset> &assets);
    void removeAssets(const QList<AssetId> &ids);

    [[nodiscard]] BatchGridModel &model() { return *m_model; }
    [[nodiscard]] GridView &view() { return *m_view; }
    /// Draws the whole grid into a file; says beneath the grid what has become of it.
    void saveTo(const QString &path);

    using QWidget::update;

Q_SIGNALS:
    /// A job is chosen, or opened (activate); the asset is its first result, if it has one.
    void jobChosen(const peregrine::JobId &id, const peregrine::AssetId &result);
    void jobActivated(const peregrine::JobId &id, const peregrine::AssetId &result);
    void reuseRequested(const peregrine::JobId &id);
    void retryRequested(const QList<peregrine::JobId> &ids);
    void cancelRequested(const QList<peregrine::JobId> &ids);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QAction *addAction(const QString &name, const QString &icon, const QString &text,
                       const QKeySequence &shortcut, void (BatchWindow::*slot)());
    void makeActions();
    void build();
    void connectView();
    void wantThumbnail(const Asset &asset);
    void showCounts();
    void openMenu(const QPoint &point);
    void announceCurrent();
    void save();
    void copy();
    void reuse();
    void retryFailed();
    void cancelRest();
    void nextPage();
    void previousPage();
    void zoomIn();
    void zoomOut();
    void fit();
    void leave();
    void say(const QString &words);

    Thumbnailer &m_thumbnails;
    Dialogs &m_dialogs;
    BatchGridModel *m_model;
    GridView *m_view;
    GridBar *m_bar;
    QLabel *m_counts;
    QLabel *m_news;
    QAction *m_save = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_reuse = nullptr;
    QAction *m_retry = nullptr;
    QAction *m_cancel = nullptr;
    QAction *m_fit = nullptr;
    std::shared_ptr<std::atomic_bool> m_closed;
    bool m_isDrawing = false;
    bool m_isFitted = false;
};

} // namespace peregrine
