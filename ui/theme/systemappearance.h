#pragma once

#include <QObject>

#include <optional>

namespace peregrine::theme {

/// Whether the system asks for dark windows. The settings portal knows best, then Qt's style hints
/// (6.5 and newer), then the palette the application started with.
class SystemAppearance final : public QObject
{
    Q_OBJECT

public:
    /// Reads the application's palette: create it before that is replaced.
    explicit SystemAppearance(QObject *parent = nullptr);

    [[nodiscard]] bool dark() const;

Q_SIGNALS:
    void changed();

private:
    bool m_paletteDark;
    std::optional<bool> m_hintDark;
    std::optional<bool> m_portalDark;
};

} // namespace peregrine::theme
