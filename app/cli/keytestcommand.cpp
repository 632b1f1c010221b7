#include "app/cli/keytestcommand.h"

#include "app/cli/keyverdict.h"
#include "core/credentials/keyring.h"

namespace peregrine::cli {

KeyTestCommand::KeyTestCommand(Context context)
    : Command(std::move(context))
{ }

void KeyTestCommand::start()
{
    FalCall<ResolvedKey> *call = context().keys.resolve(context().profile.keyReference);
    connect(call, &FalReply::succeeded, this, [this, call] { test(call->value()); });
}

void KeyTestCommand::test(const ResolvedKey &resolved)
{
    if (resolved.key.isEmpty()) {
        Error error;
        error.kind = Error::Kind::Unauthorized;
        error.message = resolved.problem
            ? resolved.problem->message
            : tr("There is no key. Keep one with \"peregrine-cli key set\", or put it into the "
                 "environment as FAL_KEY.");
        fail(error);
        return;
    }
    const auto environment = keyTestEnvironment(context().server);
    if (!environment) {
        fail(environment.error());
        return;
    }
    KeyTest::Options options;
    options.environment = *environment;
    auto *call = new KeyTest(resolved.key.reveal(), options, this);
    connect(call, &FalReply::succeeded, this,
            [this, call, source = keySourceName(resolved.source)] { tell(call->value(), source); });
}

void KeyTestCommand::tell(const KeyReport &report, const QString &source)
{
    if (report.verdict != KeyReport::Verdict::Works) {
        fail(errorOf(report));
        return;
    }
    output().text(report.message);
    output().note(source == keySourceName(KeySource::Environment)
                      ? tr("It comes from the environment.")
                      : tr("It comes from the system's key store."));
    output().event(QStringLiteral("tested"),
                   {{QStringLiteral("verdict"), keyVerdictName(report.verdict)},
                    {QStringLiteral("source"), source},
                    {QStringLiteral("profile"), context().profile.name}});
    Q_EMIT finished(ExitDone);
}

} // namespace peregrine::cli
