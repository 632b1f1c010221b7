#pragma once

#include "core/code/codewriter.h"

namespace peregrine {

/// For the package fal_client. The key comes from the environment by our code: the client does not
/// look there.
class DartWriter final : public CodeWriter
{
public:
    DartWriter();

private:
    [[nodiscard]] QList<CodeCall> clientCalls() const override;
    [[nodiscard]] bool reaches(CodeServer::Kind kind) const override;
    [[nodiscard]] QString code(const Job &job) const override;
    [[nodiscard]] QString text(const QString &text) const override;
    /// Its queue client forgets the namespace when it asks for status and result.
    [[nodiscard]] bool keepsNamespaces() const override { return false; }
};

} // namespace peregrine
