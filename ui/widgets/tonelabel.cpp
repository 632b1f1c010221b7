#include "ui/widgets/tonelabel.h"

#include <QApplication>
#include <QEvent>

namespace peregrine {

ToneLabel::ToneLabel(theme::Tone tone, QWidget *parent)
    : QLabel(parent)
    , m_tone(tone)
{
    apply();
}

void ToneLabel::setTone(theme::Tone tone)
{
    m_tone = tone;
    apply();
}

void ToneLabel::apply()
{
    const QColor ink = theme::color(m_tone, QApplication::palette());
    if (palette().color(QPalette::WindowText) == ink)
        return;
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, ink);
    setPalette(colours);
}

void ToneLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange)
        apply();
}

} // namespace peregrine
