#include "ui/catalog/modelbrowser.h"

#include "ui/catalog/categorydelegate.h"
#include "ui/catalog/modelcarddelegate.h"
#include "ui/catalog/modeldetails.h"
#include "ui/catalog/modelfilter.h"
#include "ui/catalog/modellistmodel.h"
#include "ui/catalog/modeltext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagepage.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMap>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace peregrine {

namespace {

constexpr int searchDelayMs = 250;
constexpr int pictureDelayMs = 60;
/// Narrower, the list needs all the room.
constexpr int detailsFrom = 1000;
constexpr int sideWidth = 208;

enum CategoryRole {
    KindRole = CategoryDelegate::countRole + 1, ///< Section
    NameRole, ///< QString: fal's word for the category
};

enum class Section { All, Favorites, Category };

} // namespace

ModelBrowser::ModelBrowser(QWidget *parent)
    : QWidget(parent)
    , m_models(new ModelListModel(this))
    , m_filter(new ModelFilter(*m_models, this))
    , m_details(new ModelDetails(this))
{
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(makeSide());
    body->addWidget(makeCards(), 1);
    body->addWidget(m_details);
    m_details->hide();
    connect(m_details, &ModelDetails::openRequested, this, &ModelBrowser::modelChosen);
    connect(m_details, &ModelDetails::pageRequested, this, &ModelBrowser::pageRequested);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ModelBrowser::showDetails);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addLayout(body, 1);

    m_searchDelay.setSingleShot(true);
    m_searchDelay.setInterval(searchDelayMs);
    connect(&m_searchDelay, &QTimer::timeout, this,
            [this] { Q_EMIT searchChanged(m_search->text().simplified()); });
    m_ageing.setInterval(60'000);
    m_ageing.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_ageing, &QTimer::timeout, this, &ModelBrowser::showState);
    m_ageing.start();
    setTabOrder(m_search, m_categories);
    setTabOrder(m_categories, m_list);
    fillCategories();
    showState();
}

ModelBrowser::~ModelBrowser() = default;

QWidget *ModelBrowser::makeHeader()
{
    auto *header = new QWidget(this);
    m_search = new QLineEdit(header);
    m_search->setObjectName(QStringLiteral("modelSearch"));
    m_search->setPlaceholderText(tr("Search models by name, id or what they do"));
    m_search->setAccessibleName(tr("Search models"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(theme::icon(QStringLiteral("search"), theme::Tone::TextMuted),
                        QLineEdit::LeadingPosition);
    m_search->setMaximumWidth(480);
    m_search->installEventFilter(this);
    m_count = new QLabel(header);
    m_count->setObjectName(QStringLiteral("modelCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_refresh = new QPushButton(theme::icon(QStringLiteral("retry")), tr("Refresh"), header);
    m_refresh->setObjectName(QStringLiteral("modelRefresh"));
    m_refresh->setToolTip(tr("Ask the server for its models again"));
    m_refresh->setAutoDefault(false);

    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space3);
    row->addWidget(m_search, 3);
    row->addWidget(m_count);
    row->addStretch(1);
    row->addWidget(m_refresh);

    connect(m_search, &QLineEdit::textChanged, this, &ModelBrowser::takeWords);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        const QModelIndex current = m_list->currentIndex();
        choose(current.isValid() ? current : m_filter->index(0, 0));
    });
    connect(m_refresh, &QPushButton::clicked, this, &ModelBrowser::refreshRequested);
    return header;
}

QWidget *ModelBrowser::makeSide()
{
    m_categories = new QListWidget(this);
    m_categories->setObjectName(QStringLiteral("modelCategories"));
    m_categories->setAccessibleName(tr("Categories"));
    m_categories->setFrameShape(QFrame::NoFrame);
    m_categories->setFixedWidth(sideWidth);
    m_categories->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_categories->setUniformItemSizes(true);
    m_categories->setMouseTracking(true);
    m_categories->setItemDelegate(new CategoryDelegate(m_categories));
    connect(m_categories, &QListWidget::currentRowChanged, this, &ModelBrowser::takeCategory);
    return m_categories;
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

    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_progress);
    column->addWidget(m_notice);
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
    m_messageAction = m_message->addButton(tr("Try again"));
    m_messageAction->setObjectName(QStringLiteral("modelMessageAction"));
    connect(m_messageAction, &QPushButton::clicked, this, [this] {
        if (m_error)
            Q_EMIT refreshRequested();
        else
            m_search->clear();
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
    if (shown)
        m_details->showModel(current.data(ModelListModel::CardRole).value<ModelCard>(),
                             current.data(ModelListModel::PictureRole).value<QPixmap>());
    m_details->setVisible(shown);
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
    fillCategories();
    for (int row = 0; !current.isEmpty() && row < m_filter->rowCount(); ++row) {
        if (m_filter->cardAt(m_filter->index(row, 0)).endpoint == current) {
            m_list->setCurrentIndex(m_filter->index(row, 0));
            break;
        }
    }
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
    fillCategories();
    showState();
}

void ModelBrowser::fillCategories()
{
    QMap<QString, int> counts;
    int favorites = 0;
    for (const ModelCard &card : m_models->models()) {
        ++counts[card.category];
        favorites += card.favorite ? 1 : 0;
    }
    const QListWidgetItem *before = m_categories->currentItem();
    const auto section = before ? Section(before->data(KindRole).toInt()) : Section::All;
    const QString name = before ? before->data(NameRole).toString() : QString();

    const QSignalBlocker silent(m_categories);
    m_categories->clear();
    const auto add = [this, section, name](const QString &text, int count, Section kind,
                                           const QString &category) {
        auto *item = new QListWidgetItem(text, m_categories);
        item->setData(CategoryDelegate::countRole, count);
        //: a category and how many models are in it
        item->setData(Qt::AccessibleTextRole, tr("%1, %n model(s)", nullptr, count).arg(text));
        item->setData(KindRole, int(kind));
        item->setData(NameRole, category);
        if (kind == section && category == name)
            m_categories->setCurrentItem(item);
    };
    add(tr("All models"), int(m_models->models().size()), Section::All, {});
    add(tr("Favourites"), favorites, Section::Favorites, {});
    for (auto entry = counts.cbegin(); entry != counts.cend(); ++entry)
        add(modeltext::category(entry.key()), entry.value(), Section::Category, entry.key());
    if (!m_categories->currentItem())
        m_categories->setCurrentRow(0);
    takeCategory();
}

void ModelBrowser::takeCategory()
{
    const QListWidgetItem *item = m_categories->currentItem();
    if (!item)
        return;
    const auto section = Section(item->data(KindRole).toInt());
    m_filter->setFavoritesOnly(section == Section::Favorites);
    m_filter->setCategory(section == Section::Category
                              ? std::optional(item->data(NameRole).toString())
                              : std::nullopt);
    showState();
}

void ModelBrowser::takeWords()
{
    m_filter->setWords(m_search->text());
    m_list->scrollToTop();
    m_list->setCurrentIndex({});
    m_searchDelay.start();
    showState();
}

void ModelBrowser::choose(const QModelIndex &index)
{
    if (index.isValid())
        Q_EMIT modelChosen(m_filter->cardAt(index).endpoint);
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
    if (!m_pages)
        return;
    const bool none = m_filter->rowCount() == 0;
    const bool haveModels = !m_models->models().isEmpty();
    m_progress->setVisible(m_loading);
    m_refresh->setEnabled(!m_loading);
    m_notice->setVisible(m_error && haveModels);
    if (m_error)
        m_notice->setText(tr("These models are from the last time the server answered. %1")
                              .arg(m_error->message));
    QString count = haveModels ? tr("%n model(s)", nullptr, m_filter->rowCount()) : QString();
    if (haveModels && m_listedAt.isValid()) {
        //: %1 is "12 models", %2 is "3 hours ago"
        count = tr("%1, listed %2")
                    .arg(count, modeltext::age(m_listedAt, QDateTime::currentDateTimeUtc()));
    }
    m_count->setText(count);
    m_pages->setCurrentIndex(none ? 1 : 0);
    showDetails();
    if (!none)
        return;
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
    } else if (!m_filter->words().isEmpty()) {
        m_message->setContent(QStringLiteral("search"), tr("No model has these words"),
                              tr("Other words, or all categories, may find it."));
        action = tr("Clear the search");
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
        if (watched == m_search && key->key() == Qt::Key_Down && m_filter->rowCount() > 0) {
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
