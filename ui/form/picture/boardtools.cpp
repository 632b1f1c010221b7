#include "ui/form/picture/boardtools.h"

#include "ui/form/picture/pictureboard.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QToolButton>

namespace peregrine {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::BoardTools)
};

} // namespace

QToolButton *makeBoardTool(const QString &icon, const QString &name, const QKeySequence &key)
{
    auto *button = new QToolButton;
    if (!icon.isEmpty())
        button->setIcon(theme::icon(icon));
    else
        button->setText(name);
    button->setAccessibleName(name);
    button->setToolTip(key.isEmpty()
                           ? name
                           : QStringLiteral("%1 (%2)").arg(
                                 name, key.toString(QKeySequence::NativeText)));
    button->setShortcut(key);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void addZoomTools(QBoxLayout &layout, PictureBoard &board)
{
    const auto add = [&layout, &board](const QString &icon, const QString &name, Qt::Key key,
                                       void (PictureBoard::*act)()) {
        QToolButton *button = makeBoardTool(icon, name, key);
        layout.addWidget(button);
        QObject::connect(button, &QToolButton::clicked, &board, act);
    };
    add(QStringLiteral("zoom-out"), Words::tr("Smaller"), Qt::Key_Minus, &PictureBoard::zoomOut);
    add(QStringLiteral("zoom-fit"), Words::tr("Whole picture"), Qt::Key_0, &PictureBoard::fit);
    add(QStringLiteral("zoom-in"), Words::tr("Larger"), Qt::Key_Plus, &PictureBoard::zoomIn);
}

} // namespace peregrine
