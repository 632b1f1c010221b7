#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace peregrine {

/// One of our icons standing by itself. Drawn anew each time, so that it follows light and dark and
/// is sharp on every screen. An ornament: what it says, a text beside it says.
class IconLabel : public QWidget
{
    Q_OBJECT

public:
    /// `edge` in device independent pixels.
    IconLabel(int edge, theme::Tone tone, QWidget *parent = nullptr);

    /// By name, see theme::icon(); empty draws nothing.
    void setIcon(const QString &name);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QIcon m_icon;
    theme::Tone m_tone;
    int m_edge;
};

} // namespace peregrine
