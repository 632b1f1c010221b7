#pragma once

#include <QByteArray>
#include <QMetaType>

#include <utility>

namespace peregrine {

/// A text that must not end up in a log, a receipt or an error message. It has no stream operator
/// and no conversion; the one reader is named so that every use can be found. Its memory is
/// overwritten when the last copy goes; what others made of reveal() is theirs.
class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray text)
        : m_text(std::move(text))
    {
        // Memory of its own, or it could not be overwritten.
        if (!m_text.isEmpty())
            m_text.detach();
    }
    Secret(const Secret &) = default;
    Secret(Secret &&other) noexcept
        : m_text(std::exchange(other.m_text, {}))
    { }
    Secret &operator=(Secret other) noexcept
    {
        m_text.swap(other.m_text);
        return *this;
    }
    ~Secret() { wipe(m_text); }

    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    [[nodiscard]] const QByteArray &reveal() const { return m_text; }

    /// Overwrites and empties a text; one that others share is only let go.
    static void wipe(QByteArray &text) noexcept
    {
        if (text.isDetached()) {
            // Volatile: a compiler may leave out writes to memory that is about to go.
            volatile char *const bytes = text.data();
            for (qsizetype i = 0; i < text.size(); ++i)
                bytes[i] = 0;
        }
        text = QByteArray();
    }

private:
    QByteArray m_text;
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::Secret)
