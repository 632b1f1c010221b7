#include "ui/widgets/iconlabel.h"

#include <QPainter>

namespace peregrine {

IconLabel::IconLabel(int edge, theme::Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_tone(tone)
    , m_edge(edge)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconLabel::setIcon(const QString &name)
{
    m_icon = name.isEmpty() ? QIcon() : theme::icon(name, m_tone);
    update();
}

QSize IconLabel::sizeHint() const
{
    return {m_edge, m_edge};
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_icon.paint(&painter, rect());
}

} // namespace peregrine
