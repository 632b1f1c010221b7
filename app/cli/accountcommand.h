#pragma once

#include "app/cli/command.h"

namespace peregrine::cli {

/// Says which server and key are used and, where the key may know, what is left to spend and what
/// was spent this month.
class AccountCommand final : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    void start() override;

private:
    void askUsage();
    void tell();

    QJsonObject m_facts;
};

} // namespace peregrine::cli
