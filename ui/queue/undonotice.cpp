#include "ui/queue/undonotice.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <chrono>

namespace peregrine {

UndoNotice::UndoNotice(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_undo(new QToolButton(this))
{
    using namespace std::chrono_literals;
    setObjectName(QStringLiteral("undoNotice"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_undo->setText(tr("Undo"));
    m_undo->setIcon(theme::icon(QStringLiteral("undo")));
    m_undo->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_undo->setToolTip(tr("Undo (Ctrl+Z)"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::space3, theme::space1, theme::space2, theme::space1);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_undo);
    m_time.setSingleShot(true);
    m_time.setInterval(8s);
    connect(&m_time, &QTimer::timeout, this, &QWidget::hide);
    connect(m_undo, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT undoRequested();
    });
    hide();
}

void UndoNotice::showMessage(const QString &message)
{
    m_text->setText(message);
    m_undo->setAccessibleName(tr("Undo: %1").arg(message));
    show();
    m_time.start();
}

QString UndoNotice::message() const
{
    return m_text->text();
}

void UndoNotice::enterEvent(QEnterEvent *event)
{
    m_time.stop();
    QWidget::enterEvent(event);
}

void UndoNotice::leaveEvent(QEvent *event)
{
    if (isVisible())
        m_time.start();
    QWidget::leaveEvent(event);
}

} // namespace peregrine
