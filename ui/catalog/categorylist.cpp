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

void CategoryList::setModels(const QList<ModelCard> &models)
{
    QMap<QString, QString> categories;
    for (const ModelCard &card : models) {
        if (card.isListed && !categories.contains(card.category))
            categories.insert(card.category, modeltext::category(card.category));
    }
    ModelCriteria chosen;
    apply(chosen);

    const QSignalBlocker silent(this);
    clear();
    using Shelf = ModelCriteria::Shelf;
    add(tr("All models"), Shelf::All, std::nullopt);
    add(tr("Favourites"), Shelf::Favorites, std::nullopt);
    add(tr("Opened lately"), Shelf::Recent, std::nullopt);
    for (auto entry = categories.cbegin(); entry != categories.cend(); ++entry)
        add(entry.value(), Shelf::All, entry.key());
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

void CategoryList::add(const QString &text, ModelCriteria::Shelf shelf,
                       const std::optional<QString> &category)
{
    auto *item = new QListWidgetItem(text, this);
    item->setData(ShelfRole, int(shelf));
    if (category)
        item->setData(CategoryRole, *category);
}

void CategoryList::setCounts(const ModelCounts &counts)
{
    const auto countOf = [&counts](const QListWidgetItem &item) {
        using Shelf = ModelCriteria::Shelf;
        const QVariant category = item.data(CategoryRole);
        if (category.isValid())
            return counts.categories.value(category.toString());
        switch (Shelf(item.data(ShelfRole).toInt())) {
        case Shelf::All:
            return counts.all;
        case Shelf::Favorites:
            return counts.favorites;
        case Shelf::Recent:
            return counts.recent;
        }
        Q_UNREACHABLE();
    };
    for (int row = 0; row < this->count(); ++row) {
        QListWidgetItem *entry = item(row);
        const int found = countOf(*entry);
        entry->setData(CategoryDelegate::countRole, found);
        entry->setData(Qt::AccessibleTextRole,
                       //: a category and how many models are in it
                       tr("%1, %n model(s)", nullptr, found).arg(entry->text()));
    }
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
