#pragma once

#include <utility>
#include <variant>

namespace peregrine {

/// Wraps an error so that it can be returned where an Expected is asked for.
template <typename E> struct Unexpected
{
    E error;
};
template <typename E> Unexpected(E) -> Unexpected<E>;

/// The value of an operation that has nothing to return but that it worked.
struct Done
{
    friend bool operator==(Done, Done) = default;
};

/// Either a value or the reason why there is none. Returned by everything synchronous that can
/// fail; exceptions do not cross our own interfaces.
template <typename T, typename E> class [[nodiscard]] Expected
{
public:
    Expected(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    { }
    Expected(Unexpected<E> unexpected)
        : m_state(std::in_place_index<1>, std::move(unexpected.error))
    { }

    [[nodiscard]] bool hasValue() const { return m_state.index() == 0; }
    explicit operator bool() const { return hasValue(); }

    [[nodiscard]] const T &value() const & { return std::get<0>(m_state); }
    [[nodiscard]] T &value() & { return std::get<0>(m_state); }
    [[nodiscard]] T &&value() && { return std::get<0>(std::move(m_state)); }
    [[nodiscard]] const E &error() const { return std::get<1>(m_state); }

    const T &operator*() const & { return value(); }
    T &operator*() & { return value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }

private:
    std::variant<T, E> m_state;
};

} // namespace peregrine
