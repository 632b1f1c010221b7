#include "app/cli/keyforgetcommand.h"

#include "core/credentials/keyring.h"

namespace peregrine::cli {

KeyForgetCommand::KeyForgetCommand(Context context)
    : Command(std::move(context))
{ }

void KeyForgetCommand::start()
{
    const QString reference = context().profile.keyReference;
    FalReply *removed = context().keys.forget(reference);
    connect(removed, &FalReply::failed, this, &KeyForgetCommand::fail);
    connect(removed, &FalReply::succeeded, this, [this, reference] {
        output().note(tr("The key store has no key of the profile \"%1\" any more.")
                          .arg(context().profile.name));
        const auto left = context().keys.known(reference);
        if (left && left->source == KeySource::Environment)
            output().note(tr("The one in the environment is still there."));
        output().event(QStringLiteral("forgotten"),
                       {{QStringLiteral("profile"), context().profile.name}});
        Q_EMIT finished(ExitDone);
    });
}

} // namespace peregrine::cli
