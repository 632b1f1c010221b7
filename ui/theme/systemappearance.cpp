#include "ui/theme/systemappearance.h"

#include "ui/theme/qtversion.h"
#include "ui/theme/theme.h"

#include <QGuiApplication>
#include <QStyleHints>

#ifdef PEREGRINE_DBUS
#include "ui/theme/settingsportal.h"
#endif

namespace peregrine::theme {

#if PEREGRINE_HAS_COLOR_SCHEME
namespace {

std::optional<bool> darkBy(Qt::ColorScheme scheme)
{
    if (scheme == Qt::ColorScheme::Unknown)
        return std::nullopt;
    return scheme == Qt::ColorScheme::Dark;
}

} // namespace
#endif

SystemAppearance::SystemAppearance(QObject *parent)
    : QObject(parent)
    , m_paletteDark(isDark(QGuiApplication::palette()))
{
#if PEREGRINE_HAS_COLOR_SCHEME
    QStyleHints *hints = QGuiApplication::styleHints();
    m_hintDark = darkBy(hints->colorScheme());
    connect(hints, &QStyleHints::colorSchemeChanged, this, [this](Qt::ColorScheme scheme) {
        m_hintDark = darkBy(scheme);
        Q_EMIT changed();
    });
#endif
#ifdef PEREGRINE_DBUS
    auto *portal = new SettingsPortal(this);
    connect(portal, &SettingsPortal::colorScheme, this, [this](uint scheme) {
        m_portalDark.reset();
        if (scheme == 1 || scheme == 2)
            m_portalDark = scheme == 1;
        Q_EMIT changed();
    });
#endif
}

bool SystemAppearance::dark() const
{
    return m_portalDark.value_or(m_hintDark.value_or(m_paletteDark));
}

} // namespace peregrine::theme
