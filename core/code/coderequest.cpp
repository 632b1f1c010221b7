#include "core/code/coderequest.h"

#include "core/fal/falservers.h"

#include <algorithm>
#include <array>

namespace peregrine {

namespace {

struct Language
{
    CodeLanguage language;
    const char *name;
    const char *title;
};

constexpr std::array languages{
    Language{CodeLanguage::Curl, "curl", "curl"},
    Language{CodeLanguage::JavaScript, "javascript", "JavaScript"},
    Language{CodeLanguage::Python, "python", "Python"},
    Language{CodeLanguage::Swift, "swift", "Swift"},
    Language{CodeLanguage::Kotlin, "kotlin", "Kotlin"},
    Language{CodeLanguage::Java, "java", "Java"},
    Language{CodeLanguage::Dart, "dart", "Dart"},
    Language{CodeLanguage::PeregrineCli, "peregrine-cli", "peregrine-cli"},
};

struct Call
{
    CodeCall call;
    const char *name;
};

constexpr std::array calls{
    Call{CodeCall::Subscribe, "subscribe"},
    Call{CodeCall::Submit, "submit"},
    Call{CodeCall::Run, "run"},
    Call{CodeCall::Stream, "stream"},
    Call{CodeCall::Realtime, "realtime"},
};

const Language &entryOf(CodeLanguage language)
{
    return *std::find_if(languages.begin(), languages.end(),
                         [language](const Language &entry) { return entry.language == language; });
}

} // namespace

QList<CodeLanguage> codeLanguages()
{
    QList<CodeLanguage> all;
    for (const Language &entry : languages)
        all.append(entry.language);
    return all;
}

QString codeLanguageName(CodeLanguage language)
{
    return QString::fromLatin1(entryOf(language).name);
}

std::optional<CodeLanguage> codeLanguageFromName(const QString &name)
{
    for (const Language &entry : languages) {
        if (name == QLatin1String(entry.name))
            return entry.language;
    }
    return std::nullopt;
}

QString codeLanguageTitle(CodeLanguage language)
{
    return QString::fromLatin1(entryOf(language).title);
}

QString codeCallName(CodeCall call)
{
    return QString::fromLatin1(std::find_if(calls.begin(), calls.end(), [call](const Call &entry) {
                                   return entry.call == call;
                               })->name);
}

std::optional<CodeCall> codeCallFromName(const QString &name)
{
    for (const Call &entry : calls) {
        if (name == QLatin1String(entry.name))
            return entry.call;
    }
    return std::nullopt;
}

CodeServer CodeServer::named(const QString &name, const QUrl &localBase)
{
    if (name.isEmpty() || name == FalServers::fal)
        return {};
    if (name.startsWith(FalServers::proxyPrefix))
        return {Kind::Proxy, name.mid(FalServers::proxyPrefix.size()), false};
    const bool isEmbedded = name == FalServers::local;
    QString base = isEmbedded ? localBase.toString(QUrl::FullyEncoded) : name;
    while (base.endsWith(u'/'))
        base.chop(1);
    return base.isEmpty() ? CodeServer() : CodeServer{Kind::Base, base, isEmbedded};
}

} // namespace peregrine
