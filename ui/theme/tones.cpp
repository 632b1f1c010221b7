#include "ui/theme/qtversion.h"
#include "ui/theme/theme.h"

namespace peregrine::theme {

namespace {

struct Shades
{
    QRgb window;
    QRgb base;
    QRgb text;
    QRgb disabledText;
    QRgb selection;
    QRgb surface;
    QRgb surfaceRaised;
    QRgb border;
    QRgb borderStrong;
    QRgb stage;
    QRgb textMuted;
    QRgb accent;
    QRgb onAccent;
    QRgb success;
    QRgb warning;
    QRgb danger;
    QRgb info;
};

// Contrasts are checked by tests/gui/theme.
constexpr Shades light{
    .window = 0xfff3f3f5,
    .base = 0xffffffff,
    .text = 0xff1b1d22,
    .disabledText = 0xff9a9ea8,
    .selection = 0xffd3dcfb,
    .surface = 0xfffbfbfc,
    .surfaceRaised = 0xffffffff,
    .border = 0xffdfe0e5,
    .borderStrong = 0xff858a96,
    .stage = 0xffe6e6e6,
    .textMuted = 0xff5b606b,
    .accent = 0xff3457d5,
    .onAccent = 0xffffffff,
    .success = 0xff15743f,
    .warning = 0xff865100,
    .danger = 0xffc0292b,
    .info = 0xff17659f,
};

constexpr Shades dark{
    .window = 0xff17181b,
    .base = 0xff121316,
    .text = 0xffe8e9ec,
    .disabledText = 0xff666a74,
    .selection = 0xff2e3c70,
    .surface = 0xff1e1f23,
    .surfaceRaised = 0xff282a2f,
    .border = 0xff313339,
    .borderStrong = 0xff7b808c,
    .stage = 0xff101010,
    .textMuted = 0xffa4a8b2,
    .accent = 0xff8ea6ff,
    .onAccent = 0xff0b1230,
    .success = 0xff5fcf93,
    .warning = 0xffe6b450,
    .danger = 0xffff8f87,
    .info = 0xff7dbbf7,
};

QRgb shade(Tone tone, const Shades &shades)
{
    switch (tone) {
    case Tone::Surface:
        return shades.surface;
    case Tone::SurfaceRaised:
        return shades.surfaceRaised;
    case Tone::Border:
        return shades.border;
    case Tone::BorderStrong:
        return shades.borderStrong;
    case Tone::Stage:
        return shades.stage;
    case Tone::Text:
        return shades.text;
    case Tone::TextMuted:
        return shades.textMuted;
    case Tone::Accent:
        return shades.accent;
    case Tone::OnAccent:
        return shades.onAccent;
    case Tone::Scrim:
        return 0xff141416;
    case Tone::OnScrim:
        return 0xfff5f5f5;
    case Tone::Success:
        return shades.success;
    case Tone::Warning:
        return shades.warning;
    case Tone::Danger:
        return shades.danger;
    case Tone::Info:
        return shades.info;
    }
    Q_UNREACHABLE();
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness()
        < palette.color(QPalette::WindowText).lightness();
}

QColor color(Tone tone, const QPalette &palette)
{
    return QColor::fromRgb(shade(tone, isDark(palette) ? dark : light));
}

QColor scrim(const QPalette &palette, int alpha)
{
    QColor ground = color(Tone::Scrim, palette);
    ground.setAlpha(alpha);
    return ground;
}

QColor mixed(const QColor &from, const QColor &to, double amount)
{
    const auto part = [amount](int a, int b) { return qRound(a + (b - a) * amount); };
    return {part(from.red(), to.red()), part(from.green(), to.green()),
            part(from.blue(), to.blue())};
}

QColor tinted(const QColor &surface, Tone tone, const QPalette &palette)
{
    return mixed(surface, color(tone, palette), isDark(palette) ? 0.16 : 0.09);
}

QPalette makePalette(bool darkAppearance)
{
    const Shades &shades = darkAppearance ? dark : light;
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, QRgb rgb) {
        palette.setColor(role, QColor::fromRgb(rgb));
    };
    set(QPalette::Window, shades.window);
    set(QPalette::WindowText, shades.text);
    set(QPalette::Base, shades.base);
    set(QPalette::AlternateBase, shades.surface);
    set(QPalette::Text, shades.text);
    set(QPalette::PlaceholderText, shades.textMuted);
    set(QPalette::Button, shades.surfaceRaised);
    set(QPalette::ButtonText, shades.text);
    set(QPalette::BrightText, shades.danger);
    set(QPalette::ToolTipBase, shades.surfaceRaised);
    set(QPalette::ToolTipText, shades.text);
    // Selections are quiet: the text on them keeps its colour.
    set(QPalette::Highlight, shades.selection);
    set(QPalette::HighlightedText, shades.text);
    set(QPalette::Link, shades.accent);
    set(QPalette::LinkVisited, shades.accent);
    set(QPalette::Light, shades.surfaceRaised);
    set(QPalette::Midlight, shades.surface);
    set(QPalette::Mid, shades.border);
    set(QPalette::Dark, shades.borderStrong);
    palette.setColor(QPalette::Shadow, QColor(0, 0, 0, darkAppearance ? 120 : 40));
#if PEREGRINE_HAS_ACCENT_ROLE
    set(QPalette::Accent, shades.accent);
#endif
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                            QPalette::HighlightedText, QPalette::PlaceholderText, QPalette::Link})
        palette.setColor(QPalette::Disabled, role, QColor::fromRgb(shades.disabledText));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor::fromRgb(shades.border));
    return palette;
}

} // namespace peregrine::theme
