#include "ui/form/editors/mapeditor.h"

#include "core/base/json.h"
#include "core/schema/formmodel.h"
#include "ui/form/editors/mapentry.h"
#include "ui/form/formcontext.h"
#include "ui/theme/theme.h"

#include <QJsonObject>
#include <QPushButton>
#include <QVBoxLayout>

namespace peregrine {

MapEditor::MapEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                     FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_entries(new QWidget(this))
    , m_entriesLayout(new QVBoxLayout(m_entries))
    , m_add(new QPushButton(theme::icon(QStringLiteral("plus")), tr("Add a key"), this))
{
    m_entriesLayout->setContentsMargins(0, 0, 0, 0);
    m_entriesLayout->setSpacing(theme::space2);
    m_add->setAccessibleName(tr("Add a key to “%1”").arg(fieldSpec.title));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space2);
    layout->addWidget(m_entries);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, &MapEditor::addKey);
    ready();
}

MapEditor::~MapEditor()
{
    model().setUnreadable(pointer(), {});
}

QWidget *MapEditor::mainWidget()
{
    return m_add;
}

QString MapEditor::freeKey() const
{
    const QJsonObject held = value().toObject();
    const QString plain = tr("key", "name of a new member of an object");
    QString key = plain;
    for (int number = 2; held.contains(key); ++number)
        key = QStringLiteral("%1%2").arg(plain).arg(number);
    return key;
}

void MapEditor::addKey()
{
    const QString key = freeKey();
    QJsonObject held = value().toObject();
    held.insert(key, emptyValue(valueSpec()));
    model().setValue(pointer(), held);
    focusKey(key);
}

void MapEditor::addEntry(const QString &key)
{
    FieldSpec entrySpec = valueSpec();
    entrySpec.title = tr("Value of “%1”").arg(key);
    auto *entry =
        new MapEntry(entrySpec, key, pointer() + jsonPointer({key}), context(), m_entries);
    m_entriesLayout->addWidget(entry);
    connect(entry, &MapEntry::keyTyped, this,
            [this, entry](const QString &typed) { checkKey(entry, typed); });
    // The entry that asks is replaced by what it asks for, so the asking is let finish first.
    connect(
        entry, &MapEntry::renameRequested, this,
        [this, key](const QString &to) { rename(key, to); }, Qt::QueuedConnection);
    connect(
        entry, &MapEntry::removeRequested, this, [this, key] { remove(key); },
        Qt::QueuedConnection);
}

void MapEditor::checkKey(MapEntry *entry, const QString &typed)
{
    QString problem;
    if (typed.isEmpty())
        problem = tr("A key must have a name.");
    else if (typed != entry->key() && value().toObject().contains(typed))
        problem = tr("The key “%1” is there already.").arg(typed);
    entry->setKeyAllowed(problem.isEmpty());
    model().setUnreadable(pointer(), problem);
}

void MapEditor::rename(const QString &from, const QString &to)
{
    QJsonObject held = value().toObject();
    if (!held.contains(from) || held.contains(to))
        return;
    const QString file = model().file(pointer() + jsonPointer({from}));
    held.insert(to, held.take(from));
    model().beginStep(pointer());
    model().setValue(pointer(), held);
    if (!file.isEmpty())
        model().setFile(pointer() + jsonPointer({to}), file);
    model().endStep();
}

void MapEditor::remove(const QString &key)
{
    QJsonObject held = value().toObject();
    held.remove(key);
    model().setUnreadable(pointer(), {});
    model().setValue(pointer(), held);
    m_add->setFocus(Qt::OtherFocusReason);
}

void MapEditor::focusKey(const QString &key)
{
    for (int i = 0; i < m_entriesLayout->count(); ++i) {
        auto *entry = qobject_cast<MapEntry *>(m_entriesLayout->itemAt(i)->widget());
        if (entry && entry->key() == key)
            entry->focusKey();
    }
}

void MapEditor::refresh()
{
    const QJsonObject held = value().toObject();
    while (QLayoutItem *place = m_entriesLayout->takeAt(0)) {
        delete place->widget();
        delete place;
    }
    const QStringList keys = held.keys();
    for (const QString &key : keys)
        addEntry(key);
    m_entries->setVisible(!keys.isEmpty());
    m_add->setEnabled(spec().maxItems < 0 || keys.size() < spec().maxItems);
    Q_EMIT context().rowsChanged();
}

} // namespace peregrine
