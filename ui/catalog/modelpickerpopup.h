#pragma once

#include "core/catalog/modelcard.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QListView;
class QModelIndex;

namespace peregrine {

class ModelFilter;
class ModelListModel;

/// The list that ModelPicker opens: type to filter, arrows to move, Enter to choose, Escape to
/// leave. What reads like an endpoint id and is not listed can be chosen as it is.
class ModelPickerPopup : public QFrame
{
    Q_OBJECT

public:
    /// The models must outlive it.
    explicit ModelPickerPopup(ModelListModel &models, QWidget *parent);

    void openAt(const QRect &place, const EndpointId &current);

    [[nodiscard]] QLineEdit &searchField() { return *m_search; }
    [[nodiscard]] QListView &list() { return *m_list; }

Q_SIGNALS:
    void modelChosen(const peregrine::EndpointId &endpoint);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void takeWords();
    void chooseCurrent();
    void choose(const EndpointId &endpoint);
    /// The id that is typed, when it is one and not listed.
    [[nodiscard]] EndpointId typedId() const;

    ModelListModel &m_models;
    ModelFilter *m_filter;
    QLineEdit *m_search;
    QListView *m_list;
    QLabel *m_hint;
};

} // namespace peregrine
