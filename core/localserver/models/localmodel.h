#pragma once

#include "core/localserver/models/modelanswer.h"
#include "core/localserver/models/modelcard.h"
#include "core/localserver/models/runcontext.h"

#include <QJsonObject>

#include <optional>

namespace peregrine::localserver {

/// One model of the local server. run() may be called by several threads at once.
class LocalModel
{
public:
    explicit LocalModel(ModelCard card);
    LocalModel(const LocalModel &) = delete;
    LocalModel &operator=(const LocalModel &) = delete;
    virtual ~LocalModel();

    [[nodiscard]] const ModelCard &card() const { return m_card; }

    /// Makes the output. input is valid by the card's schema and complete with its defaults.
    /// Nothing when the work was stopped.
    [[nodiscard]] virtual std::optional<ModelAnswer> run(const QJsonObject &input,
                                                         RunContext &context) const = 0;

private:
    ModelCard m_card;
};

} // namespace peregrine::localserver
