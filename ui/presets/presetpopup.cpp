#include "ui/presets/presetpopup.h"

#include "core/presets/presetbook.h"
#include "ui/presets/presetdelegate.h"
#include "ui/presets/presetlistmodel.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

namespace {

/// Words find the rest.
constexpr qsizetype mostShown = 500;

bool hasWords(const Preset &preset, const QStringList &words)
{
    const QString text = (preset.name + u' ' + preset.endpoint).toCaseFolded();
    return std::all_of(words.cbegin(), words.cend(),
                       [&text](const QString &word) { return text.contains(word); });
}

} // namespace

PresetPopup::PresetPopup(PresetBook &book, QWidget *parent)
    : SearchPopup(parent)
    , m_book(book)
    , m_model(new PresetListModel(this))
    , m_news(new QLabel(this))
    , m_undo(new QPushButton(tr("Undo"), this))
{
    setObjectName(QStringLiteral("presetPopup"));
    searchField().setObjectName(QStringLiteral("presetSearch"));
    list().setObjectName(QStringLiteral("presetList"));
    setNames(tr("Presets"), tr("Search presets"), tr("Search presets of all models"));
    auto *delegate = new PresetDelegate(&list());
    list().setModel(m_model);
    list().setItemDelegate(delegate);
    list().setUniformItemSizes(true);
    list().setEditTriggers(QAbstractItemView::NoEditTriggers);

    auto *news = new QHBoxLayout;
    m_news->setWordWrap(true);
    m_news->setTextFormat(Qt::PlainText);
    m_news->setObjectName(QStringLiteral("presetNews"));
    m_undo->setObjectName(QStringLiteral("presetUndo"));
    news->addWidget(m_news, 1);
    news->addWidget(m_undo);
    column().addLayout(news);
    auto *buttons = new QHBoxLayout;
    auto *save = new QPushButton(theme::icon(QStringLiteral("save")), tr("Save as preset…"), this);
    save->setObjectName(QStringLiteral("presetSave"));
    auto *bring = new QPushButton(tr("Import…"), this);
    bring->setObjectName(QStringLiteral("presetImport"));
    bring->setToolTip(tr("Add presets from files. They can also be dropped on the form."));
    buttons->addWidget(save);
    buttons->addStretch(1);
    buttons->addWidget(bring);
    column().addLayout(buttons);
    showNews({}, false);

    connect(delegate, &PresetDelegate::menuRequested, this, &PresetPopup::openMenu);
    // The list puts its editor away first.
    connect(m_model, &PresetListModel::renameRequested, this, &PresetPopup::rename,
            Qt::QueuedConnection);
    connect(m_undo, &QPushButton::clicked, this, &PresetPopup::undoRemove);
    connect(save, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT saveRequested();
    });
    connect(bring, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT importRequested();
    });
    connect(&book, &PresetBook::changed, this, [this] {
        if (!isVisible())
            return;
        const PresetId current = m_model->presetAt(list().currentIndex()).id;
        const int row = list().currentIndex().row();
        filter(searchField().text());
        const QModelIndex same = m_model->indexOf(current);
        list().setCurrentIndex(
            same.isValid() ? same : m_model->index(std::min(row, m_model->rowCount() - 1), 0));
    });
}

void PresetPopup::setEndpoint(const QString &endpoint)
{
    m_endpoint = endpoint;
    showNews({}, false);
}

void PresetPopup::filter(const QString &words)
{
    const QStringList wanted = words.toCaseFolded().simplified().split(u' ', Qt::SkipEmptyParts);
    QList<Preset> own;
    QList<Preset> others;
    for (const Preset &preset : m_book.presets()) {
        if (!hasWords(preset, wanted) || own.size() >= mostShown)
            continue;
        if (preset.endpoint == m_endpoint)
            own.append(preset);
        else if (!wanted.isEmpty() && others.size() < mostShown)
            others.append(preset);
    }
    m_model->setPresets(own + others, m_endpoint);
    if (m_model->rowCount() > 0)
        setHint({});
    else if (!wanted.isEmpty())
        setHint(tr("No preset has these words."));
    else
        setHint(tr("Save what you have set in this form under a name, to use it again."));
}

void PresetPopup::choose(const QModelIndex &index)
{
    // The press opened its menu; the release is no choice.
    if (m_menu)
        return;
    const Preset preset = m_model->presetAt(index);
    hide();
    Q_EMIT presetChosen(preset);
}

bool PresetPopup::takeKey(QKeyEvent &event)
{
    const QModelIndex current = list().currentIndex();
    const PresetId id = m_model->presetAt(current).id;
    if (event.matches(QKeySequence::Undo) && searchField().text().isEmpty()
        && m_book.canUndoRemove()) {
        undoRemove();
        return true;
    }
    if (!current.isValid())
        return false;
    if (event.key() == Qt::Key_F2) {
        startRenaming(id);
        return true;
    }
    if (event.key() == Qt::Key_Delete && event.modifiers().testFlag(Qt::ShiftModifier)) {
        remove(id);
        return true;
    }
    return false;
}

bool PresetPopup::openContextMenu()
{
    if (!list().currentIndex().isValid())
        return false;
    openMenu(list().currentIndex());
    return true;
}

void PresetPopup::openMenu(const QModelIndex &index)
{
    list().setCurrentIndex(index);
    m_menu = new QMenu(this);
    m_menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*m_menu, m_model->presetAt(index));
    const QRect row = list().visualRect(index);
    m_menu->popup(
        list().viewport()->mapToGlobal(QPoint(row.right() - theme::space5, row.bottom())));
}

void PresetPopup::fillMenu(QMenu &menu, const Preset &preset)
{
    const PresetId id = preset.id;
    const auto add = [&](const QString &text, const QString &iconName, auto action) {
        QAction *entry = menu.addAction(text);
        if (!iconName.isEmpty())
            entry->setIcon(theme::icon(iconName));
        connect(entry, &QAction::triggered, this, action);
        return entry;
    };
    add(tr("&Apply"), QStringLiteral("check"), [this, preset] {
        hide();
        Q_EMIT presetChosen(preset);
    });
    QAction *overwrite = add(tr("&Overwrite with this form"), QStringLiteral("save"), [this, id] {
        hide();
        Q_EMIT overwriteRequested(id);
    });
    overwrite->setEnabled(preset.endpoint == m_endpoint);
    QAction *standard = menu.addAction(tr("&New forms of this model start with it"));
    standard->setCheckable(true);
    standard->setChecked(preset.isDefault);
    connect(standard, &QAction::toggled, this, [this, id](bool on) { m_book.setDefault(id, on); });
    menu.addSeparator();
    // A menu that closes takes the focus back from what it opened.
    add(tr("&Rename"), QString(), [this, id] {
        QMetaObject::invokeMethod(
            this, [this, id] { startRenaming(id); }, Qt::QueuedConnection);
    });
    add(tr("&Share as a file…"), QStringLiteral("external"), [this, id] {
        hide();
        Q_EMIT exportRequested(id);
    });
    add(tr("&Delete"), QStringLiteral("trash"), [this, id] { remove(id); });
}

void PresetPopup::startRenaming(const PresetId &id)
{
    const QModelIndex index = m_model->indexOf(id);
    list().scrollTo(index);
    list().edit(index);
}

void PresetPopup::rename(const PresetId &id, const QString &name)
{
    const auto renamed = m_book.rename(id, name);
    showNews(renamed ? QString() : renamed.error().message, false);
    searchField().setFocus(Qt::OtherFocusReason);
}

void PresetPopup::remove(const PresetId &id)
{
    const auto preset = m_book.find(id);
    if (!preset)
        return;
    m_book.remove(id);
    showNews(tr("Deleted “%1”.").arg(preset->name), true);
}

void PresetPopup::undoRemove()
{
    const auto preset = m_book.undoRemove();
    if (!preset)
        return;
    showNews({}, false);
    list().setCurrentIndex(m_model->indexOf(preset->id));
    searchField().setFocus(Qt::OtherFocusReason);
}

void PresetPopup::showNews(const QString &words, bool canUndo)
{
    m_news->setText(words);
    m_news->setVisible(!words.isEmpty());
    m_undo->setVisible(canUndo);
}

} // namespace peregrine
