#include "app/cli/servecommand.h"

namespace peregrine::cli {

ServeCommand::ServeCommand(Context context, QUrl base)
    : Command(std::move(context))
    , m_base(std::move(base))
{ }

void ServeCommand::start()
{
    const QString base = m_base.toString();
    output().text(base);
    output().event(QStringLiteral("serving"), {{QStringLiteral("base_url"), base}});
    output().note(tr("The local server answers there until you press Ctrl+C."));
}

void ServeCommand::interrupt()
{
    Q_EMIT finished(ExitDone);
}

} // namespace peregrine::cli
