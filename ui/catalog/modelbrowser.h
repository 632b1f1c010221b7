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
class QListWidget;
class QModelIndex;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace peregrine {

class MessagePage;
class ModelDetails;
class ModelFilter;
class ModelListModel;

/// The Models area: search, categories with how many are in each, and the models as cards. Fed by
/// value; it asks nobody itself.
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
    /// One that picturesWanted() asked for.
    void setPicture(const QUrl &thumbnail, const QPixmap &picture);

    [[nodiscard]] QListView &list() { return *m_list; }
    [[nodiscard]] QLineEdit &searchField() { return *m_search; }

Q_SIGNALS:
    /// By Enter or double click.
    void modelChosen(const peregrine::EndpointId &endpoint);
    /// What is typed, a moment after the last key: for a search on the server. The models at hand
    /// are filtered at once.
    void searchChanged(const QString &words);
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
    QWidget *makeHeader();
    QWidget *makeSide();
    QWidget *makeCards();
    void fillCategories();
    void takeCategory();
    void takeWords();
    void choose(const QModelIndex &index);
    void toggleFavorite(const EndpointId &endpoint);
    void showState();
    void askForPictures();
    void showDetails();

    ModelListModel *m_models;
    ModelFilter *m_filter;
    ModelDetails *m_details;
    QTimer m_searchDelay;
    /// Scrolling asks for pictures when it rests.
    QTimer m_pictureDelay;
    /// The age grows while the list is looked at.
    QTimer m_ageing;
    QDateTime m_listedAt;
    bool m_loading = false;
    std::optional<Error> m_error;
    QLineEdit *m_search = nullptr;
    QPushButton *m_refresh = nullptr;
    QListWidget *m_categories = nullptr;
    QListView *m_list = nullptr;
    QStackedWidget *m_pages = nullptr;
    MessagePage *m_message = nullptr;
    QPushButton *m_messageAction = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_notice = nullptr;
    QLabel *m_count = nullptr;
};

} // namespace peregrine
