#include "core/credentials/credentials.h"

#include <QCoreApplication>

#include <algorithm>

namespace peregrine {

namespace {

Error unusable(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Unauthorized;
    error.message = message;
    return error;
}

/// Anything else would end or garble the header that carries it.
bool isVisibleAscii(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(),
                       [](QChar character) { return character > u' ' && character < u'\x7f'; });
}

} // namespace

Expected<Secret, Error> credentialsFromEnvironment(const QProcessEnvironment &environment)
{
    const auto valueOf = [&environment](const char *name) {
        return environment.value(QLatin1String(name)).trimmed();
    };
    QString key = valueOf("FAL_KEY");
    if (key.isEmpty()) {
        const QString id = valueOf("FAL_KEY_ID");
        const QString secret = valueOf("FAL_KEY_SECRET");
        if (id.isEmpty() != secret.isEmpty())
            return Unexpected{unusable(QCoreApplication::translate(
                "peregrine::Credentials",
                "FAL_KEY_ID and FAL_KEY_SECRET belong together, but only "
                "one of them is set. Set both, or set FAL_KEY."))};
        if (!id.isEmpty())
            key = id + u':' + secret;
    }
    if (!isVisibleAscii(key))
        return Unexpected{unusable(QCoreApplication::translate(
            "peregrine::Credentials",
            "The fal key in the environment contains spaces, line breaks "
            "or characters that no key has. Copy it again."))};
    return Secret(key.toLatin1());
}

} // namespace peregrine
