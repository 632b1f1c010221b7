#pragma once

#include "app/cli/command.h"
#include "app/cli/secretinput.h"
#include "core/base/secret.h"

namespace peregrine::cli {

/// peregrine-cli key set: from standard input, never from the arguments, which all users of the
/// computer can see. A key that the server refuses is not kept.
class KeySetCommand final : public Command
{
    Q_OBJECT

public:
    KeySetCommand(Context context, bool isTested);
    void start() override;

private:
    void take(const QByteArray &text);
    void test();
    void keep(const QString &verdict);

    bool m_isTested;
    SecretInput m_input;
    Secret m_key;
};

} // namespace peregrine::cli
