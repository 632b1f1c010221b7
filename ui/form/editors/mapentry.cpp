#include "ui/form/editors/mapentry.h"

#include "ui/form/fieldeditor.h"
#include "ui/form/fieldrow.h"
#include "ui/form/formcontext.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace peregrine {

MapEntry::MapEntry(const FieldSpec &spec, const QString &key, const QString &pointer,
                   FormContext &context, QWidget *parent)
    : QWidget(parent)
    , m_key(key)
    , m_line(new QLineEdit(key, this))
{
    const QString name = fieldObjectName(pointer);
    m_line->setObjectName(name + QStringLiteral(".key"));
    m_line->setAccessibleName(tr("Key"));
    m_line->setPlaceholderText(tr("Key"));
    context.watchText(m_line);
    QToolButton *removeButton =
        makeQuietButton(QStringLiteral("close"), tr("Remove “%1”").arg(key), this);
    removeButton->setObjectName(name + QStringLiteral(".remove"));
    removeButton->setFocusPolicy(Qt::StrongFocus);
    auto *row = new FieldRow(spec, pointer, context, this, FieldRow::Role::Entry);

    auto *keyLine = new QHBoxLayout;
    keyLine->setSpacing(theme::space1);
    keyLine->addWidget(m_line, 1);
    keyLine->addWidget(removeButton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(keyLine);
    layout->addWidget(row);

    connect(m_line, &QLineEdit::textEdited, this, &MapEntry::keyTyped);
    connect(m_line, &QLineEdit::editingFinished, this, &MapEntry::leaveLine);
    connect(removeButton, &QToolButton::clicked, this, &MapEntry::removeRequested);
}

void MapEntry::focusKey()
{
    m_line->setFocus(Qt::OtherFocusReason);
    m_line->selectAll();
}

void MapEntry::leaveLine()
{
    if (m_allowed && m_line->text() != m_key)
        Q_EMIT renameRequested(m_line->text());
}

} // namespace peregrine
