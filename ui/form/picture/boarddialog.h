#pragma once

#include <QDialog>

namespace peregrine {

class Dialogs;

/// A window over the form in which something is done to a picture. Escape and the close button ask
/// before they throw work away.
class BoardDialog : public QDialog
{
    Q_OBJECT

public:
    /// The dialogs must outlive it.
    explicit BoardDialog(Dialogs &dialogs, QWidget *parent = nullptr);

    void reject() override;
    /// Closes without a question: its field is gone.
    void abandon() { done(Rejected); }

protected:
    /// Whether something has been done here that cancelling loses.
    [[nodiscard]] virtual bool hasWork() const = 0;

private:
    Dialogs &m_dialogs;
    bool m_asking = false;
};

} // namespace peregrine
