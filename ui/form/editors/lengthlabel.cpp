#include "ui/form/editors/lengthlabel.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QLocale>

#include <algorithm>

namespace peregrine {

LengthLabel::LengthLabel(qsizetype most, QWidget *parent)
    : QLabel(parent)
    , m_most(most)
{
    setTextFormat(Qt::PlainText);
    hide();
}

void LengthLabel::setText(const QString &text)
{
    // A character outside the first plane is two units of QString.
    m_length = text.size()
        - std::count_if(text.begin(), text.end(), [](QChar unit) { return unit.isLowSurrogate(); });
    const QLocale locale;
    QLabel::setText(
        tr("%1 of %2", "characters of a text")
            .arg(locale.toString(qlonglong(m_length)), locale.toString(qlonglong(m_most))));
    setToolTip(tr("Characters"));
    setVisible(m_length * 2 >= m_most);
    dress();
}

void LengthLabel::dress()
{
    const auto tone = m_length > m_most ? theme::Tone::Danger : theme::Tone::TextMuted;
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, theme::color(tone, colours));
    m_dressing = true;
    setPalette(colours);
    m_dressing = false;
}

void LengthLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_dressing)
        dress();
}

} // namespace peregrine
