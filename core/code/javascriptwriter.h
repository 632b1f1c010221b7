#pragma once

#include "core/code/codewriter.h"

namespace peregrine {

/// An ES module for @fal-ai/client in Node.js. Another server is reached by the client's `fetch`
/// option, a proxy by its `proxyUrl`.
class JavaScriptWriter final : public CodeWriter
{
public:
    JavaScriptWriter();

private:
    [[nodiscard]] QList<CodeCall> clientCalls() const override;
    [[nodiscard]] bool reaches(CodeServer::Kind kind) const override;
    [[nodiscard]] QString code(const Job &job) const override;
    [[nodiscard]] QString text(const QString &text) const override;
    [[nodiscard]] QStringList notes(const Job &job) const override;
    [[nodiscard]] QString key(const QString &name) const override;
    [[nodiscard]] QString head(const Job &job) const;
};

} // namespace peregrine
