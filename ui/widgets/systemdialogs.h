#pragma once

#include "ui/widgets/dialogs.h"

namespace peregrine {

/// The platform's own dialogs, window-modal to the parent.
class SystemDialogs final : public Dialogs
{
public:
    void openFile(QWidget *parent, const QString &title, const QString &filter,
                  PathAnswer answer) override;
    void openFiles(QWidget *parent, const QString &title, const QString &filter,
                   PathsAnswer answer) override;
    void saveFile(QWidget *parent, const QString &title, const QString &suggestedPath,
                  const QString &filter, PathAnswer answer) override;
    void openFolder(QWidget *parent, const QString &title, PathAnswer answer) override;
    void confirm(QWidget *parent, const Question &question, ConfirmAnswer answer) override;
};

} // namespace peregrine
