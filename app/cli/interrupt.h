#pragma once

#include <QObject>

class QSocketNotifier;

namespace peregrine::cli {

/// Ctrl+C and a polite kill as a signal of the event loop. A second one ends the program at once.
class Interrupt : public QObject
{
    Q_OBJECT

public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

Q_SIGNALS:
    void interrupted();

private:
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace peregrine::cli
