#pragma once

#include "core/catalog/modelcard.h"

#include <QStyledItemDelegate>

namespace peregrine {

/// Draws a model in a list: title, id, what it is for, price, and its star. The star can be
/// clicked.
class ModelCardDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum class Density {
        Full, ///< with the description, for browsing
        Compact, ///< title and id, and whether it is a favourite or was used lately, for choosing
    };

    explicit ModelCardDelegate(Density density, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

Q_SIGNALS:
    void starClicked(const peregrine::EndpointId &endpoint);

private:
    [[nodiscard]] QRect starBox(const QRect &item) const;
    /// Its right edge.
    int paintPicture(QPainter *painter, const QStyleOptionViewItem &option,
                     const QModelIndex &index, const QRect &box) const;
    void paintTexts(QPainter *painter, const QStyleOptionViewItem &option, const ModelCard &card,
                    const QRect &box) const;
    /// As much as the lines of a description hold.
    static void paintLines(QPainter *painter, const QString &text, const QRect &box);
    /// Says by a small sign why a model is among the first; its left edge.
    int paintShelf(QPainter *painter, const QModelIndex &index, const QRect &box) const;
    [[nodiscard]] static QString secondLine(const ModelCard &card, Density density);

    Density m_density;
};

} // namespace peregrine
