#pragma once

#include "core/code/codewriter.h"

namespace peregrine {

/// A shell script of curl alone, without jq: subscribe is submit, status until it no longer answers
/// 202, and result. Uploads are storage's two steps.
class CurlWriter final : public CodeWriter
{
public:
    CurlWriter();

private:
    [[nodiscard]] QList<CodeCall> clientCalls() const override;
    [[nodiscard]] bool reaches(CodeServer::Kind kind) const override;
    [[nodiscard]] QString code(const Job &job) const override;
    [[nodiscard]] QString text(const QString &text) const override;
    [[nodiscard]] QString variable(const QString &name) const override;
    [[nodiscard]] QString body(const Job &job) const;
    [[nodiscard]] QString request(const Job &job, const QString &address, const QStringList &more,
                                  const QString &command) const;
    [[nodiscard]] QString uploads(const Job &job) const;
};

} // namespace peregrine
