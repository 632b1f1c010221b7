#pragma once

#include "core/code/codewriter.h"

namespace peregrine {

/// One peregrine-cli command. Values that -i cannot name or that are long go in as JSON on standard
/// input.
class PeregrineCliWriter final : public CodeWriter
{
public:
    PeregrineCliWriter();

private:
    [[nodiscard]] QList<CodeCall> clientCalls() const override;
    [[nodiscard]] bool reaches(CodeServer::Kind kind) const override;
    [[nodiscard]] QString code(const Job &job) const override;
    [[nodiscard]] QString text(const QString &text) const override;
    [[nodiscard]] QStringList notes(const Job &job) const override;
    [[nodiscard]] QStringList arguments(const Job &job) const;
};

} // namespace peregrine
