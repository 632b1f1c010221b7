#pragma once

#include <QByteArray>

#include <utility>

namespace peregrine {

/// A text that must not end up in a log, a receipt or an error message. It has no stream operator
/// and no conversion; the one reader is named so that every use can be found.
class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray text)
        : m_text(std::move(text))
    { }

    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    [[nodiscard]] const QByteArray &reveal() const { return m_text; }

private:
    QByteArray m_text;
};

} // namespace peregrine
