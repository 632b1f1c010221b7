#include "ui/form/picture/boarddialog.h"

#include "ui/widgets/dialogs.h"

#include <utility>

namespace peregrine {

BoardDialog::BoardDialog(Dialogs &dialogs, QWidget *parent)
    : QDialog(parent)
    , m_dialogs(dialogs)
{ }

void BoardDialog::reject()
{
    if (!hasWork()) {
        QDialog::reject();
        return;
    }
    if (std::exchange(m_asking, true))
        return;
    m_dialogs.confirm(this,
                      {tr("Discard your work?"),
                       tr("What you have done in this window is not in the form yet."),
                       tr("Discard"), true},
                      [this](bool confirmed) {
                          m_asking = false;
                          if (confirmed)
                              abandon();
                      });
}

} // namespace peregrine
