#pragma once

#include "app/cli/command.h"

namespace peregrine {
struct ResolvedKey;
struct KeyReport;
} // namespace peregrine

namespace peregrine::cli {

/// peregrine-cli key test: where the key comes from, and whether the server takes it.
class KeyTestCommand final : public Command
{
    Q_OBJECT

public:
    explicit KeyTestCommand(Context context);
    void start() override;

private:
    void test(const ResolvedKey &resolved);
    void tell(const KeyReport &report, const QString &source);
};

} // namespace peregrine::cli
