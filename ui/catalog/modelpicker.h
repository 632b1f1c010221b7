#pragma once

#include "core/catalog/modelcard.h"

#include <QAbstractButton>
#include <QList>

namespace peregrine {

class ModelListModel;
class ModelPickerPopup;

/// The model that is used, at the top of Create: its title and id; opens a list with a search
/// field to choose another. Any endpoint id can be typed there, listed or not.
class ModelPicker : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ModelPicker(QWidget *parent = nullptr);
    ~ModelPicker() override;

    void setModels(const QList<ModelCard> &models);
    /// Those opened last, the newest first: they head the list.
    void setRecent(const QList<EndpointId> &recent);
    /// Without modelChosen(). One that is not listed is shown by its id.
    void setCurrent(const EndpointId &endpoint);
    [[nodiscard]] const EndpointId &current() const { return m_current; }
    void openPopup();
    /// Null before the first openPopup().
    [[nodiscard]] ModelPickerPopup *popup() { return m_popup; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void modelChosen(const peregrine::EndpointId &endpoint);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showCurrent();

    ModelListModel *m_models;
    ModelPickerPopup *m_popup = nullptr;
    EndpointId m_current;
    QString m_title;
};

} // namespace peregrine
