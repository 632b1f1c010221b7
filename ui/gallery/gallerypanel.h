#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/jobs/asset.h"
#include "core/jobs/job.h"
#include "core/library/judgementchange.h"
#include "ui/gallery/galleryarrangement.h"

#include <QFuture>
#include <QTimer>
#include <QWidget>

#include <optional>

class QActionGroup;
class QPushButton;
class QSlider;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace peregrine {

class AssetActions;
class AssetRepository;
class DayChooser;
class DetailsPanel;
class GalleryGrid;
class GalleryModel;
class Stage;
class MessagePage;
class SearchField;
class Thumbnailer;

/// The Library: all results in a grid with a search field, the large view over the grid, and the
/// details of what is chosen at the side.
class GalleryPanel : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive it. Results are fetched when it is first shown.
    GalleryPanel(AssetRepository &repository, Thumbnailer &thumbnailer, QWidget *parent = nullptr);
    ~GalleryPanel() override;

    void addAssets(const QList<Asset> &assets);
    void removeAssets(const QList<AssetId> &ids);
    /// The answer to detailsWanted().
    void setDetails(const Job &job);

    /// Opens the large view on it, if it is among the rows.
    void openViewer(const AssetId &id);
    void closeViewer();
    [[nodiscard]] bool isViewerOpen() const;
    /// None while the chosen ones are still read.
    [[nodiscard]] QList<Asset> selectedAssets() const;

    [[nodiscard]] GalleryGrid &grid() { return *m_grid; }
    [[nodiscard]] GalleryModel &model() { return *m_model; }
    [[nodiscard]] Stage &viewer() { return *m_viewer; }
    [[nodiscard]] DetailsPanel &details() { return *m_details; }
    [[nodiscard]] SearchField &searchField() { return *m_search; }

    /// Splitter, tile size and grouping, for the settings.
    [[nodiscard]] QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &layout);

Q_SIGNALS:
    void reuseRequested(const peregrine::AssetId &id, bool withSeed);
    /// By Enter or double click; the large view opens by itself.
    void assetActivated(const peregrine::AssetId &id);
    /// The large view took the place of the grid.
    void viewerOpened();
    void deleteRequested(const QList<peregrine::Asset> &assets);
    void judgeRequested(const QList<peregrine::AssetId> &ids,
                        const peregrine::JudgementChange &change);
    /// The job of the chosen asset is asked for; setDetails() answers.
    void detailsWanted(const peregrine::JobId &id);
    /// Good news in a sentence, for a quiet line.
    void noticed(const QString &message);
    /// What did not work and why, for people.
    void failed(const QString &message);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeHeader();
    void makeGroupingMenu(QWidget *header);
    void setGrouping(GalleryGrouping grouping);
    void goToDay(const QDate &day);
    void makeViewer();
    void makeGrid();
    void connectModel();
    void loadFacts();
    void findResults();
    [[nodiscard]] QList<int> selectedRows() const;
    void takeSelection();
    void takeSelected(const QList<Asset> &assets);
    void showInViewer(const Asset &asset);
    void takeLoading();
    void showMessage();
    void showDate();
    void setDetailsVisible(bool visible);
    void step(int direction);
    void showMenu(const QPoint &position);
    void afterRemoval();

    AssetRepository &m_repository;
    GalleryModel *m_model;
    QTimer m_searchDelay;
    QTimer m_detailsDelay;
    QSplitter *m_splitter = nullptr;
    QStackedWidget *m_pages = nullptr;
    QWidget *m_header = nullptr;
    SearchField *m_search = nullptr;
    DayChooser *m_date = nullptr;
    QToolButton *m_grouping = nullptr;
    QActionGroup *m_groupings = nullptr;
    QSlider *m_size = nullptr;
    QToolButton *m_detailsButton = nullptr;
    GalleryGrid *m_grid = nullptr;
    MessagePage *m_message = nullptr;
    QPushButton *m_messageAction = nullptr;
    Stage *m_viewer = nullptr;
    DetailsPanel *m_details = nullptr;
    AssetActions *m_actions = nullptr;
    QFuture<Expected<QList<Asset>, Error>> m_selection;
    QFuture<Expected<QList<Asset>, Error>> m_opening;
    int m_viewerRow = -1;
};

} // namespace peregrine
