#pragma once

#include "app/cli/output.h"
#include "core/credentials/profile.h"
#include "core/fal/falservers.h"

#include <QObject>
#include <QString>

namespace peregrine {
struct Folders;
class KeyRing;
}

namespace peregrine::cli {

/// What a command works with.
struct Context
{
    FalServers &servers;
    /// The chosen server's name.
    QString server;
    const Folders &folders;
    Output &output;
    Profile profile;
    KeyRing &keys;
};

/// One command of peregrine-cli. Started once from the event loop, ends with finished() once.
class Command : public QObject
{
    Q_OBJECT

public:
    explicit Command(Context context)
        : m_context(std::move(context))
    { }
    ~Command() override;

    virtual void start() = 0;
    /// Ctrl+C: end soon, with ExitCanceled where something was cut short.
    virtual void interrupt();

Q_SIGNALS:
    void finished(int exitStatus);

protected:
    [[nodiscard]] Output &output() { return m_context.output; }
    [[nodiscard]] const Context &context() const { return m_context; }
    /// The chosen server's client; null after the error is told and finished() is on its way.
    [[nodiscard]] FalClient *client();
    /// Tells the error and ends.
    void fail(const Error &error);
    /// As fail(), for a file that should go up: one that cannot be read is an invalid input.
    void failUpload(Error error);

private:
    Context m_context;
};

} // namespace peregrine::cli
