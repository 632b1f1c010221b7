#pragma once

#include <QtGlobal>

// What newer Qt can do that 6.4 cannot; asked for here and nowhere else.

/// QStyleHints::colorScheme()
#define PEREGRINE_HAS_COLOR_SCHEME (QT_VERSION >= QT_VERSION_CHECK(6, 5, 0))
/// QPalette::Accent
#define PEREGRINE_HAS_ACCENT_ROLE (QT_VERSION >= QT_VERSION_CHECK(6, 6, 0))
