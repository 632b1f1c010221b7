#pragma once

#include "ui/catalog/modelcriteria.h"

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace peregrine {

/// Above the catalogue: the words looked for, what else a model has to be, in which order.
class CatalogBar : public QWidget
{
    Q_OBJECT

public:
    explicit CatalogBar(QWidget *parent = nullptr);

    /// Into the criteria of what is typed and chosen.
    void apply(ModelCriteria &criteria) const;
    void clearFilter();
    void setCount(const QString &text);
    void setLoading(bool loading);

    [[nodiscard]] QLineEdit &searchField() { return *m_search; }

Q_SIGNALS:
    void changed();
    void refreshRequested();

private:
    QWidget *makeFilter();

    QLineEdit *m_search;
    QPushButton *m_filter;
    QAction *m_commercial = nullptr;
    QAction *m_active = nullptr;
    QAction *m_realtime = nullptr;
    QAction *m_stream = nullptr;
    QComboBox *m_order;
    QLabel *m_count;
    QPushButton *m_refresh;
};

} // namespace peregrine
