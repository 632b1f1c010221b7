#pragma once

#include "core/base/result.h"
#include "core/credentials/keystore.h"

#include <QHash>

#include <optional>

namespace peregrine::test {

/// A key store in memory that is missing when told to.
class MemoryKeyStore final : public KeyStore
{
    Q_OBJECT

public:
    using KeyStore::KeyStore;

    FalCall<Secret> *read(const QString &reference) override
    {
        ++reads;
        return new Call<Secret>(m_keys.value(reference), problem, this);
    }
    FalReply *write(const QString &reference, const Secret &key) override
    {
        if (!problem)
            m_keys.insert(reference, key);
        return new Call<Done>(Done(), problem, this);
    }
    FalReply *remove(const QString &reference) override
    {
        if (!problem)
            m_keys.remove(reference);
        return new Call<Done>(Done(), problem, this);
    }

    std::optional<Error> problem;
    int reads = 0;

private:
    template <typename T> class Call final : public FalCall<T>
    {
    public:
        Call(T value, const std::optional<Error> &problem, QObject *parent)
            : FalCall<T>(parent)
        {
            if (problem)
                this->fail(*problem);
            else
                this->succeedWith(std::move(value));
        }
    };

    QHash<QString, Secret> m_keys;
};

} // namespace peregrine::test
