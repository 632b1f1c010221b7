#pragma once

#include "core/code/codewriter.h"

namespace peregrine {

/// A script for fal_client, with its synchronous calls.
class PythonWriter final : public CodeWriter
{
public:
    PythonWriter();

private:
    [[nodiscard]] QList<CodeCall> clientCalls() const override;
    [[nodiscard]] bool reaches(CodeServer::Kind kind) const override;
    [[nodiscard]] QString code(const Job &job) const override;
    [[nodiscard]] QString text(const QString &text) const override;
};

} // namespace peregrine
