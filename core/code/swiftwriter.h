#pragma once

#include "core/code/codewriter.h"

namespace peregrine {

/// For fal-swift. Its input is a Payload, so a variable stands in it as .string(name).
class SwiftWriter final : public CodeWriter
{
public:
    SwiftWriter();

private:
    [[nodiscard]] QList<CodeCall> clientCalls() const override;
    [[nodiscard]] bool reaches(CodeServer::Kind kind) const override;
    [[nodiscard]] QString code(const Job &job) const override;
    [[nodiscard]] QString text(const QString &text) const override;
    /// Its queue client forgets the namespace when it asks for status and result.
    [[nodiscard]] bool keepsNamespaces() const override { return false; }
    [[nodiscard]] QString variable(const QString &name) const override;
};

} // namespace peregrine
