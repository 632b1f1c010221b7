#pragma once

#include "core/base/error.h"
#include "core/catalog/modelcard.h"

#include <QList>
#include <QPixmap>
#include <QTimer>
#include <QUrl>
#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QListView;
class QModelIndex;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace peregrine {

class CatalogBar;
class CategoryList;
class MessagePage;
class ModelDetails;
class ModelFilter;
class ModelListModel;

/// The Models area: search, categories with how many are in each, and the models as cards, with
/// all that is known of the current one beside them. Fed by value; it asks nobody itself.
class ModelBrowser : public QWidget
{
    Q_OBJECT

public:
    explicit ModelBrowser(QWidget *parent = nullptr);
    ~ModelBrowser() override;

    /// Also ends an error's display.
    void setModels(const QList<ModelCard> &models);
    /// When the server gave the list, UTC; its age stands beside the count.
    void setListedAt(const QDateTime &listedAt);
    void setLoading(bool loading);
    /// With models from the cache on show a line over them says so; without any, the whole page.
    void setError(const Error &error);
    void setFavorite(const EndpointId &endpoint, bool favorite);
    /// Those opened last, the newest first.
    void setRecent(const QList<EndpointId> &recent);
    /// One that picturesWanted() asked for.
    void setPicture(const QUrl &thumbnail, const QPixmap &picture);

    [[nodiscard]] QListView &list() { return *m_list; }
    [[nodiscard]] QLineEdit &searchField();

Q_SIGNALS:
    /// By Enter or double click; also one that is not listed, when its id is typed.
    void modelChosen(const peregrine::EndpointId &endpoint);
    void refreshRequested();
    /// A model's page on the web.
    void pageRequested(const QUrl &page);
    /// Thumbnails of the models on show and of a page around them, the most urgent first.
    void picturesWanted(const QList<QUrl> &thumbnails);
    void favoriteToggled(const peregrine::EndpointId &endpoint, bool favorite);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeCards();
    void takeCriteria();
    void showCounts();
    void choose(const QModelIndex &index);
    void openFirst();
    void toggleFavorite(const EndpointId &endpoint);
    void showState();
    /// Whether the server has listed anything yet.
    [[nodiscard]] bool haveListed() const;
    void showNothing();
    void askForPictures();
    void showDetails();
    /// Goes to a model that is listed, whatever the criteria.
    void reveal(const EndpointId &endpoint);

    ModelListModel *m_models;
    ModelFilter *m_filter;
    ModelDetails *m_details;
    /// Scrolling asks for pictures when it rests.
    QTimer m_pictureDelay;
    /// The age grows while the list is looked at.
    QTimer m_ageing;
    QDateTime m_listedAt;
    bool m_loading = false;
    std::optional<Error> m_error;
    CatalogBar *m_bar;
    CategoryList *m_categories;
    QPushButton *m_unlisted = nullptr;
    QListView *m_list = nullptr;
    QStackedWidget *m_pages = nullptr;
    MessagePage *m_message = nullptr;
    QPushButton *m_messageAction = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_notice = nullptr;
};

} // namespace peregrine
