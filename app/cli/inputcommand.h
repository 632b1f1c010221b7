#pragma once

#include "app/cli/command.h"
#include "app/cli/inputarguments.h"

namespace peregrine::cli {

/// What run, subscribe and submit share: reads the input, uploads the files it names, then sends.
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
    };

    InputCommand(Context context, Options options);
    void start() override;

protected:
    [[nodiscard]] const Options &options() const { return m_options; }
    /// The input is complete, its files are uploaded.
    virtual void send(const QJsonObject &input) = 0;
    /// Prints the output, saves its files where asked, and ends.
    void deliver(const QJsonObject &input, const ModelOutput &result);

private:
    /// The output's folder is there and can be written: found out before anything is paid for.
    [[nodiscard]] bool canSave() const;
    void read(const std::optional<QJsonObject> &document);
    void uploadNext();

    Options m_options;
    Input m_input;
    qsizetype m_uploaded = 0;
};

} // namespace peregrine::cli
