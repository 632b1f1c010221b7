#include "ui/gallery/gallerypanel.h"

#include "core/base/async.h"
#include "core/library/assetrepository.h"
#include "ui/gallery/daychooser.h"
#include "ui/gallery/detailspanel.h"
#include "ui/gallery/gallerygrid.h"
#include "ui/gallery/gallerymodel.h"
#include "ui/gallery/hoverplayer.h"
#include "ui/gallery/searchfield.h"
#include "ui/theme/theme.h"
#include "ui/viewer/assetactions.h"
#include "ui/viewer/assettext.h"
#include "ui/viewer/stage.h"
#include "ui/widgets/messagepage.h"

#include <QAction>
#include <QActionGroup>
#include <QDataStream>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QSlider>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

namespace {

constexpr qint64 thumbnailBytes = 64 * 1024 * 1024;
constexpr int searchDelayMs = 150;
/// Who holds an arrow key down passes many results; their jobs are not worth asking for.
constexpr int detailsDelayMs = 80;
constexpr quint32 layoutVersion = 1;

} // namespace

GalleryPanel::GalleryPanel(AssetRepository &repository, Thumbnailer &thumbnailer, QWidget *parent)
    : QWidget(parent)
    , m_repository(repository)
    , m_model(new GalleryModel(repository, thumbnailer, thumbnailBytes, this))
    , m_grid(new GalleryGrid)
    , m_message(new MessagePage)
    , m_viewer(new Stage(thumbnailer))
    , m_actions(new AssetActions(thumbnailer, this))
{
    m_header = makeHeader();
    m_details = new DetailsPanel(*m_actions);
    m_pages = new QStackedWidget;
    for (QWidget *page : QList<QWidget *>{m_grid, m_message, m_viewer})
        m_pages->addWidget(page);
    m_splitter = new QSplitter(this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_pages);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({900, 288});
    m_splitter->setHandleWidth(1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_splitter, 1);

    makeGrid();
    makeViewer();
    connectModel();
    showMessage();
}

GalleryPanel::~GalleryPanel()
{
    m_selection.cancel();
    m_opening.cancel();
}

QWidget *GalleryPanel::makeHeader()
{
    auto *header = new QWidget(this);
    m_search = new SearchField(header);
    m_search->setObjectName(QStringLiteral("gallerySearch"));
    m_search->setPlaceholderText(tr("Search: words, rating:>=3, model:flux, type:video …"));
    m_search->setAccessibleName(tr("Search results"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(theme::icon(QStringLiteral("search"), theme::Tone::TextMuted),
                        QLineEdit::LeadingPosition);
    m_search->setMaximumWidth(420);
    m_date = new DayChooser(header);
    m_date->setObjectName(QStringLiteral("galleryDate"));
    makeGroupingMenu(header);
    m_size = new QSlider(Qt::Horizontal, header);
    m_size->setObjectName(QStringLiteral("gallerySize"));
    m_size->setRange(GalleryGrid::minEdge, GalleryGrid::maxEdge);
    m_size->setSingleStep(16);
    m_size->setPageStep(48);
    m_size->setValue(m_grid->tileEdge());
    m_size->setFixedWidth(120);
    m_size->setAccessibleName(tr("Size of the tiles"));
    m_size->setToolTip(tr("Size of the tiles"));
    m_detailsButton = new QToolButton(header);
    m_detailsButton->setObjectName(QStringLiteral("galleryDetails"));
    m_detailsButton->setIcon(theme::icon(QStringLiteral("panel-right")));
    m_detailsButton->setCheckable(true);
    m_detailsButton->setChecked(true);
    m_detailsButton->setAutoRaise(true);
    m_detailsButton->setToolTip(tr("Details"));
    m_detailsButton->setAccessibleName(tr("Details"));

    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space3);
    row->addWidget(m_search, 3);
    row->addWidget(m_date);
    row->addStretch(1);
    row->addWidget(m_grouping);
    row->addWidget(m_size);
    row->addWidget(m_detailsButton);

    m_searchDelay.setSingleShot(true);
    m_searchDelay.setInterval(searchDelayMs);
    connect(m_search, &QLineEdit::textChanged, &m_searchDelay, qOverload<>(&QTimer::start));
    connect(&m_searchDelay, &QTimer::timeout, this, [this] {
        closeViewer();
        m_model->setWords(m_search->text());
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        m_searchDelay.stop();
        m_model->setWords(m_search->text());
        m_grid->setFocus();
    });
    connect(m_search, &SearchField::factsWanted, this, &GalleryPanel::loadFacts);
    auto *find = new QAction(tr("Search the library"), this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(find);
    connect(find, &QAction::triggered, this, &GalleryPanel::findResults);
    connect(m_date, &DayChooser::daysWanted, this, [this] { m_date->setDays(m_model->days()); });
    connect(m_date, &DayChooser::dayChosen, this, &GalleryPanel::goToDay);
    connect(m_size, &QSlider::valueChanged, m_grid, &GalleryGrid::setTileEdge);
    connect(m_detailsButton, &QToolButton::toggled, this, &GalleryPanel::setDetailsVisible);
    return header;
}

void GalleryPanel::makeGroupingMenu(QWidget *header)
{
    m_grouping = new QToolButton(header);
    m_grouping->setObjectName(QStringLiteral("galleryGrouping"));
    m_grouping->setAutoRaise(true);
    m_grouping->setIcon(theme::icon(QStringLiteral("grid")));
    m_grouping->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_grouping->setToolTip(tr("Group the results"));
    m_grouping->setAccessibleName(tr("Group the results"));
    m_grouping->setFocusPolicy(Qt::StrongFocus);
    auto *menu = new QMenu(m_grouping);
    m_groupings = new QActionGroup(menu);
    const QList<QPair<GalleryGrouping, QString>> choices{
        {GalleryGrouping::None, tr("Not grouped")}, {GalleryGrouping::Day, tr("By day")},
        {GalleryGrouping::Model, tr("By model")},   {GalleryGrouping::Prompt, tr("By prompt")},
        {GalleryGrouping::Batch, tr("By batch")},
    };
    for (const auto &[grouping, text] : choices) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setActionGroup(m_groupings);
        action->setData(int(grouping));
        connect(action, &QAction::triggered, this,
                [this, grouping = grouping] { setGrouping(grouping); });
    }
    setGrouping(m_model->grouping());
    connect(m_grouping, &QToolButton::clicked, menu, [this, menu] {
        menu->popup(m_grouping->mapToGlobal(m_grouping->rect().bottomLeft()));
    });
}

void GalleryPanel::setGrouping(GalleryGrouping grouping)
{
    const QList<QAction *> actions = m_groupings->actions();
    for (QAction *action : actions) {
        if (action->data().toInt() != int(grouping))
            continue;
        action->setChecked(true);
        m_grouping->setText(action->text());
        m_grouping->setAccessibleDescription(action->text());
    }
    m_model->setGrouping(grouping);
}

void GalleryPanel::goToDay(const QDate &day)
{
    const int row = m_model->rowOfDay(day);
    if (row < 0)
        return;
    const QModelIndex index = m_model->index(row);
    m_grid->setCurrentIndex(index);
    m_grid->scrollTo(index, QAbstractItemView::PositionAtTop);
    m_grid->setFocus();
}

void GalleryPanel::loadFacts()
{
    whenDone(this, m_repository.facts(), [this](const Expected<LibraryFacts, Error> &facts) {
        if (facts)
            m_search->setFacts(*facts);
    });
}

void GalleryPanel::findResults()
{
    closeViewer();
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void GalleryPanel::makeGrid()
{
    m_grid->setObjectName(QStringLiteral("galleryGrid"));
    m_grid->setModel(m_model);
    new HoverPlayer(m_grid);
    m_grid->setContextMenuPolicy(Qt::CustomContextMenu);
    m_actions->attachTo(m_grid);
    m_detailsDelay.setSingleShot(true);
    m_detailsDelay.setInterval(detailsDelayMs);
    connect(&m_detailsDelay, &QTimer::timeout, this, [this] {
        if (m_actions->assets().size() == 1)
            Q_EMIT detailsWanted(m_actions->assets().constFirst().job);
    });

    connect(m_grid, &GalleryGrid::customContextMenuRequested, this, &GalleryPanel::showMenu);
    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &GalleryPanel::takeSelection);
    connect(m_grid, &GalleryGrid::activated, this, [this](const QModelIndex &index) {
        const AssetId id = m_model->idAt(index.row());
        openViewer(id);
        Q_EMIT assetActivated(id);
    });
    connect(m_grid, &GalleryGrid::previewRequested, this,
            [this](const QModelIndex &index) { openViewer(m_model->idAt(index.row())); });
    connect(m_grid, &GalleryGrid::scrolled, this, [this] {
        const QSignalBlocker silent(m_size);
        m_size->setValue(m_grid->tileEdge());
        showDate();
    });

    m_messageAction = m_message->addButton(tr("Clear the search"));
    connect(m_messageAction, &QPushButton::clicked, this, [this] {
        if (m_model->error())
            m_model->reload();
        else
            m_search->clear();
    });
    connect(m_actions, &AssetActions::reuseRequested, this, &GalleryPanel::reuseRequested);
    connect(m_actions, &AssetActions::deleteRequested, this, &GalleryPanel::deleteRequested);
    connect(m_actions, &AssetActions::judgeRequested, this, &GalleryPanel::judgeRequested);
    connect(m_actions, &AssetActions::noticed, this, &GalleryPanel::noticed);
    connect(m_actions, &AssetActions::failed, this, &GalleryPanel::failed);
}

void GalleryPanel::makeViewer()
{
    m_viewer->setObjectName(QStringLiteral("galleryViewer"));
    auto *back = new QAction(tr("Back to the grid"), m_viewer);
    back->setShortcut(QKeySequence(Qt::Key_Escape));
    back->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_viewer->addAction(back);
    connect(back, &QAction::triggered, this, &GalleryPanel::closeViewer);
    m_viewer->detailsAction()->setChecked(true);
    connect(m_viewer, &Stage::detailsToggled, m_detailsButton, &QToolButton::setChecked);
    connect(m_detailsButton, &QToolButton::toggled, m_viewer->detailsAction(),
            &QAction::setChecked);
    connect(m_viewer, &Stage::previousRequested, this, [this] { step(-1); });
    connect(m_viewer, &Stage::nextRequested, this, [this] { step(1); });
    connect(m_viewer, &Stage::reuseRequested, this, &GalleryPanel::reuseRequested);
    connect(m_viewer, &Stage::deleteRequested, this, &GalleryPanel::deleteRequested);
    connect(m_viewer, &Stage::judgeRequested, this, &GalleryPanel::judgeRequested);
    connect(m_viewer, &Stage::noticed, this, &GalleryPanel::noticed);
    connect(m_viewer, &Stage::failed, this, &GalleryPanel::failed);
}

void GalleryPanel::connectModel()
{
    connect(m_model, &GalleryModel::loadingChanged, this, &GalleryPanel::takeLoading);
    connect(m_model, &GalleryModel::rowsRemoved, this, &GalleryPanel::afterRemoval);
    connect(m_model, &GalleryModel::modelReset, this, &GalleryPanel::takeSelection);
    connect(m_model, &GalleryModel::assetsUpdated, this, [this](const QList<Asset> &assets) {
        for (const Asset &asset : assets)
            m_viewer->updateAsset(asset);
        takeSelection();
    });
    connect(m_model, &GalleryModel::rowsInserted, this, &GalleryPanel::showDate,
            Qt::QueuedConnection);
}

void GalleryPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model->load();
    // Who opens the Library looks and judges: keys go to the results until somebody searches.
    if (isViewerOpen())
        m_viewer->setFocus();
    else
        m_grid->setFocus();
}

void GalleryPanel::addAssets(const QList<Asset> &assets)
{
    m_model->addAssets(assets);
    // Nothing is chosen and nobody is looking: the newest is where one starts.
    if (!isVisible() && !m_grid->selectionModel()->hasSelection() && m_model->rowCount() > 0)
        m_grid->selectionModel()->setCurrentIndex(m_model->index(0), QItemSelectionModel::NoUpdate);
}

void GalleryPanel::removeAssets(const QList<AssetId> &ids)
{
    m_model->removeAssets(ids);
}

void GalleryPanel::setDetails(const Job &job)
{
    m_details->setJob(job);
    m_actions->setJob(job);
    m_viewer->setDetails(job);
}

QList<Asset> GalleryPanel::selectedAssets() const
{
    return m_actions->assets();
}

QList<int> GalleryPanel::selectedRows() const
{
    QList<int> rows;
    const QItemSelection selection = m_grid->selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

void GalleryPanel::takeSelection()
{
    m_selection.cancel();
    const QList<int> rows = selectedRows();
    QList<Asset> assets;
    assets.reserve(rows.size());
    bool complete = true;
    for (const int row : rows) {
        assets.append(m_model->assetAt(row));
        complete = complete && m_model->isLoaded(row);
    }
    if (complete) {
        takeSelected(assets);
        return;
    }
    // A key that rates is not lost while they are read.
    m_actions->setUnread(assets);
    QList<AssetId> ids;
    ids.reserve(assets.size());
    for (const Asset &asset : std::as_const(assets))
        ids.append(asset.id);
    m_selection = m_repository.load(ids);
    whenDone(this, m_selection, [this](const Expected<QList<Asset>, Error> &loaded) {
        if (loaded)
            takeSelected(*loaded);
        else
            Q_EMIT failed(loaded.error().message);
    });
}

void GalleryPanel::takeSelected(const QList<Asset> &assets)
{
    m_model->hold(assets);
    m_actions->setAssets(assets);
    if (assets.size() == 1) {
        m_details->setAsset(assets.constFirst());
        m_detailsDelay.start();
    } else {
        m_detailsDelay.stop();
        m_details->setMany(assets);
    }
}

void GalleryPanel::takeLoading()
{
    showMessage();
    if (!m_model->isLoading() && m_model->rowCount() > 0 && !m_grid->currentIndex().isValid()) {
        // So that the arrow keys start at the newest.
        m_grid->selectionModel()->setCurrentIndex(m_model->index(0), QItemSelectionModel::NoUpdate);
    }
    showDate();
}

void GalleryPanel::showMessage()
{
    if (isViewerOpen())
        return;
    const bool empty = m_model->rowCount() == 0;
    m_size->setEnabled(!empty);
    if (!empty) {
        m_pages->setCurrentWidget(m_grid);
        return;
    }
    const bool searching = !m_model->words().isEmpty();
    m_messageAction->hide();
    if (m_model->error()) {
        m_message->setContent(QStringLiteral("warning"), tr("The library cannot be read"),
                              m_model->error()->message);
        m_messageAction->setText(tr("Try again"));
        m_messageAction->show();
    } else if (m_model->isLoading()) {
        // Usually gone before it could be read: nothing flickers.
        m_message->setContent({}, {}, {});
    } else if (searching) {
        m_message->setContent(QStringLiteral("search"), tr("No result has these words"),
                              tr("Prompts, models and endpoints were searched for \"%1\".")
                                  .arg(m_model->words().left(80)));
        m_messageAction->setText(tr("Clear the search"));
        m_messageAction->show();
    } else {
        m_message->setContent(
            QStringLiteral("library"), tr("No results yet"),
            tr("Everything you generate is kept here, with its inputs, to look at and use again. "
               "Start in Create: write a prompt and press Generate."));
    }
    m_pages->setCurrentWidget(m_message);
}

void GalleryPanel::showDate()
{
    const QModelIndex first = m_grid->firstVisible();
    const bool seen = first.isValid() && m_pages->currentWidget() == m_grid && m_model->isByTime();
    if (seen)
        m_date->setShown(m_model->placeText(first.row()),
                         QDateTime::fromMSecsSinceEpoch(m_model->timeAt(first.row())).date());
    else
        m_date->setShown({}, {});
}

void GalleryPanel::setDetailsVisible(bool visible)
{
    m_details->setVisible(visible);
}

bool GalleryPanel::isViewerOpen() const
{
    return m_pages->currentWidget() == m_viewer;
}

void GalleryPanel::openViewer(const AssetId &id)
{
    const int row = m_model->rowOf(id);
    if (row < 0)
        return;
    m_viewerRow = row;
    m_opening.cancel();
    if (m_model->isLoaded(row)) {
        showInViewer(m_model->assetAt(row));
        return;
    }
    m_opening = m_repository.load({id});
    whenDone(this, m_opening, [this](const Expected<QList<Asset>, Error> &loaded) {
        if (!loaded)
            Q_EMIT failed(loaded.error().message);
        else if (!loaded->isEmpty() && m_model->rowOf(loaded->constFirst().id) >= 0)
            showInViewer(loaded->constFirst());
    });
}

void GalleryPanel::showInViewer(const Asset &asset)
{
    const bool opens = !isViewerOpen();
    m_viewerRow = m_model->rowOf(asset.id);
    m_viewer->showAsset(asset);
    m_pages->setCurrentWidget(m_viewer);
    m_header->hide();
    m_viewer->setFocus();
    m_grid->setCurrentIndex(m_model->index(m_viewerRow));
    takeSelection();
    if (opens)
        Q_EMIT viewerOpened();
}

void GalleryPanel::closeViewer()
{
    m_opening.cancel();
    if (!isViewerOpen())
        return;
    m_viewer->clear();
    m_viewerRow = -1;
    m_header->show();
    m_pages->setCurrentWidget(m_grid);
    showMessage();
    m_grid->scrollTo(m_grid->currentIndex());
    m_grid->setFocus();
    showDate();
}

void GalleryPanel::step(int direction)
{
    const int row = m_grid->currentIndex().row() + direction;
    if (row < 0 || row >= m_model->rowCount())
        return;
    openViewer(m_model->idAt(row));
}

void GalleryPanel::afterRemoval()
{
    if (isViewerOpen() && m_viewer->asset() && m_model->rowOf(m_viewer->asset()->id) < 0) {
        const int row = qMin(m_viewerRow, m_model->rowCount() - 1);
        if (row >= 0)
            openViewer(m_model->idAt(row));
        else
            closeViewer();
    }
    takeSelection();
}

void GalleryPanel::showMenu(const QPoint &position)
{
    if (selectedAssets().isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->fillMenu(menu);
    menu->popup(m_grid->viewport()->mapToGlobal(position));
}

QByteArray GalleryPanel::saveLayout() const
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << layoutVersion << m_splitter->saveState() << qint32(m_grid->tileEdge())
           << m_detailsButton->isChecked() << qint32(m_model->grouping());
    return bytes;
}

void GalleryPanel::restoreLayout(const QByteArray &layout)
{
    QDataStream stream(layout);
    quint32 version = 0;
    QByteArray splitter;
    qint32 edge = 0;
    bool details = true;
    stream >> version >> splitter >> edge >> details;
    if (stream.status() != QDataStream::Ok || version != layoutVersion)
        return;
    m_splitter->restoreState(splitter);
    m_size->setValue(edge);
    m_detailsButton->setChecked(details);
    // Layouts of before have none.
    qint32 grouping = 0;
    stream >> grouping;
    if (stream.status() == QDataStream::Ok && grouping >= 0
        && grouping <= qint32(GalleryGrouping::Batch))
        setGrouping(static_cast<GalleryGrouping>(grouping));
}

} // namespace peregrine
