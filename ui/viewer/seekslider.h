#pragma once

#include <QSlider>

namespace peregrine {

/// A position in time, in milliseconds. A click goes to its place at once.
class SeekSlider : public QSlider
{
    Q_OBJECT

public:
    explicit SeekSlider(QWidget *parent = nullptr);

    /// The whole length; the keyboard's steps follow it.
    void setLength(qint64 milliseconds);
    /// Where playing is, without seekRequested(). Ignored while the user drags.
    void setCurrent(qint64 milliseconds);

Q_SIGNALS:
    void seekRequested(qint64 milliseconds);

protected:
    void mousePressEvent(QMouseEvent *event) override;

private:
    bool m_following = false;
};

} // namespace peregrine
