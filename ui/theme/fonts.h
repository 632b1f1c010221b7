#pragma once

#include <QFont>

namespace peregrine::theme {

/// The interface's font: Noto with its CJK and colour emoji, named in this order because the
/// default fallback gives black-and-white emoji. Families that are not installed are left out;
/// without Noto Sans the system's own family leads.
[[nodiscard]] QFont interfaceFont(const QFont &system);
/// For logs and code, at a size that matches the interface's font.
[[nodiscard]] QFont monospaceFont();
/// A step larger and heavier than the interface's font, for headings of panels.
[[nodiscard]] QFont headingFont();
/// A step smaller, for secondary lines.
[[nodiscard]] QFont captionFont();

} // namespace peregrine::theme
