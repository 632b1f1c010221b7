#pragma once

#include <QStyleOptionProgressBar>
#include <QStyleOptionSlider>

class QPainter;

namespace peregrine::theme {

// What Style draws of things with a range: scroll bars, sliders, progress bars.

[[nodiscard]] QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part);
void drawScrollBar(const QStyleOptionSlider &option, QPainter *painter);

void drawSlider(const QStyleOptionSlider &option, QPainter *painter, const QRect &groove,
                const QRect &handle);

/// A bar without end or number moves while `phase` (0..1) goes round.
void drawProgressBar(const QStyleOptionProgressBar &option, QPainter *painter, double phase);
[[nodiscard]] bool isBusy(const QStyleOptionProgressBar &option);

} // namespace peregrine::theme
