#include "ui/catalog/modelbrowser.h"

#include "ui/catalog/catalogbar.h"
#include "ui/catalog/categorylist.h"
#include "ui/catalog/modelcarddelegate.h"
#include "ui/catalog/modeldetails.h"
#include "ui/catalog/modelfilter.h"
#include "ui/catalog/modellistmodel.h"
#include "ui/catalog/modeltext.h"
#include "ui/catalog/typedendpoint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagepage.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

namespace {

constexpr int pictureDelayMs = 60;
/// Narrower, the list needs all the room.
constexpr int detailsFrom = 1000;

} // namespace

ModelBrowser::ModelBrowser(QWidget *parent)
    : QWidget(parent)
    , m_models(new ModelListModel(this))
    , m_filter(new ModelFilter(*m_models, this))
    , m_details(new ModelDetails(this))
    , m_bar(new CatalogBar(this))
    , m_categories(new CategoryList(this))
{
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_categories);
    body->addWidget(makeCards(), 1);
    body->addWidget(m_details);
    m_details->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addLayout(body, 1);

    connect(m_details, &ModelDetails::openRequested, this, &ModelBrowser::modelChosen);
    connect(m_details, &ModelDetails::pageRequested, this, &ModelBrowser::pageRequested);
    connect(m_details, &ModelDetails::modelRequested, this, &ModelBrowser::reveal);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ModelBrowser::showDetails);
    connect(m_bar, &CatalogBar::changed, this, &ModelBrowser::takeCriteria);
    connect(m_bar, &CatalogBar::refreshRequested, this, &ModelBrowser::refreshRequested);
    connect(m_categories, &QListWidget::currentRowChanged, this, &ModelBrowser::takeCriteria);
    QLineEdit &search = m_bar->searchField();
    search.installEventFilter(this);
    connect(&search, &QLineEdit::returnPressed, this, &ModelBrowser::openFirst);

    m_ageing.setInterval(60'000);
    m_ageing.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_ageing, &QTimer::timeout, this, &ModelBrowser::showState);
    m_ageing.start();
    setTabOrder(m_bar, m_categories);
    setTabOrder(m_categories, m_list);
    showCounts();
    showState();
}

ModelBrowser::~ModelBrowser() = default;

QLineEdit &ModelBrowser::searchField()
{
    return m_bar->searchField();
}

QWidget *ModelBrowser::makeCards()
{
    auto *side = new QWidget(this);
    m_notice = new QLabel(side);
    m_notice->setObjectName(QStringLiteral("modelNotice"));
    m_notice->setWordWrap(true);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    m_progress = new QProgressBar(side);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(3);
    m_progress->setAccessibleName(tr("Loading models"));
    m_unlisted = new QPushButton(side);
    m_unlisted->setObjectName(QStringLiteral("openUnlisted"));
    m_unlisted->setAutoDefault(false);

    m_list = new QListView(side);
    m_list->setObjectName(QStringLiteral("modelList"));
    m_list->setAccessibleName(tr("Models"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_filter);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->installEventFilter(this);
    auto *delegate = new ModelCardDelegate(ModelCardDelegate::Density::Full, m_list);
    m_list->setItemDelegate(delegate);
    m_message = new MessagePage(side);
    m_pages = new QStackedWidget(side);
    m_pages->addWidget(m_list);
    m_pages->addWidget(m_message);

    auto *unlistedRow = new QHBoxLayout;
    unlistedRow->setContentsMargins(theme::space3, 0, theme::space3, 0);
    unlistedRow->addWidget(m_unlisted);
    unlistedRow->addStretch(1);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_progress);
    column->addWidget(m_notice);
    column->addLayout(unlistedRow);
    column->addWidget(m_pages, 1);

    m_pictureDelay.setSingleShot(true);
    m_pictureDelay.setInterval(pictureDelayMs);
    connect(&m_pictureDelay, &QTimer::timeout, this, &ModelBrowser::askForPictures);
    const auto soon = qOverload<>(&QTimer::start);
    connect(m_list->verticalScrollBar(), &QScrollBar::valueChanged, &m_pictureDelay, soon);
    connect(m_list->verticalScrollBar(), &QScrollBar::rangeChanged, &m_pictureDelay, soon);
    connect(m_filter, &QAbstractItemModel::rowsInserted, &m_pictureDelay, soon);
    connect(m_filter, &QAbstractItemModel::rowsRemoved, &m_pictureDelay, soon);
    connect(m_filter, &QAbstractItemModel::layoutChanged, &m_pictureDelay, soon);
    connect(m_list, &QListView::activated, this, &ModelBrowser::choose);
    connect(delegate, &ModelCardDelegate::starClicked, this, &ModelBrowser::toggleFavorite);
    connect(m_unlisted, &QPushButton::clicked, this, [this] {
        const EndpointId typed = typedEndpoint(searchField().text(), *m_models);
        if (!typed.isEmpty())
            Q_EMIT modelChosen(typed);
    });
    m_messageAction = m_message->addButton(tr("Try again"));
    m_messageAction->setObjectName(QStringLiteral("modelMessageAction"));
    connect(m_messageAction, &QPushButton::clicked, this, [this] {
        if (m_error) {
            Q_EMIT refreshRequested();
            return;
        }
        m_bar->clearFilter();
        searchField().clear();
    });
    return side;
}

void ModelBrowser::askForPictures()
{
    if (!m_list->isVisible())
        return;
    const int rows = m_filter->rowCount();
    const QModelIndex top = m_list->indexAt(QPoint(8, 8));
    const int height = qMax(1, m_list->sizeHintForRow(0));
    const int page = m_list->viewport()->height() / height + 1;
    const int first = top.isValid() ? top.row() : 0;
    QList<QUrl> wanted;
    const auto want = [&](int from, int to) {
        for (int row = qMax(0, from); row < qMin(rows, to); ++row) {
            const QModelIndex index = m_filter->index(row, 0);
            const auto card = index.data(ModelListModel::CardRole).value<ModelCard>();
            if (card.thumbnailUrl.isValid()
                && index.data(ModelListModel::PictureRole).value<QPixmap>().isNull())
                wanted.append(card.thumbnailUrl);
        }
    };
    want(first, first + page + 1);
    want(first + page + 1, first + 2 * page);
    want(first - page, first);
    Q_EMIT picturesWanted(wanted);
}

void ModelBrowser::setPicture(const QUrl &thumbnail, const QPixmap &picture)
{
    m_models->setPicture(thumbnail, picture);
    if (m_details->model().thumbnailUrl == thumbnail)
        m_details->setPicture(picture);
}

void ModelBrowser::showDetails()
{
    const QModelIndex current = m_list->currentIndex();
    const bool shown =
        current.isValid() && width() >= detailsFrom && m_pages->currentWidget() == m_list;
    if (shown) {
        const auto card = current.data(ModelListModel::CardRole).value<ModelCard>();
        QList<ModelCard> family;
        if (!card.familyKey.isEmpty()) {
            const QList<ModelCard> &all = m_models->models();
            std::copy_if(all.cbegin(), all.cend(), std::back_inserter(family),
                         [&card](const ModelCard &other) {
                             return other.familyKey == card.familyKey
                                 && other.endpoint != card.endpoint;
                         });
        }
        m_details->showModel(card, current.data(ModelListModel::PictureRole).value<QPixmap>(),
                             family);
    }
    m_details->setVisible(shown);
}

void ModelBrowser::reveal(const EndpointId &endpoint)
{
    if (!m_models->find(endpoint)) {
        Q_EMIT modelChosen(endpoint);
        return;
    }
    if (!m_filter->indexOf(endpoint).isValid()) {
        m_bar->clearFilter();
        searchField().clear();
        m_categories->setCurrentRow(0);
    }
    const QModelIndex index = m_filter->indexOf(endpoint);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    m_list->setFocus();
}

void ModelBrowser::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showDetails();
}

void ModelBrowser::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_pictureDelay.start();
}

void ModelBrowser::setModels(const QList<ModelCard> &models)
{
    m_error.reset();
    const EndpointId current = m_filter->cardAt(m_list->currentIndex()).endpoint;
    m_models->setModels(models);
    showCounts();
    if (const QModelIndex again = m_filter->indexOf(current); again.isValid())
        m_list->setCurrentIndex(again);
    // Models that stay in their rows may have other pictures.
    m_pictureDelay.start();
    showState();
}

void ModelBrowser::setListedAt(const QDateTime &listedAt)
{
    m_listedAt = listedAt;
    showState();
}

void ModelBrowser::setLoading(bool loading)
{
    m_loading = loading;
    showState();
}

void ModelBrowser::setError(const Error &error)
{
    m_error = error;
    m_loading = false;
    showState();
}

void ModelBrowser::setFavorite(const EndpointId &endpoint, bool favorite)
{
    m_models->setFavorite(endpoint, favorite);
    showCounts();
    showState();
}

void ModelBrowser::setRecent(const QList<EndpointId> &recent)
{
    m_models->setRecent(recent);
    showCounts();
    showState();
}

void ModelBrowser::showCounts()
{
    m_categories->setModels(m_models->models());
    takeCriteria();
    m_categories->setCounts(m_filter->counts());
}

void ModelBrowser::takeCriteria()
{
    ModelCriteria criteria;
    m_bar->apply(criteria);
    m_categories->apply(criteria);
    if (criteria == m_filter->criteria()) {
        showState();
        return;
    }
    m_filter->setCriteria(criteria);
    m_categories->setCounts(m_filter->counts());
    m_list->setCurrentIndex({});
    m_list->scrollToTop();
    showState();
}

void ModelBrowser::choose(const QModelIndex &index)
{
    if (index.isValid())
        Q_EMIT modelChosen(m_filter->cardAt(index).endpoint);
}

void ModelBrowser::openFirst()
{
    const QModelIndex current = m_list->currentIndex();
    const QModelIndex index = current.isValid() ? current : m_filter->index(0, 0);
    if (index.isValid())
        choose(index);
    else if (const EndpointId typed = typedEndpoint(searchField().text(), *m_models);
             !typed.isEmpty())
        Q_EMIT modelChosen(typed);
}

void ModelBrowser::toggleFavorite(const EndpointId &endpoint)
{
    const ModelCard *card = m_models->find(endpoint);
    if (!card)
        return;
    const bool favorite = !card->favorite;
    setFavorite(endpoint, favorite);
    Q_EMIT favoriteToggled(endpoint, favorite);
}

void ModelBrowser::showState()
{
    const bool none = m_filter->rowCount() == 0;
    const bool haveModels = haveListed();
    m_progress->setVisible(m_loading);
    m_bar->setLoading(m_loading);
    m_notice->setVisible(m_error && haveModels);
    if (m_error)
        m_notice->setText(tr("These models are from the last time the server answered. %1")
                              .arg(m_error->message));
    const EndpointId typed = typedEndpoint(searchField().text(), *m_models);
    m_unlisted->setVisible(!typed.isEmpty());
    //: %1 is an endpoint's id
    m_unlisted->setText(tr("Open \"%1\", which is not in the list").arg(typed.toString()));
    const QString brief = haveModels ? tr("%n model(s)", nullptr, m_filter->rowCount()) : QString();
    QString whole = brief;
    if (haveModels && m_listedAt.isValid()) {
        //: %1 is "12 models", %2 is "3 hours ago"
        whole = tr("%1, listed %2")
                    .arg(brief, modeltext::age(m_listedAt, QDateTime::currentDateTimeUtc()));
    }
    m_bar->setCount(brief, whole);
    m_pages->setCurrentIndex(none ? 1 : 0);
    if (none)
        showNothing();
    showDetails();
}

bool ModelBrowser::haveListed() const
{
    const QList<ModelCard> &all = m_models->models();
    return std::any_of(all.cbegin(), all.cend(),
                       [](const ModelCard &card) { return card.isListed; });
}

void ModelBrowser::showNothing()
{
    const ModelCriteria &criteria = m_filter->criteria();
    const bool haveModels = haveListed();
    QString action;
    if (m_error && !haveModels) {
        m_message->setContent(QStringLiteral("cloud"), tr("The models cannot be listed"),
                              m_error->message);
        action = tr("Try again");
    } else if (m_loading && !haveModels) {
        m_message->setContent(QStringLiteral("models"), tr("Asking the server for its models…"),
                              {});
    } else if (!haveModels) {
        m_message->setContent(QStringLiteral("models"), tr("No models yet"),
                              tr("The server lists none. Another server can be chosen at the top "
                                 "right."));
    } else if (!criteria.words.isEmpty() || criteria.hasFilter()) {
        m_message->setContent(QStringLiteral("search"),
                              criteria.hasFilter() ? tr("No model fits the search and the filter")
                                                   : tr("No model has these words"),
                              tr("Other words, or all categories, may find it. An endpoint id, "
                                 "like fal-ai/flux/dev, can be opened without being listed."));
        action = criteria.hasFilter() ? tr("Clear search and filter") : tr("Clear the search");
    } else if (criteria.shelf == ModelCriteria::Shelf::Recent) {
        m_message->setContent(QStringLiteral("clock"), tr("None opened yet"),
                              tr("Models that are opened in Create can be found here again."));
    } else {
        m_message->setContent(QStringLiteral("star"), tr("No favourites yet"),
                              tr("Press F on a model, or click its star, to keep it here."));
    }
    m_messageAction->setText(action);
    m_messageAction->setVisible(!action.isEmpty());
}

bool ModelBrowser::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (watched == &searchField() && key->key() == Qt::Key_Down && m_filter->rowCount() > 0) {
            m_list->setFocus();
            if (!m_list->currentIndex().isValid())
                m_list->setCurrentIndex(m_filter->index(0, 0));
            return true;
        }
        if (watched == m_list && key->key() == Qt::Key_F && key->modifiers() == Qt::NoModifier
            && m_list->currentIndex().isValid()) {
            toggleFavorite(m_filter->cardAt(m_list->currentIndex()).endpoint);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace peregrine
