#include "tests/support/neighbourwindow.h"

#include <QApplication>
#include <QClipboard>
#include <QDrag>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScreen>
#include <QTextStream>
#include <QUrl>

#include <cstdio>
#include <utility>

namespace peregrine::test {

namespace {

void say(const QString &line)
{
    QTextStream(stdout) << line << Qt::endl;
}

QString nameOf(Qt::DropAction action)
{
    switch (action) {
    case Qt::CopyAction:
        return QStringLiteral("copy");
    case Qt::MoveAction:
    case Qt::TargetMoveAction:
        return QStringLiteral("move");
    case Qt::LinkAction:
        return QStringLiteral("link");
    default:
        return QStringLiteral("none");
    }
}

} // namespace

NeighbourWindow::NeighbourWindow(NeighbourGoods goods)
    : QWidget(nullptr, Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint)
    , m_goods(std::move(goods))
{
    setWindowTitle(QStringLiteral("Neighbour"));
    setFixedSize(120, 80);
    // At the edge, where it hides nothing of the window that it drags to.
    move(screen()->availableGeometry().bottomRight() - QPoint(width(), height()));
}

std::unique_ptr<QMimeData> NeighbourWindow::mimeData() const
{
    auto mime = std::make_unique<QMimeData>();
    if (!m_goods.urls.isEmpty())
        mime->setUrls(m_goods.urls);
    if (!m_goods.text.isEmpty())
        mime->setText(m_goods.text);
    if (!m_goods.html.isEmpty())
        mime->setHtml(m_goods.html);
    if (!m_goods.picture.isNull())
        mime->setImageData(m_goods.picture);
    for (const auto &[type, content] : m_goods.formats)
        mime->setData(type, content);
    return mime;
}

void NeighbourWindow::drag()
{
    // Qt deletes it.
    auto *drag = new QDrag(this);
    drag->setMimeData(mimeData().release());
    connect(drag, &QDrag::actionChanged, this, [](Qt::DropAction action) {
        say(action == Qt::IgnoreAction ? QStringLiteral("refused")
                                       : QStringLiteral("accepted ") + nameOf(action));
    });
    say(QStringLiteral("dragging"));
    const Qt::DropAction done =
        drag->exec(Qt::CopyAction | Qt::MoveAction | Qt::LinkAction, m_goods.action);
    say(done == Qt::IgnoreAction ? QStringLiteral("cancelled")
                                 : QStringLiteral("dropped ") + nameOf(done));
}

void NeighbourWindow::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->position().toPoint();
}

void NeighbourWindow::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint moved = event->position().toPoint() - m_pressed;
    if ((event->buttons() & Qt::LeftButton)
        && moved.manhattanLength() >= QApplication::startDragDistance())
        drag();
}

void NeighbourWindow::keyPressEvent(QKeyEvent *event)
{
    if (!event->matches(QKeySequence::Copy)) {
        QWidget::keyPressEvent(event);
        return;
    }
    QGuiApplication::clipboard()->setMimeData(mimeData().release());
    say(QStringLiteral("copied"));
}

void NeighbourWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Qt::darkGray);
    if (!std::exchange(m_isReady, true))
        say(QStringLiteral("ready"));
}

} // namespace peregrine::test
