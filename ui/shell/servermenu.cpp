#include "ui/shell/servermenu.h"

#include "core/fal/falservers.h"
#include "ui/theme/theme.h"

namespace peregrine {

ServerMenu::ServerMenu(const FalServers &servers, QWidget *parent)
    : QMenu(parent)
{
    QAction *local =
        addAction(theme::icon(QStringLiteral("computer")), tr("Local: free previews, no key"));
    connect(local, &QAction::triggered, this, [this] { Q_EMIT serverChosen(FalServers::local); });

    const bool key = servers.hasKey();
    QAction *fal = addAction(theme::icon(QStringLiteral("cloud")),
                             key ? tr("fal.ai, with the key from the environment")
                                 : tr("fal.ai (set FAL_KEY first)"));
    fal->setEnabled(key);
    connect(fal, &QAction::triggered, this, [this] { Q_EMIT serverChosen(FalServers::fal); });
}

} // namespace peregrine
