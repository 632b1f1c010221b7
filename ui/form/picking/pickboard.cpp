#include "ui/form/picking/pickboard.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace peregrine {

namespace {

/// Of a handle, and of the finger that reaches for it, in pixels of the view.
constexpr double handleRadius = 9;
constexpr double reach = 12;
/// Smaller boxes are slips of the hand.
constexpr double leastBox = 2;

std::array<QPointF, 4> cornersOf(const QRectF &box)
{
    return {box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()};
}

} // namespace

PickBoard::PickBoard(QWidget *parent)
    : PictureBoard(parent)
{
    setAccessibleName(tr("Picture to point at"));
    setAccessibleDescription(
        tr("The arrow keys move the cross, Space sets a point or holds a corner, Delete removes "
           "what is selected."));
}

void PickBoard::start(const QImage &picture, const CoordinateForm &form, const PickedPlaces &places)
{
    m_form = form;
    m_places = places;
    m_steps = {places};
    m_done = 0;
    m_selected = count() - 1;
    m_newPath = places.paths.isEmpty();
    setPicture(picture, picture.size());
    Q_EMIT placesChanged();
}

qsizetype PickBoard::count() const
{
    return m_places.points.size() + m_places.boxes.size() + m_places.paths.size();
}

bool PickBoard::isFull() const
{
    return m_form->maximum() >= 0 && count() >= m_form->maximum();
}

QPointF PickBoard::placeOf(const Handle &handle) const
{
    switch (m_form->shape()) {
    case CoordinateForm::Shape::Points:
        return m_places.points.at(handle.entry).place;
    case CoordinateForm::Shape::Boxes:
        return cornersOf(m_places.boxes.at(handle.entry)).at(std::size_t(handle.part));
    case CoordinateForm::Shape::Paths:
        break;
    }
    return m_places.paths.at(handle.entry).at(handle.part);
}

std::optional<PickBoard::Handle> PickBoard::handleAt(const QPointF &place) const
{
    std::optional<Handle> nearest;
    double least = reach;
    const auto look = [&](const Handle &handle) {
        const QPointF away = toView(placeOf(handle)) - toView(place);
        const double distance = std::hypot(away.x(), away.y());
        if (distance <= least) {
            least = distance;
            nearest = handle;
        }
    };
    for (qsizetype i = 0; i < m_places.points.size(); ++i)
        look({i, 0});
    for (qsizetype i = 0; i < m_places.boxes.size(); ++i) {
        for (qsizetype corner = 0; corner < 4; ++corner)
            look({i, corner});
    }
    for (qsizetype i = 0; i < m_places.paths.size(); ++i) {
        for (qsizetype step = 0; step < m_places.paths.at(i).size(); ++step)
            look({i, step});
    }
    return nearest;
}

void PickBoard::moveHandle(const Handle &handle, const QPointF &to)
{
    const QPointF inside(std::clamp(to.x(), 0.0, double(pixels().width())),
                         std::clamp(to.y(), 0.0, double(pixels().height())));
    switch (m_form->shape()) {
    case CoordinateForm::Shape::Points:
        m_places.points[handle.entry].place = inside;
        break;
    case CoordinateForm::Shape::Boxes:
        m_places.boxes[handle.entry] = QRectF(m_anchor, inside).normalized();
        break;
    case CoordinateForm::Shape::Paths:
        m_places.paths[handle.entry][handle.part] = inside;
        break;
    }
}

void PickBoard::addAt(const QPointF &place, bool foreground)
{
    switch (m_form->shape()) {
    case CoordinateForm::Shape::Points:
        if (isFull())
            m_places.points.removeLast();
        m_places.points.append({place, foreground || !m_form->isLabelled()});
        m_held = Handle{m_places.points.size() - 1, 0};
        break;
    case CoordinateForm::Shape::Boxes:
        if (isFull())
            m_places.boxes.removeLast();
        m_places.boxes.append(QRectF(place, QSizeF()));
        m_anchor = place;
        m_held = Handle{m_places.boxes.size() - 1, 2};
        break;
    case CoordinateForm::Shape::Paths:
        if (m_places.paths.isEmpty() || (m_newPath && !isFull()))
            m_places.paths.append(QList<QPointF>());
        m_newPath = false;
        m_places.paths.last().append(place);
        m_held = Handle{m_places.paths.size() - 1, m_places.paths.constLast().size() - 1};
        break;
    }
}

void PickBoard::pressAt(const QPointF &place, Button button, double pressure)
{
    Q_UNUSED(pressure)
    const QRectF picture{QPointF(), QSizeF(pixels())};
    m_held = handleAt(place);
    if (!m_held && !picture.contains(place))
        return;
    if (!m_held) {
        addAt(place, button == Button::Main);
    } else if (m_form->shape() == CoordinateForm::Shape::Boxes) {
        m_anchor = placeOf({m_held->entry, (m_held->part + 2) % 4});
    } else if (button == Button::Other && m_form->isLabelled()) {
        PickedPoint &point = m_places.points[m_held->entry];
        point.foreground = !point.foreground;
    }
    m_selected = m_held->entry;
}

void PickBoard::dragTo(const QPointF &place, double pressure)
{
    Q_UNUSED(pressure)
    if (m_held)
        moveHandle(*m_held, place);
}

void PickBoard::releaseAt(const QPointF &place)
{
    Q_UNUSED(place)
    if (!m_held)
        return;
    if (m_form->shape() == CoordinateForm::Shape::Boxes) {
        const QRectF box = m_places.boxes.at(m_held->entry);
        if (box.width() < leastBox || box.height() < leastBox)
            m_places.boxes.removeAt(m_held->entry);
    }
    m_held.reset();
    m_selected = std::min(m_selected, count() - 1);
    keepStep();
}

void PickBoard::keepStep()
{
    if (m_places == m_steps.at(m_done))
        return;
    m_steps.resize(m_done + 1);
    m_steps.append(m_places);
    ++m_done;
    update();
    Q_EMIT placesChanged();
}

void PickBoard::show(qsizetype step)
{
    m_done = step;
    m_places = m_steps.at(step);
    m_held.reset();
    m_selected = count() - 1;
    update();
    Q_EMIT placesChanged();
}

void PickBoard::undo()
{
    if (canUndo())
        show(m_done - 1);
}

void PickBoard::redo()
{
    if (canRedo())
        show(m_done + 1);
}

void PickBoard::removeSelected()
{
    if (m_selected < 0 || m_selected >= count() || m_held)
        return;
    switch (m_form->shape()) {
    case CoordinateForm::Shape::Points:
        m_places.points.removeAt(m_selected);
        break;
    case CoordinateForm::Shape::Boxes:
        m_places.boxes.removeAt(m_selected);
        break;
    case CoordinateForm::Shape::Paths:
        m_places.paths[m_selected].removeLast();
        if (m_places.paths.at(m_selected).isEmpty())
            m_places.paths.removeAt(m_selected);
        break;
    }
    m_selected = std::min(m_selected, count() - 1);
    keepStep();
}

void PickBoard::removeAll()
{
    m_held.reset();
    m_places = {};
    m_selected = -1;
    keepStep();
}

void PickBoard::selectNext()
{
    if (count() > 0)
        m_selected = (m_selected + 1) % count();
    update();
}

void PickBoard::beginPath()
{
    m_newPath = true;
}

void PickBoard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        removeSelected();
    else if (event->key() == Qt::Key_N)
        selectNext();
    else
        PictureBoard::keyPressEvent(event);
}

void PickBoard::paintHandle(QPainter &painter, const QPointF &view, const QColor &colour,
                            const QString &number, bool selected) const
{
    const double radius = number.isEmpty() ? handleRadius / 2 : handleRadius;
    painter.setPen(QPen(selected ? Qt::white : Qt::black, selected ? 2.5 : 1));
    painter.setBrush(colour);
    painter.drawEllipse(view, radius, radius);
    if (number.isEmpty())
        return;
    QFont font = painter.font();
    font.setPixelSize(11);
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(QRectF(view - QPointF(20, 20), QSizeF(40, 40)), Qt::AlignCenter, number);
}

void PickBoard::paintOver(QPainter &painter)
{
    // The same in light and dark: they lie on a picture.
    const QColor meant(24, 122, 60);
    const QColor around(190, 30, 45);
    const QColor line(35, 95, 225);
    for (qsizetype i = 0; i < m_places.points.size(); ++i) {
        const PickedPoint &point = m_places.points.at(i);
        const bool plus = point.foreground;
        paintHandle(painter, toView(point.place), plus ? meant : around,
                    m_form->isLabelled() ? (plus ? QStringLiteral("+") : QStringLiteral("−"))
                                         : QString::number(i + 1),
                    i == m_selected);
    }
    const auto outline = [&](const auto &draw) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(Qt::white, 4));
        draw();
        painter.setPen(QPen(line, 2));
        draw();
    };
    for (qsizetype i = 0; i < m_places.boxes.size(); ++i) {
        const QRectF box = m_places.boxes.at(i);
        const QRectF seen(toView(box.topLeft()), toView(box.bottomRight()));
        outline([&] { painter.drawRect(seen); });
        const std::array<QPointF, 4> corners = cornersOf(seen);
        for (std::size_t corner = 0; corner < corners.size(); ++corner)
            paintHandle(painter, corners.at(corner), line,
                        corner == 0 ? QString::number(i + 1) : QString(), i == m_selected);
    }
    for (qsizetype i = 0; i < m_places.paths.size(); ++i) {
        QPolygonF seen;
        for (const QPointF &place : m_places.paths.at(i))
            seen.append(toView(place));
        outline([&] { painter.drawPolyline(seen); });
        for (qsizetype step = 0; step < seen.size(); ++step)
            paintHandle(painter, seen.at(step), line,
                        step == 0 ? QString::number(i + 1) : QString(), i == m_selected);
    }
}

} // namespace peregrine
