#pragma once

#include <QHash>
#include <QMetaType>
#include <QString>

#include <utility>

namespace peregrine {

/// A text that names one thing. The tag keeps the ids of different things from being mixed up.
template <typename Tag> class Id
{
public:
    Id() = default;
    explicit Id(QString text)
        : m_text(std::move(text))
    { }

    [[nodiscard]] const QString &toString() const { return m_text; }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }

    friend bool operator==(const Id &, const Id &) = default;
    friend auto operator<=>(const Id &a, const Id &b) { return a.m_text.compare(b.m_text) <=> 0; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return ::qHash(id.m_text, seed); }

private:
    QString m_text;
};

/// Ours: what Peregrine keeps about one request.
using JobId = Id<struct JobTag>;
/// Ours: the jobs that one press of Generate sent.
using BatchId = Id<struct BatchTag>;
/// Ours: one result or input file.
using AssetId = Id<struct AssetTag>;
/// Ours: a collection of the library.
using CollectionId = Id<struct CollectionTag>;
/// The server's: opaque, from the answer to a submit.
using RequestId = Id<struct RequestTag>;

/// A new id of ours: unique, and later ids sort after earlier ones (UUID version 7).
[[nodiscard]] QString makeIdText();

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::JobId)
Q_DECLARE_METATYPE(peregrine::AssetId)
Q_DECLARE_METATYPE(peregrine::CollectionId)
