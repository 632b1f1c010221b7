#include "ui/form/picture/boardtools.h"

#include "ui/theme/theme.h"

#include <QToolButton>

namespace peregrine {

QToolButton *makeBoardTool(const QString &icon, const QString &name, const QKeySequence &key)
{
    auto *button = new QToolButton;
    if (!icon.isEmpty())
        button->setIcon(theme::icon(icon));
    else
        button->setText(name);
    button->setAccessibleName(name);
    button->setToolTip(key.isEmpty() ? name
                                     : QStringLiteral("%1 (%2)").arg(
                                         name, key.toString(QKeySequence::NativeText)));
    button->setShortcut(key);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace peregrine
