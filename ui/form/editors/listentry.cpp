#include "ui/form/editors/listentry.h"

#include "ui/form/fieldeditor.h"
#include "ui/form/fieldrow.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace peregrine {

ListEntry::ListEntry(const FieldSpec &spec, const QString &pointer, qsizetype index,
                     qsizetype count, FormContext &context, QWidget *parent)
    : QWidget(parent)
    , m_row(new FieldRow(spec, pointer, context, this, FieldRow::Role::Entry))
{
    const QString name = fieldObjectName(pointer);
    const auto add = [this, &name](const QString &icon, const QString &words, const QString &part) {
        QToolButton *button = makeQuietButton(icon, words, this);
        button->setObjectName(name + u'.' + part);
        button->setFocusPolicy(Qt::StrongFocus);
        m_row->addTitleWidget(button);
        return button;
    };
    if (count > 1) {
        QToolButton *up = add(QStringLiteral("arrow-up"), tr("Move “%1” up").arg(spec.title),
                              QStringLiteral("up"));
        QToolButton *down = add(QStringLiteral("arrow-down"), tr("Move “%1” down").arg(spec.title),
                                QStringLiteral("down"));
        up->setEnabled(index > 0);
        down->setEnabled(index + 1 < count);
        connect(up, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(-1); });
        connect(down, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(1); });
    }
    QToolButton *remove =
        add(QStringLiteral("close"), tr("Remove “%1”").arg(spec.title), QStringLiteral("remove"));
    connect(remove, &QToolButton::clicked, this, &ListEntry::removeRequested);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_row);
}

void ListEntry::focusEditor()
{
    m_row->editor()->mainWidget()->setFocus(Qt::OtherFocusReason);
}

} // namespace peregrine
