#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/jobs/asset.h"

#include <QFuture>
#include <QListView>

namespace peregrine {

class AssetRepository;
class GalleryModel;
class Thumbnailer;

/// The newest results in one row under the stage. Left and Right move on, and whoever is current
/// is told by assetChosen(); originals can be dragged out.
class Filmstrip : public QListView
{
    Q_OBJECT

public:
    static constexpr int stripHeight = 92;

    /// Both must outlive it. Results are fetched when it is first shown.
    Filmstrip(AssetRepository &repository, Thumbnailer &thumbnailer, QWidget *parent = nullptr);
    ~Filmstrip() override;

    /// Loads from the start, for example when the library could not be read before.
    void reload();
    void addAssets(const QList<Asset> &assets);
    void removeAssets(const QList<AssetId> &ids);
    /// Highlights it without assetChosen(); an unknown one highlights none.
    void setCurrentAsset(const AssetId &id);
    /// The neighbour of the current one, newer with -1, older with 1; chooses it. The newest where
    /// none is current.
    void step(int direction);
    [[nodiscard]] Asset currentAsset() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// It was empty and has results now.
    void filled();
    /// By click or keyboard.
    void assetChosen(const peregrine::Asset &asset);
    /// By Enter or double click: wants to be seen large.
    void assetActivated(const peregrine::AssetId &id);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void tellChosen(int row);

    AssetRepository &m_repository;
    GalleryModel *m_model;
    /// What was chosen is read.
    QFuture<Expected<QList<Asset>, Error>> m_choice;
    bool m_silent = false;
};

} // namespace peregrine
