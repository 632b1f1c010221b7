#pragma once

#include "core/base/secret.h"
#include "core/fal/falreply.h"

#include <QObject>
#include <QString>

namespace peregrine {

/// Where keys are kept between two runs, each under a name (a profile's key reference). Every call
/// answers a reply that runs already, in the order of the calls. A reply that fails says which
/// store is missing or closed, and what can be done without it.
class KeyStore : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~KeyStore() override;

    /// Empty when nothing is kept under the name.
    virtual FalCall<Secret> *read(const QString &reference) = 0;
    virtual FalReply *write(const QString &reference, const Secret &key) = 0;
    /// Done as well when nothing was kept.
    virtual FalReply *remove(const QString &reference) = 0;
};

} // namespace peregrine
