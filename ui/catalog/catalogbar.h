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
    /// How many there are, and that with how old the list is, for where there is room.
    void setCount(const QString &brief, const QString &whole);
    void setLoading(bool loading);

    [[nodiscard]] QLineEdit &searchField() { return *m_search; }

Q_SIGNALS:
    void changed();
    void refreshRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeFilter();
    void showCount();

    QLineEdit *m_search;
    QPushButton *m_filter;
    QAction *m_commercial = nullptr;
    QAction *m_active = nullptr;
    QAction *m_realtime = nullptr;
    QAction *m_stream = nullptr;
    QComboBox *m_order;
    QLabel *m_count;
    QString m_brief;
    QString m_whole;
    QPushButton *m_refresh;
};

} // namespace peregrine
