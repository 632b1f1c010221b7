#include "ui/queue/queuefilterbar.h"

#include "ui/queue/jobtext.h"
#include "ui/queue/queuetext.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

namespace peregrine {

namespace {

/// The state whose icon stands for its kind.
JobState exampleOf(QueueKind kind)
{
    switch (kind) {
    case QueueKind::UnderWay:
        return JobState::Running;
    case QueueKind::Waiting:
        return JobState::Waiting;
    case QueueKind::Done:
        return JobState::Done;
    case QueueKind::Failed:
        return JobState::Failed;
    case QueueKind::Canceled:
        return JobState::Canceled;
    case QueueKind::Unknown:
        break;
    }
    return JobState::Unknown;
}

} // namespace

QueueFilterBar::QueueFilterBar(QWidget *parent)
    : QWidget(parent)
    , m_row(new QWidget(this))
    , m_find(new QToolButton(m_row))
    , m_search(new QLineEdit(this))
{
    setObjectName(QStringLiteral("queueFilterBar"));
    auto *row = new QHBoxLayout(m_row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (const QueueKind kind : queueKinds) {
        auto *chip = new QToolButton(m_row);
        const JobState example = exampleOf(kind);
        chip->setIcon(theme::icon(jobtext::iconName(example), jobtext::tone(example)));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setCheckable(true);
        chip->setAutoRaise(true);
        chip->hide();
        row->addWidget(chip);
        connect(chip, &QToolButton::toggled, this,
                [this, kind](bool chosen) { choose(kind, chosen); });
        m_chips.at(static_cast<size_t>(kind)) = chip;
    }
    row->addStretch(1);
    m_find->setIcon(theme::icon(QStringLiteral("search")));
    m_find->setAutoRaise(true);
    m_find->setCheckable(true);
    m_find->setToolTip(tr("Search the queue (Ctrl+F)"));
    m_find->setAccessibleName(tr("Search the queue"));
    row->addWidget(m_find);
    connect(m_find, &QToolButton::toggled, this, [this](bool searching) {
        m_search->setVisible(searching);
        if (searching)
            m_search->setFocus(Qt::ShortcutFocusReason);
        else
            m_search->clear();
    });

    m_search->setObjectName(QStringLiteral("queueSearch"));
    m_search->setPlaceholderText(tr("Title, model or id"));
    m_search->setAccessibleName(tr("Search the queue"));
    m_search->setClearButtonEnabled(true);
    m_search->hide();
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &QueueFilterBar::setText);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space2, 0, theme::space2, theme::space1);
    layout->setSpacing(theme::space1);
    layout->addWidget(m_row);
    layout->addWidget(m_search);
}

void QueueFilterBar::addButton(QToolButton *button)
{
    button->setParent(m_row);
    m_row->layout()->addWidget(button);
}

void QueueFilterBar::setCounts(const QueueCounts &counts)
{
    for (const QueueKind kind : queueKinds) {
        QToolButton &chip = this->chip(kind);
        const int count = counts.of(kind);
        const QString name = tr("%1: %2", "state, number of jobs")
                                 .arg(queuetext::kind(kind), QLocale().toString(count));
        if (chip.accessibleName() != name) {
            chip.setText(QLocale().toString(count));
            chip.setToolTip(name);
            chip.setAccessibleName(name);
        }
        chip.setVisible(count > 0 || chip.isChecked());
    }
}

void QueueFilterBar::choose(QueueKind kind, bool chosen)
{
    m_filter.kinds.at(static_cast<size_t>(kind)) = chosen;
    Q_EMIT filterChanged(m_filter);
}

void QueueFilterBar::setText(const QString &text)
{
    m_filter.text = text.simplified();
    Q_EMIT filterChanged(m_filter);
}

void QueueFilterBar::clear()
{
    for (QToolButton *chip : m_chips)
        chip->setChecked(false);
    m_search->clear();
}

void QueueFilterBar::beginSearch()
{
    m_find->setChecked(true);
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool QueueFilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape) {
            m_find->setChecked(false);
            Q_EMIT left();
            return true;
        }
        if (key == Qt::Key_Down) {
            Q_EMIT left();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace peregrine
