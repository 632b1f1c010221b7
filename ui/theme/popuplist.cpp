#include "ui/theme/popuplist.h"

#include <QAbstractItemView>

namespace peregrine::theme {

namespace {

bool isComboFrame(const QWidget *widget)
{
    // Qt tells it by no other way; where the name changes, the list only looks plainer.
    return widget && widget->inherits("QComboBoxPrivateContainer");
}

} // namespace

bool isPopupList(const QWidget *widget)
{
    if (!widget)
        return false;
    const QWidget *window = widget->window();
    if (isComboFrame(window))
        return widget == window || qobject_cast<const QAbstractItemView *>(widget);
    // A completer's list is a window of its own.
    return widget == window && widget->windowType() == Qt::Popup
        && qobject_cast<const QAbstractItemView *>(widget);
}

void polishPopupList(QWidget *widget)
{
    auto *list = qobject_cast<QAbstractItemView *>(widget);
    // A role, not a colour: it follows the appearance.
    if (list && isPopupList(list))
        list->viewport()->setBackgroundRole(QPalette::Button);
}

} // namespace peregrine::theme
