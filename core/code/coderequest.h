#pragma once

#include "core/fal/endpointid.h"
#include "core/schema/fieldspec.h"
#include "core/schema/formvalues.h"

#include <QList>
#include <QMetaType>
#include <QString>
#include <QUrl>

namespace peregrine {

/// The languages a call can be copied in; see CodeWriter::forLanguage().
enum class CodeLanguage { Curl, JavaScript, Python, Swift, Kotlin, Java, Dart, PeregrineCli };

/// The calls of fal's clients.
enum class CodeCall { Subscribe, Submit, Run, Stream, Realtime };

[[nodiscard]] QList<CodeLanguage> codeLanguages();
/// Stable name for settings and the command line: "curl", "javascript", "peregrine-cli", ...
[[nodiscard]] QString codeLanguageName(CodeLanguage language);
[[nodiscard]] std::optional<CodeLanguage> codeLanguageFromName(const QString &name);
/// As people write it: "JavaScript".
[[nodiscard]] QString codeLanguageTitle(CodeLanguage language);

/// fal's name of it: "subscribe", "submit", "run", "stream", "realtime".
[[nodiscard]] QString codeCallName(CodeCall call);
[[nodiscard]] std::optional<CodeCall> codeCallFromName(const QString &name);

/// Where the copied call is to go.
struct CodeServer
{
    enum class Kind {
        Fal, ///< the cloud
        Base, ///< https://HOST/PATH is url/HOST/PATH
        Proxy, ///< everything to url, the real address in x-fal-target-url; the proxy has the key
    };

    Kind kind = Kind::Fal;
    QString url;
    /// The server inside this program: its address holds until the program is closed.
    bool isEmbedded = false;

    /// By a server's name as settings know it ("fal", "proxy:URL", a base URL); `localBase` is
    /// where "local" listens.
    [[nodiscard]] static CodeServer named(const QString &name, const QUrl &localBase);

    friend bool operator==(const CodeServer &, const CodeServer &) = default;
};

/// The model that is called, and what it can do besides run and the queue.
struct CodeTarget
{
    EndpointId endpoint;
    bool streams = false;
    bool realtime = false;
    CodeServer server;
};

/// One call to be written as code.
struct CodeRequest
{
    CodeTarget target;
    CodeCall call = CodeCall::Subscribe;
    /// The input; files of this machine are uploaded by the code.
    FormValues values;
    /// The model's inputs: gives their order, and what their defaults are. May be empty.
    FieldSpec schema;
    /// Values equal to the model's defaults are left out.
    bool onlyChanged = false;
    /// Of submit: fal posts the result there. Empty: none.
    QString webhookUrl;
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::CodeRequest)
Q_DECLARE_METATYPE(peregrine::CodeCall)
Q_DECLARE_METATYPE(peregrine::CodeLanguage)
