#include "ui/widgets/systemdialogs.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace peregrine {

namespace {

QFileDialog *fileDialog(QWidget *parent, const QString &title, QFileDialog::FileMode mode,
                        Dialogs::PathsAnswer answer)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(mode);
    QObject::connect(
        dialog, &QDialog::finished, dialog, [dialog, answer = std::move(answer)](int result) {
            answer(result == QDialog::Accepted ? dialog->selectedFiles() : QStringList());
        });
    return dialog;
}

Dialogs::PathsAnswer firstOf(Dialogs::PathAnswer answer)
{
    return [answer = std::move(answer)](const QStringList &paths) { answer(paths.value(0)); };
}

} // namespace

void SystemDialogs::openFile(QWidget *parent, const QString &title, const QString &filter,
                             PathAnswer answer)
{
    QFileDialog *dialog =
        fileDialog(parent, title, QFileDialog::ExistingFile, firstOf(std::move(answer)));
    dialog->setNameFilter(filter);
    dialog->open();
}

void SystemDialogs::openFiles(QWidget *parent, const QString &title, const QString &filter,
                              PathsAnswer answer)
{
    QFileDialog *dialog = fileDialog(parent, title, QFileDialog::ExistingFiles, std::move(answer));
    dialog->setNameFilter(filter);
    dialog->open();
}

void SystemDialogs::saveFile(QWidget *parent, const QString &title, const QString &suggestedPath,
                             const QString &filter, PathAnswer answer)
{
    QFileDialog *dialog =
        fileDialog(parent, title, QFileDialog::AnyFile, firstOf(std::move(answer)));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(filter);
    const QFileInfo suggested(suggestedPath);
    dialog->setDefaultSuffix(suggested.suffix());
    if (suggested.isAbsolute())
        dialog->setDirectory(suggested.absolutePath());
    dialog->selectFile(suggested.fileName());
    dialog->open();
}

void SystemDialogs::openFolder(QWidget *parent, const QString &title, PathAnswer answer)
{
    QFileDialog *dialog =
        fileDialog(parent, title, QFileDialog::Directory, firstOf(std::move(answer)));
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->open();
}

void SystemDialogs::confirm(QWidget *parent, const Question &question, ConfirmAnswer answer)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, question.title, question.title,
                                QMessageBox::Cancel, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(question.text);
    QPushButton *yes = box->addButton(question.confirm, QMessageBox::AcceptRole);
    yes->setProperty(question.danger ? "danger" : "primary", true);
    // Enter must not destroy anything.
    box->setDefaultButton(
        question.danger ? qobject_cast<QPushButton *>(box->button(QMessageBox::Cancel)) : yes);
    QObject::connect(box, &QDialog::finished, box, [box, yes, answer = std::move(answer)] {
        answer(box->clickedButton() == yes);
    });
    box->open();
}

} // namespace peregrine
