#pragma once

#include "ui/queue/queuefilter.h"

#include <QWidget>

class QLabel;

namespace peregrine {

class QueueActions;

/// How many jobs are under way and wait, in words, and the actions that are needed most.
class QueueHeader : public QWidget
{
    Q_OBJECT

public:
    explicit QueueHeader(const QueueActions &actions, QWidget *parent = nullptr);

    void setCounts(const QueueCounts &counts, bool paused);

private:
    QLabel *m_words;
};

} // namespace peregrine
