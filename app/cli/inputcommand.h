#pragma once

#include "app/cli/command.h"
#include "app/cli/inputarguments.h"
#include "core/prompts/prompttemplate.h"

#include <memory>

namespace peregrine {
struct Preset;
}

namespace peregrine::cli {

class PresetShelf;

/// What run, subscribe, submit and stream share: reads the input, uploads the files it names, then
/// sends.
class InputCommand : public Command
{
    Q_OBJECT

public:
    struct Options
    {
        EndpointId endpoint;
        /// The -i arguments.
        QStringList arguments;
        /// What --input gave; the arguments go over it.
        QJsonObject base;
        /// Results are saved there; empty: only printed.
        QString outputFolder;
        bool logs = false;
        SubmitOptions submit;
        /// Of subscribe: how it is followed, and for how many seconds at most.
        SubscribeOptions::Mode mode = SubscribeOptions::Mode::Polling;
        std::optional<double> timeout;
        /// A preset of the model by its name, or a preset's file; what base and arguments give goes
        /// over it. Empty: none.
        QString preset;
        /// Wildcards in prompts are decided.
        bool wildcards = false;
    };

    InputCommand(Context context, Options options);
    ~InputCommand() override;
    void start() override;

protected:
    [[nodiscard]] const Options &options() const { return m_options; }
    /// What was given is read; the schema is null where it is not known. Uploads the files and
    /// sends.
    virtual void use(const Input &input, const FieldSpec *schema);
    /// The input is complete, its files are uploaded.
    virtual void send(const QJsonObject &input) = 0;
    /// Prints the output, saves its files where asked, and ends.
    void deliver(const QJsonObject &input, const ModelOutput &result);

private:
    void findPreset();
    void usePreset(const Preset &preset);
    void askSchema();
    void read(const std::optional<QJsonObject> &document);
    /// False when it has failed.
    [[nodiscard]] bool decideWildcards(QJsonObject &values, const FieldSpec *schema);
    void upload(const Input &input);

    Options m_options;
    std::unique_ptr<PresetShelf> m_shelf;
    /// Files of this computer that the preset names.
    QList<InputFile> m_presetFiles;
    PromptOrigin m_promptOrigin;
};

} // namespace peregrine::cli
