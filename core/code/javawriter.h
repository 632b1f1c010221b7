#pragma once

#include "core/code/codewriter.h"

namespace peregrine {

/// For fal-client (Java 11 or newer). The client has no storage: uploads are storage's two steps.
class JavaWriter final : public CodeWriter
{
public:
    JavaWriter();

private:
    [[nodiscard]] QList<CodeCall> clientCalls() const override;
    [[nodiscard]] bool reaches(CodeServer::Kind kind) const override;
    [[nodiscard]] QString code(const Job &job) const override;
    [[nodiscard]] QString text(const QString &text) const override;
    /// Its queue client forgets the namespace when it asks for status and result.
    [[nodiscard]] bool keepsNamespaces() const override { return false; }
    [[nodiscard]] QStringList notes(const Job &job) const override;
    [[nodiscard]] QString member(const QString &name, const QString &value) const override;
    [[nodiscard]] QString integer(qint64 number) const override;
    [[nodiscard]] QString uploadFunction(const Job &job) const;
    [[nodiscard]] QString call(const Job &job) const;
};

} // namespace peregrine
