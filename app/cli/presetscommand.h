#pragma once

#include "app/cli/command.h"
#include "app/cli/presetshelf.h"

#include <QStringList>

namespace peregrine::cli {

/// peregrine-cli presets list|show|export|import|delete.
class PresetsCommand final : public Command
{
    Q_OBJECT

public:
    struct Options
    {
        enum class Action { List, Show, Export, Import, Delete };

        Action action = Action::List;
        /// Of the model only; empty: of all.
        QString endpoint;
        /// Of the preset.
        QString name;
        /// Import: what is read. Export: the one that is written; none: standard output.
        QStringList files;
    };

    PresetsCommand(Context context, Options options);
    void start() override;

private:
    void act();
    void list();
    void show(const Preset &preset);
    void write(const Preset &preset);
    void import();
    void remove(const Preset &preset);

    Options m_options;
    PresetShelf m_shelf;
};

} // namespace peregrine::cli
