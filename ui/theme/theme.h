#pragma once

#include <QColor>
#include <QIcon>
#include <QObject>
#include <QPalette>
#include <QString>

class QApplication;

namespace peregrine::theme {

class SystemAppearance;

// The one spacing scale, in device independent pixels.
inline constexpr int space1 = 4;
inline constexpr int space2 = 8;
inline constexpr int space3 = 12;
inline constexpr int space4 = 16;
inline constexpr int space5 = 24;
inline constexpr int space6 = 40;
/// Corner radii: controls, cards.
inline constexpr int radiusControl = 6;
inline constexpr int radiusCard = 10;

enum class Appearance { System, Light, Dark };

/// Colours that QPalette has no role for; each is legible on the surfaces of its palette (4.5:1
/// for texts).
enum class Tone {
    Surface, ///< panels, cards: one step from the window
    SurfaceRaised, ///< menus, hovered cards
    Border, ///< quiet outlines
    BorderStrong, ///< outlines of controls
    Stage, ///< neutral grey behind pictures
    Text, ///< as QPalette's
    TextMuted, ///< secondary text
    Accent, ///< the one accent colour: primary button, selection, focus
    OnAccent, ///< text on Accent
    Scrim, ///< under notes that lie on pictures, drawn see-through: dark in both appearances
    OnScrim, ///< text and signs on Scrim
    Success,
    Warning,
    Danger,
    Info,
};

[[nodiscard]] bool isDark(const QPalette &palette);
[[nodiscard]] QColor color(Tone tone, const QPalette &palette);
/// Tone::Scrim, as it is drawn: `alpha` from 180, which is legible on any picture, to 255.
[[nodiscard]] QColor scrim(const QPalette &palette, int alpha = 190);

/// A colour between two: 0 gives `from`, 1 gives `to`. Opaque, so texts on it keep their contrast.
[[nodiscard]] QColor mixed(const QColor &from, const QColor &to, double amount);
/// The quiet fill under a hovered, pressed or chosen thing on `surface`: a touch of the tone.
[[nodiscard]] QColor tinted(const QColor &surface, Tone tone, const QPalette &palette);

/// The palette of the light or the dark appearance.
[[nodiscard]] QPalette makePalette(bool dark);

/// An icon of our family, `resources/icons/<name>.svg`, drawn in the colour of the palette's text
/// (or in `tone`); follows palette changes, disabled and selected states by itself. While switched
/// on (QIcon::On) an icon without a tone takes the accent. An unknown name is logged and draws
/// nothing.
[[nodiscard]] QIcon icon(const QString &name);
[[nodiscard]] QIcon icon(const QString &name, Tone tone);

/// Dresses the application: style, palette, fonts. Follows the system's light or dark choice
/// (palette, style hints, settings portal) while the appearance is System. One per application,
/// which must outlive it. Widgets say what they are by dynamic properties, set before they show:
///   primary (bool)  the one button that does what the window is for
///   danger (bool)   a button that destroys or stops something
class Theme : public QObject
{
    Q_OBJECT

public:
    /// The application is there to say that it must exist by now.
    explicit Theme(QApplication &application);

    [[nodiscard]] Appearance appearance() const { return m_appearance; }
    void setAppearance(Appearance appearance);
    [[nodiscard]] bool dark() const { return m_dark; }

Q_SIGNALS:
    /// The palette has changed.
    void changed();

private:
    void follow();
    void apply(bool dark);

    SystemAppearance *m_system;
    Appearance m_appearance = Appearance::System;
    bool m_dark = false;
};

} // namespace peregrine::theme
