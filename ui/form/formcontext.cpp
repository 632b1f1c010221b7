#include "ui/form/formcontext.h"

#include "ui/form/textundo.h"

#include <QEvent>
#include <QInputMethodEvent>
#include <QWidget>

#include <utility>

namespace peregrine {

FormContext::FormContext(FormModel &formModel, Thumbnailer &thumbnailer, Dialogs &dialogSeam,
                         PastedPictures &pastedPictures, const FieldEditorRegistry &editors,
                         QObject *parent)
    : QObject(parent)
    , model(formModel)
    , thumbnails(thumbnailer)
    , dialogs(dialogSeam)
    , pasted(pastedPictures)
    , registry(editors)
    , m_textUndo(new TextUndo(formModel, this))
{ }

void FormContext::setSeedPolicy(SeedPolicy policy)
{
    if (std::exchange(m_seedPolicy, policy) != policy)
        Q_EMIT seedPolicyChanged(policy);
}

void FormContext::addRow(const QString &pointer, FieldRow *row)
{
    m_rows.insert(pointer, row);
    Q_EMIT rowsChanged();
}

void FormContext::removeRow(const QString &pointer, FieldRow *row)
{
    // A list that was rebuilt has put a new row in this one's place already.
    if (m_rows.value(pointer) == row)
        m_rows.remove(pointer);
}

FieldRow *FormContext::rowFor(const QString &pointer) const
{
    QString place = pointer;
    while (!place.isEmpty()) {
        if (FieldRow *row = m_rows.value(place))
            return row;
        place.truncate(place.lastIndexOf(u'/'));
    }
    // The row of the whole input, where the model does not say what its fields are.
    return m_rows.value(QString());
}

void FormContext::guardWheel(QWidget *widget)
{
    widget->setFocusPolicy(Qt::StrongFocus);
    widget->installEventFilter(this);
}

void FormContext::watchText(QWidget *widget)
{
    m_textUndo->watch(widget);
    widget->installEventFilter(this);
}

bool FormContext::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::InputMethod)
        m_composing = !static_cast<QInputMethodEvent *>(event)->preeditString().isEmpty();
    else if (event->type() == QEvent::FocusOut)
        m_composing = false;
    if (event->type() == QEvent::Wheel) {
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (widget && widget->focusPolicy() == Qt::StrongFocus && !widget->hasFocus()) {
            event->ignore();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace peregrine
