#include "ui/catalog/categorylist.h"

#include "ui/catalog/categorydelegate.h"
#include "ui/catalog/modeltext.h"

#include <QMap>

namespace peregrine {

namespace {

constexpr int sideWidth = 208;

enum Role {
    ShelfRole = CategoryDelegate::countRole + 1, ///< ModelCriteria::Shelf
    CategoryRole, ///< QString: fal's word; not there for a shelf
};

} // namespace

CategoryList::CategoryList(QWidget *parent)
    : QListWidget(parent)
{
    setObjectName(QStringLiteral("modelCategories"));
    setAccessibleName(tr("Categories"));
    setFrameShape(QFrame::NoFrame);
    setFixedWidth(sideWidth);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setItemDelegate(new CategoryDelegate(this));
}

void CategoryList::setModels(const QList<ModelCard> &models, int recentCount)
{
    QMap<QString, int> counts;
    int all = 0;
    int favorites = 0;
    for (const ModelCard &card : models) {
        favorites += card.favorite ? 1 : 0;
        if (!card.isListed)
            continue;
        ++all;
        ++counts[card.category];
    }
    ModelCriteria chosen;
    apply(chosen);

    const QSignalBlocker silent(this);
    clear();
    using Shelf = ModelCriteria::Shelf;
    add(tr("All models"), all, Shelf::All, std::nullopt);
    add(tr("Favourites"), favorites, Shelf::Favorites, std::nullopt);
    add(tr("Opened lately"), recentCount, Shelf::Recent, std::nullopt);
    for (auto entry = counts.cbegin(); entry != counts.cend(); ++entry)
        add(modeltext::category(entry.key()), entry.value(), Shelf::All, entry.key());
    setCurrentRow(0);
    for (int row = 0; row < count(); ++row) {
        ModelCriteria there;
        setCurrentRow(row);
        apply(there);
        if (there == chosen)
            return;
    }
    setCurrentRow(0);
}

void CategoryList::add(const QString &text, int count, ModelCriteria::Shelf shelf,
                       const std::optional<QString> &category)
{
    auto *item = new QListWidgetItem(text, this);
    item->setData(CategoryDelegate::countRole, count);
    //: a category and how many models are in it
    item->setData(Qt::AccessibleTextRole, tr("%1, %n model(s)", nullptr, count).arg(text));
    item->setData(ShelfRole, int(shelf));
    if (category)
        item->setData(CategoryRole, *category);
}

void CategoryList::apply(ModelCriteria &criteria) const
{
    const QListWidgetItem *item = currentItem();
    criteria.shelf =
        item ? ModelCriteria::Shelf(item->data(ShelfRole).toInt()) : ModelCriteria::Shelf::All;
    const QVariant category = item ? item->data(CategoryRole) : QVariant();
    criteria.category = category.isValid() ? std::optional(category.toString()) : std::nullopt;
}

} // namespace peregrine
