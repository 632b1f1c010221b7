#include "ui/viewer/seekslider.h"

#include <QMouseEvent>
#include <QStyle>
#include <QStyleOptionSlider>

#include <algorithm>

namespace peregrine {

SeekSlider::SeekSlider(QWidget *parent)
    : QSlider(Qt::Horizontal, parent)
{
    setLength(0);
    connect(this, &QSlider::valueChanged, this, [this](int value) {
        if (!m_following)
            Q_EMIT seekRequested(value);
    });
}

void SeekSlider::setLength(qint64 milliseconds)
{
    constexpr qint64 longest = 1'000'000'000;
    const int length = int(std::clamp<qint64>(milliseconds, 0, longest));
    m_following = true;
    setRange(0, length);
    m_following = false;
    setSingleStep(std::clamp(length / 40, 40, 5000));
    setPageStep(std::clamp(length / 10, 100, 30000));
}

void SeekSlider::setCurrent(qint64 milliseconds)
{
    if (isSliderDown())
        return;
    m_following = true;
    setValue(int(std::clamp<qint64>(milliseconds, 0, maximum())));
    m_following = false;
}

void SeekSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        QStyleOptionSlider option;
        initStyleOption(&option);
        const QRect handle =
            style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
        if (!handle.contains(event->position().toPoint())) {
            const int span = width() - handle.width();
            const int at = qRound(event->position().x()) - handle.width() / 2;
            setValue(
                QStyle::sliderValueFromPosition(minimum(), maximum(), at, span, option.upsideDown));
        }
    }
    QSlider::mousePressEvent(event);
}

} // namespace peregrine
