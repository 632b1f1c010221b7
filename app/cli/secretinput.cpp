#include "app/cli/secretinput.h"

#include "core/base/secret.h"

#include <QSocketNotifier>

#include <array>
#include <termios.h>
#include <unistd.h>

namespace peregrine::cli {

/// What is typed stays invisible while it lives.
class SecretInput::HiddenEcho
{
public:
    HiddenEcho()
        : m_isChanged(::tcgetattr(STDIN_FILENO, &m_before) == 0)
    {
        if (!m_isChanged)
            return;
        termios hidden = m_before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    HiddenEcho(const HiddenEcho &) = delete;
    HiddenEcho &operator=(const HiddenEcho &) = delete;
    ~HiddenEcho()
    {
        if (m_isChanged)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }

private:
    termios m_before{};
    bool m_isChanged;
};

SecretInput::SecretInput(QObject *parent)
    : QObject(parent)
{ }

SecretInput::~SecretInput()
{
    Secret::wipe(m_text);
}

bool SecretInput::isTerminal()
{
    return ::isatty(STDIN_FILENO) == 1;
}

void SecretInput::start()
{
    if (isTerminal())
        m_hidden = std::make_unique<HiddenEcho>();
    m_notifier = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &SecretInput::read);
}

void SecretInput::read()
{
    std::array<char, 4096> buffer{};
    const auto count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count > 0)
        m_text.append(buffer.data(), count);
    const bool isLine = m_hidden && m_text.contains('\n');
    if (count > 0 && !isLine && m_text.size() < maxBytes)
        return;
    m_notifier->setEnabled(false);
    m_hidden.reset();
    Q_EMIT entered(m_text);
}

} // namespace peregrine::cli
