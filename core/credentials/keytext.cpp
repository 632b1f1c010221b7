#include "core/credentials/keytext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace peregrine {

namespace {

constexpr qsizetype maxKeyBytes = 1024;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::KeyText)
};

bool startsWithWord(const QByteArray &text, const char *word)
{
    const auto length = static_cast<qsizetype>(qstrlen(word));
    return text.size() > length && qstrnicmp(text.constData(), word, qstrlen(word)) == 0;
}

bool isQuote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

} // namespace

std::optional<KeyFault> keyFaultOf(const QByteArray &text)
{
    const QByteArray key = text.trimmed();
    if (key.isEmpty())
        return KeyFault::Empty;
    if (key.size() > maxKeyBytes)
        return KeyFault::TooLong;
    for (const char *word : {"export ", "set ", "FAL_KEY"}) {
        if (startsWithWord(key, word))
            return KeyFault::Assignment;
    }
    for (const char *word : {"Authorization:", "Key ", "Bearer "}) {
        if (startsWithWord(key, word))
            return KeyFault::Prefix;
    }
    if (std::any_of(key.cbegin(), key.cend(), isQuote))
        return KeyFault::Quotes;
    if (std::any_of(key.cbegin(), key.cend(), isSpace))
        return KeyFault::WhiteSpace;
    if (!std::all_of(key.cbegin(), key.cend(), [](char c) { return c > ' ' && c < '\x7f'; }))
        return KeyFault::Characters;
    const qsizetype colon = key.indexOf(':');
    if (colon <= 0 || colon == key.size() - 1)
        return KeyFault::HalfOnly;
    return std::nullopt;
}

QString keyFaultText(KeyFault fault)
{
    switch (fault) {
    case KeyFault::Empty:
        return Text::tr("There is no key. Keys are made on fal.ai/dashboard/keys.");
    case KeyFault::Assignment:
        return Text::tr("This is a line of a script, not a key. Copy only what stands after "
                        "\"FAL_KEY=\".");
    case KeyFault::Prefix:
        return Text::tr("This is a whole Authorization header. Copy only the key, without the word "
                        "before it.");
    case KeyFault::Quotes:
        return Text::tr("There are quotes in the key. Copy it without them.");
    case KeyFault::WhiteSpace:
        return Text::tr("There is a space or a line break inside the key. Copy it again, in one "
                        "piece.");
    case KeyFault::Characters:
        return Text::tr("There are characters in the key that no key has. Copy it again.");
    case KeyFault::HalfOnly:
        return Text::tr("This is only half of a key. A key has an id and a secret with a colon "
                        "between them; fal shows it whole only when it is made. If the secret is "
                        "lost, make a new key on fal.ai/dashboard/keys.");
    case KeyFault::TooLong:
        return Text::tr("This is too long to be a key. Copy the key alone.");
    }
    return {};
}

Expected<Secret, Error> keyFromText(const QByteArray &text)
{
    if (const auto fault = keyFaultOf(text)) {
        Error error;
        error.kind = Error::Kind::Validation;
        error.message = keyFaultText(*fault);
        return Unexpected{error};
    }
    return Secret(text.trimmed());
}

} // namespace peregrine
