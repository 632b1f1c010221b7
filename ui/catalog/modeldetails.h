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

    /// The picture may be null; setPicture() brings it later.
    void showModel(const ModelCard &card, const QPixmap &picture);
    void setPicture(const QPixmap &picture);
    [[nodiscard]] const ModelCard &model() const { return m_card; }

    [[nodiscard]] QSize sizeHint() const override { return {300, 400}; }

Q_SIGNALS:
    void openRequested(const peregrine::EndpointId &endpoint);
    /// Its page on fal's site.
    void pageRequested(const QUrl &page);

private:
    void addFact(const QString &name, const QString &value);

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
