#pragma once

#include "app/cli/inputcommand.h"
#include "core/code/coderequest.h"

namespace peregrine::cli {

/// peregrine-cli code ENDPOINT: prints the call as code. Nothing is uploaded or sent.
class CodeCommand final : public InputCommand
{
    Q_OBJECT

public:
    CodeCommand(Context context, Options options, CodeLanguage language, CodeCall call,
                bool onlyChanged);

protected:
    void use(const Input &input, const FieldSpec *schema) override;
    void send(const QJsonObject &input) override;

private:
    void print(const FormValues &values, const FieldSpec &schema);

    CodeLanguage m_language;
    CodeCall m_call;
    bool m_onlyChanged;
};

} // namespace peregrine::cli
