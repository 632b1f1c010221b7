#pragma once

namespace peregrine {

/// One setting: where it is kept, what type it has, and what holds until somebody changes it.
template <typename T> struct Setting
{
    /// "group/name" in the settings file.
    const char *key;
    T fallback;
    /// When given: a stored value that it does not accept counts as not there, because people edit
    /// the file and older and newer programs write it.
    bool (*accepts)(const T &value) = nullptr;
};

} // namespace peregrine
