#pragma once

#include "core/presets/preset.h"
#include "ui/widgets/searchpopup.h"

#include <QPointer>

class QLabel;
class QMenu;
class QPushButton;

namespace peregrine {

class PresetBook;
class PresetListModel;

/// The presets of a model; with words in the search field also those of other models. Enter
/// applies, F2 renames, Shift+Delete deletes, Ctrl+Z brings back, the context menu has it all.
class PresetPopup : public SearchPopup
{
    Q_OBJECT

public:
    /// The book must outlive it.
    PresetPopup(PresetBook &book, QWidget *parent);

    /// The model whose form is up.
    void setEndpoint(const QString &endpoint);

Q_SIGNALS:
    void presetChosen(const peregrine::Preset &preset);
    void saveRequested();
    void overwriteRequested(const peregrine::PresetId &id);
    void exportRequested(const peregrine::PresetId &id);
    void importRequested();

protected:
    void filter(const QString &words) override;
    void choose(const QModelIndex &index) override;
    bool takeKey(QKeyEvent &event) override;
    bool openContextMenu() override;

private:
    void openMenu(const QModelIndex &index);
    void fillMenu(QMenu &menu, const Preset &preset);
    void startRenaming(const PresetId &id);
    void rename(const PresetId &id, const QString &name);
    void remove(const PresetId &id);
    void undoRemove();
    void showNews(const QString &words, bool canUndo);

    PresetBook &m_book;
    PresetListModel *m_model;
    QPointer<QMenu> m_menu;
    QString m_endpoint;
    QLabel *m_news;
    QPushButton *m_undo;
};

} // namespace peregrine
