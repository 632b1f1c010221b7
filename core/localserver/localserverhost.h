#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/localserver/localserver.h"

#include <QString>
#include <QUrl>

#include <memory>
#include <optional>

namespace peregrine {

/// The local server of a data folder, once for all programs that use the folder: the first runs it,
/// the others find its address there.
class LocalServerHost
{
public:
    /// options.dataFolder must be set.
    explicit LocalServerHost(LocalServer::Options options);
    ~LocalServerHost();

    /// The base URL. Blocks while stored requests are read, and may be called on any thread; the
    /// server then works on threads of its own.
    [[nodiscard]] Expected<QUrl, Error> start();
    /// False when another program runs it.
    [[nodiscard]] bool isOwner() const { return m_server != nullptr; }

private:
    [[nodiscard]] QString addressPath() const;
    [[nodiscard]] std::optional<QUrl> addressOfOther() const;

    LocalServer::Options m_options;
    std::unique_ptr<LocalServer> m_server;
};

} // namespace peregrine
