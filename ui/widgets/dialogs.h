#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace peregrine {

/// The seam for questions that need a window of their own. Panels ask through it so that tests can
/// answer. Every call returns at once; the answer comes later, once, in the caller's thread, and
/// not at all when `parent` was destroyed first. Answers are empty when the user declined.
class Dialogs
{
public:
    using PathAnswer = std::function<void(const QString &path)>;
    using PathsAnswer = std::function<void(const QStringList &paths)>;
    using ConfirmAnswer = std::function<void(bool confirmed)>;

    struct Question
    {
        QString title;
        /// What will happen, in one or two sentences.
        QString text;
        /// The words of the button that does it: "Delete", not "Yes".
        QString confirm;
        bool danger = false;
    };

    Dialogs() = default;
    Dialogs(const Dialogs &) = delete;
    Dialogs &operator=(const Dialogs &) = delete;
    virtual ~Dialogs();

    /// `filter` as QFileDialog takes it: "Images (*.png *.jpg);;All files (*)".
    virtual void openFile(QWidget *parent, const QString &title, const QString &filter,
                          PathAnswer answer) = 0;
    virtual void openFiles(QWidget *parent, const QString &title, const QString &filter,
                           PathsAnswer answer) = 0;
    /// Asks before it lets an existing file be chosen.
    virtual void saveFile(QWidget *parent, const QString &title, const QString &suggestedPath,
                          const QString &filter, PathAnswer answer) = 0;
    virtual void openFolder(QWidget *parent, const QString &title, PathAnswer answer) = 0;
    virtual void confirm(QWidget *parent, const Question &question, ConfirmAnswer answer) = 0;
};

} // namespace peregrine
