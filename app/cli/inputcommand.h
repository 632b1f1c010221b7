#pragma once

#include "app/cli/command.h"
#include "app/cli/inputarguments.h"

namespace peregrine::cli {

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
    void read(const std::optional<QJsonObject> &document);
    void upload(const Input &input);

    Options m_options;
};

} // namespace peregrine::cli
