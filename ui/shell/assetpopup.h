#pragma once

#include "core/base/error.h"
#include "core/base/mediakind.h"
#include "core/base/result.h"
#include "core/jobs/asset.h"

#include <QFrame>

class QLabel;
class QListWidget;

namespace peregrine {

class AssetRepository;
class Thumbnailer;

/// The newest results of one kind as a small grid, to choose one for a field. Goes when one is
/// chosen or something else is clicked.
class AssetPopup : public QFrame
{
    Q_OBJECT

public:
    /// Both must outlive it.
    AssetPopup(AssetRepository &assets, Thumbnailer &thumbnails, MediaKind kind, QWidget *parent);

    /// Beneath the widget, within its screen.
    void openBeneath(const QWidget &anchor);

Q_SIGNALS:
    void chosen(const QString &path);

private:
    void fill(const Expected<QList<Asset>, Error> &newest);
    void addAsset(const Asset &asset);

    Thumbnailer &m_thumbnails;
    MediaKind m_kind;
    QLabel *m_words;
    QListWidget *m_grid;
};

} // namespace peregrine
