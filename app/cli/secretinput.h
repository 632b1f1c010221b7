#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <memory>

class QSocketNotifier;

namespace peregrine::cli {

/// Reads a secret from standard input as it comes: one line from a terminal, which does not show
/// what is typed, else all of it.
class SecretInput : public QObject
{
    Q_OBJECT

public:
    /// More is not read.
    static constexpr qsizetype maxBytes = 64 * 1024;

    explicit SecretInput(QObject *parent = nullptr);
    /// The terminal shows again what is typed.
    ~SecretInput() override;

    [[nodiscard]] static bool isTerminal();
    void start();

Q_SIGNALS:
    void entered(const QByteArray &text);

private:
    class HiddenEcho;

    void read();

    QByteArray m_text;
    std::unique_ptr<HiddenEcho> m_hidden;
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace peregrine::cli
