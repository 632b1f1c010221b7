#pragma once

#include "core/batch/batchexpansion.h"
#include "core/batch/batchrepository.h"
#include "ui/widgets/dialogs.h"

/// A model with the usual fields, filled.
[[nodiscard]] peregrine::BatchStart someStart();

/// A batch of seeds, strengths and models, as many as are asked for (none leaves the axis out),
/// with a waiting job at each place.
[[nodiscard]] peregrine::BatchContent contentOf(int seeds, int strengths = 0, int models = 0);

/// A picture of one colour that is the job's result; the file is made.
[[nodiscard]] peregrine::Asset resultOf(const peregrine::Job &job, const QString &folder,
                                        const QColor &colour, const QSize &size = {64, 64});

/// Answers every question with the paths it was given.
class AnsweringDialogs final : public peregrine::Dialogs
{
public:
    QStringList paths;

    void openFile(QWidget *parent, const QString &title, const QString &filter,
                  PathAnswer answer) override;
    void openFiles(QWidget *parent, const QString &title, const QString &filter,
                   PathsAnswer answer) override;
    void saveFile(QWidget *parent, const QString &title, const QString &suggestedPath,
                  const QString &filter, PathAnswer answer) override;
    void openFolder(QWidget *parent, const QString &title, PathAnswer answer) override;
    void confirm(QWidget *parent, const Question &question, ConfirmAnswer answer) override;
};
