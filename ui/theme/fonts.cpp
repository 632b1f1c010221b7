#include "ui/theme/fonts.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>

namespace peregrine::theme {

namespace {

constexpr qreal smallestPointSize = 10;

QStringList installed(const QStringList &wanted)
{
    QStringList found;
    for (const QString &family : wanted) {
        if (QFontDatabase::hasFamily(family))
            found.append(family);
    }
    return found;
}

} // namespace

QFont interfaceFont(const QFont &system)
{
    QFont font = system;
    QStringList families = installed({QStringLiteral("Noto Sans")});
    if (families.isEmpty())
        families = system.families();
    families += installed({QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Noto Color Emoji")});
    font.setFamilies(families);
    if (font.pointSizeF() > 0)
        font.setPointSizeF(qMax(font.pointSizeF(), smallestPointSize));
    return font;
}

QFont monospaceFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    QStringList families = installed({QStringLiteral("Noto Sans Mono")});
    // Not the alias that the system may name ("monospace"): Qt passes over it in a list, and the
    // emoji font, which has digits, would be next.
    families += QFontInfo(font).family();
    families +=
        installed({QStringLiteral("Noto Sans Mono CJK SC"), QStringLiteral("Noto Color Emoji")});
    font.setFamilies(families);
    font.setStyleHint(QFont::Monospace);
    const QFont base = QGuiApplication::font();
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF() * 0.92);
    return font;
}

QFont headingFont()
{
    QFont font = QGuiApplication::font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 1.15);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont captionFont()
{
    QFont font = QGuiApplication::font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

} // namespace peregrine::theme
