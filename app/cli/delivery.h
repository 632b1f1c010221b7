#pragma once

#include "app/cli/command.h"
#include "core/fal/queue/queuetypes.h"
#include "core/prompts/prompttemplate.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>

namespace peregrine::cli {

/// The end of a command that has a model's output: saves its files where asked and prints it.
class Delivery : public QObject
{
    Q_OBJECT

public:
    struct Request
    {
        EndpointId endpoint;
        /// For the receipt; empty when it is not known.
        QJsonObject input;
        ModelOutput result;
        /// Files are saved there; empty: only printed.
        QString outputFolder;
        /// For the receipt.
        PromptOrigin promptOrigin{};
    };

    Delivery(const Context &context, FalClient &client, Request request, QObject *parent);

    /// The output's folder is there and can be written: to find out before anything is paid for.
    [[nodiscard]] static std::optional<Error> checkFolder(const QString &folder);

    void start();

Q_SIGNALS:
    void delivered();
    void failed(const peregrine::Error &error);

private:
    void print(const QJsonArray &files);

    Context m_context;
    FalClient &m_client;
    Request m_request;
};

} // namespace peregrine::cli
