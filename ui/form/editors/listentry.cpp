#include "ui/form/editors/listentry.h"

#include "ui/form/editors/draghandle.h"
#include "ui/form/fieldeditor.h"
#include "ui/form/fieldrow.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>

namespace peregrine {

ListEntry::ListEntry(const FieldSpec &spec, const QString &pointer, qsizetype count,
                     FormContext &context, QWidget *parent)
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
        auto *handle = new DragHandle(this);
        handle->setObjectName(name + QStringLiteral(".move"));
        const QString words =
            tr("Move “%1”: drag it, or press Alt with Up or Down").arg(spec.title);
        handle->setAccessibleName(words);
        handle->setToolTip(words);
        m_row->addLeadingWidget(handle);
        m_handle = handle;
        connect(handle, &DragHandle::dragged, this, &ListEntry::dragged);
        connect(handle, &DragHandle::dropped, this, &ListEntry::dropped);
        connect(handle, &DragHandle::dragCanceled, this, &ListEntry::dragCanceled);
        connect(handle, &DragHandle::stepRequested, this,
                [this](int by) { Q_EMIT moveRequested(by, true); });
    }
    QToolButton *duplicate = add(QStringLiteral("copy"), tr("Duplicate “%1”").arg(spec.title),
                                 QStringLiteral("duplicate"));
    m_duplicate = duplicate;
    QToolButton *remove =
        add(QStringLiteral("close"), tr("Remove “%1”").arg(spec.title), QStringLiteral("remove"));
    connect(duplicate, &QToolButton::clicked, this, &ListEntry::duplicateRequested);
    connect(remove, &QToolButton::clicked, this, &ListEntry::removeRequested);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_row);
}

void ListEntry::focusEditor()
{
    m_row->editor()->mainWidget()->setFocus(Qt::OtherFocusReason);
}

void ListEntry::focusHandle()
{
    if (m_handle)
        m_handle->setFocus(Qt::OtherFocusReason);
}

void ListEntry::setCanDuplicate(bool can)
{
    m_duplicate->setEnabled(can);
}

void ListEntry::keyPressEvent(QKeyEvent *event)
{
    const bool up = event->key() == Qt::Key_Up;
    if ((up || event->key() == Qt::Key_Down) && event->modifiers().testFlag(Qt::AltModifier))
        Q_EMIT moveRequested(up ? -1 : 1, false);
    else
        QWidget::keyPressEvent(event);
}

} // namespace peregrine
