#pragma once

#include "core/catalog/modelcard.h"

#include <QPixmap>
#include <QWidget>

class QFormLayout;
class QLabel;
class QPushButton;

namespace peregrine {

/// All that the catalogue says of one model, beside the list: picture, what it is for, price,
/// licence, how it can be called, the whole description.
class ModelDetails : public QWidget
{
    Q_OBJECT

public:
    explicit ModelDetails(QWidget *parent = nullptr);

    /// The picture may be null; setPicture() brings it later. Family: the others of its family.
    void showModel(const ModelCard &card, const QPixmap &picture, const QList<ModelCard> &family);
    void setPicture(const QPixmap &picture);
    [[nodiscard]] const ModelCard &model() const { return m_card; }

    [[nodiscard]] QSize sizeHint() const override { return {300, 400}; }

Q_SIGNALS:
    void openRequested(const peregrine::EndpointId &endpoint);
    /// Its page on fal's site, its licence's, or one that the description names.
    void pageRequested(const QUrl &page);
    /// Another model that this one has to do with.
    void modelRequested(const peregrine::EndpointId &endpoint);

private:
    QLabel *addFact(const QString &name, const QString &value);
    void addFamily(const QList<ModelCard> &family);
    void addModels(const QString &name, const QList<EndpointId> &endpoints);
    void addLinks(const QString &name, const QStringList &links);
    void openLink(const QString &link);

    ModelCard m_card;
    QLabel *m_picture;
    QLabel *m_title;
    QLabel *m_endpoint;
    QFormLayout *m_facts;
    QLabel *m_description;
    QPushButton *m_open;
    QPushButton *m_page;
};

/// Where fal shows a model on its site; invalid for models that are not fal's.
[[nodiscard]] QUrl pageOf(const EndpointId &endpoint);

} // namespace peregrine
