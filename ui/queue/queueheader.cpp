#include "ui/queue/queueheader.h"

#include "ui/queue/queueactions.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace peregrine {

QueueHeader::QueueHeader(const QueueActions &actions, QWidget *parent)
    : QWidget(parent)
    , m_words(new QLabel(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::space3, theme::space1, theme::space2, theme::space1);
    layout->setSpacing(theme::space1);
    m_words->setObjectName(QStringLiteral("queueCounts"));
    // The buttons need the room more than the words.
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addWidget(m_words, 1);
    for (QAction *action :
         {&actions.pause(), &actions.cancel(), &actions.retry(), &actions.clear()}) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        const auto name = [button, action] {
            button->setAccessibleName(action->text().remove(u'&'));
        };
        name();
        connect(action, &QAction::changed, button, name);
        layout->addWidget(button);
    }
}

void QueueHeader::setCounts(const QueueCounts &counts, bool paused)
{
    const int waiting = counts.of(QueueKind::Waiting);
    const int underWay = counts.of(QueueKind::UnderWay);
    QStringList words;
    if (paused)
        words.append(tr("Paused"));
    if (underWay > 0)
        words.append(tr("%n under way", "jobs", underWay));
    if (waiting > 0)
        words.append(tr("%n waiting", "jobs", waiting));
    if (underWay == 0 && waiting == 0)
        words.append(tr("%n job(s)", nullptr, counts.total()));
    m_words->setText(words.join(QStringLiteral(" · ")));
    m_words->setToolTip(m_words->text());
}

} // namespace peregrine
