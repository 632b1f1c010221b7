#include "app/cli/keysetcommand.h"

#include "app/cli/keyverdict.h"
#include "core/credentials/keyring.h"
#include "core/credentials/keytext.h"

namespace peregrine::cli {

KeySetCommand::KeySetCommand(Context context, bool isTested)
    : Command(std::move(context))
    , m_isTested(isTested)
{
    connect(&m_input, &SecretInput::entered, this, &KeySetCommand::take);
}

void KeySetCommand::start()
{
    if (SecretInput::isTerminal())
        output().note(tr("Paste the key, then press Enter. It is not shown."));
    m_input.start();
}

void KeySetCommand::take(const QByteArray &text)
{
    auto key = keyFromText(text);
    if (!key) {
        fail(key.error());
        return;
    }
    m_key = std::move(*key);
    if (m_isTested)
        test();
    else
        keep(QString());
}

void KeySetCommand::test()
{
    const auto environment = keyTestEnvironment(context().server);
    if (!environment) {
        fail(environment.error());
        return;
    }
    KeyTest::Options options;
    options.environment = *environment;
    auto *call = new KeyTest(m_key.reveal(), options, this);
    connect(call, &FalReply::succeeded, this, [this, call] {
        const KeyReport &report = call->value();
        if (report.verdict == KeyReport::Verdict::Works) {
            keep(keyVerdictName(report.verdict));
            return;
        }
        Error error = errorOf(report);
        error.message +=
            u' ' + tr("The key is not kept. With --no-test it is kept without being tested.");
        fail(error);
    });
}

void KeySetCommand::keep(const QString &verdict)
{
    const QString reference = context().profile.keyReference;
    FalReply *written = context().keys.set(reference, m_key);
    connect(written, &FalReply::failed, this, &KeySetCommand::fail);
    connect(written, &FalReply::succeeded, this, [this, reference, verdict] {
        output().note(tr("The key of the profile \"%1\" is in the system's key store.")
                          .arg(context().profile.name));
        const auto before = context().keys.known(reference);
        if (before && before->source == KeySource::Environment)
            output().note(tr("The key in the environment comes before it, for as long as it is "
                             "there."));
        QJsonObject members{{QStringLiteral("profile"), context().profile.name}};
        if (!verdict.isEmpty())
            members.insert(QStringLiteral("verdict"), verdict);
        output().event(QStringLiteral("stored"), members);
        Q_EMIT finished(ExitDone);
    });
}

} // namespace peregrine::cli
