#include "ui/theme/theme.h"

#include "resources/resources.h"
#include "ui/theme/fonts.h"
#include "ui/theme/style.h"
#include "ui/theme/systemappearance.h"

#include <QApplication>

namespace peregrine::theme {

Theme::Theme(QApplication &)
    : m_system(new SystemAppearance(this))
    , m_dark(m_system->dark())
{
    initResources();
    QApplication::setStyle(new Style);
    QApplication::setFont(interfaceFont(QApplication::font()));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/peregrine.svg")));
    connect(m_system, &SystemAppearance::changed, this, &Theme::follow);
    apply(m_dark);
}

void Theme::setAppearance(Appearance appearance)
{
    m_appearance = appearance;
    follow();
}

void Theme::follow()
{
    bool dark = m_appearance == Appearance::Dark;
    if (m_appearance == Appearance::System)
        dark = m_system->dark();
    if (dark != m_dark)
        apply(dark);
}

void Theme::apply(bool dark)
{
    m_dark = dark;
    QApplication::setPalette(makePalette(dark));
    Q_EMIT changed();
}

} // namespace peregrine::theme
