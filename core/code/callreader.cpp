#include "core/code/callreader.h"

#include "core/code/importwords.h"
#include "core/code/literalreader.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QRegularExpression>

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::CallReader)
};

/// What a call's arguments say.
struct Arguments
{
    QJsonValue input = QJsonValue::Undefined;
    QStringList unused;
};

/// The arguments behind the endpoint's id.
Expected<Arguments, TextFault> argumentsOf(LiteralReader &reader, bool python)
{
    Arguments found;
    bool first = true;
    while (reader.take(u',')) {
        if (reader.take(u')'))
            return found;
        const std::optional<QString> keyword =
            python ? reader.takeKeyword() : std::optional<QString>();
        const qsizetype before = reader.unread().size();
        const auto value = reader.value();
        if (!value)
            return Unexpected{value.error()};
        const QList<LiteralReader::Unread> unread = reader.unread().mid(before);
        const bool isInput = python && (keyword ? *keyword == u"arguments"_s : first);
        if (isInput) {
            found.input = *value;
            found.unused = unusedExpressions(unread);
        } else if (!python && first) {
            const QJsonObject options = value->toObject();
            found.input = options.value(u"input"_s);
            found.unused = unusedExpressions(unread, u"/input"_s);
        }
        first = false;
    }
    return found;
}

} // namespace

std::optional<Expected<ImportedInput, ImportFault>> CallReader::read(const QString &text)
{
    static const QRegularExpression call(
        u"([\\w$.]*)\\b(subscribe|submit|run|stream)(_async)?\\s*(?:<[^<>()]{0,200}>)?\\s*\\(\\s*(?=[\"'`])"_s);
    auto matches = call.globalMatch(text);
    std::optional<ImportFault> problem;
    constexpr int mostCalls = 100;
    for (int n = 0; n < mostCalls && matches.hasNext(); ++n) {
        const auto match = matches.next();
        LiteralReader reader(text, LiteralReader::Dialect::Code, match.capturedEnd());
        const auto id = reader.value();
        const auto endpoint =
            id && id->isString() ? EndpointId::parse(id->toString()) : EndpointId::parse({});
        if (!endpoint)
            continue;
        const qsizetype afterId = reader.position();
        const bool python = !match.captured(3).isEmpty()
            || match.captured(1).contains(u"fal_client"_s) || text.contains(u"import fal_client"_s)
            || QStringView(text).mid(afterId).left(40).contains(u"arguments"_s);
        const auto arguments = argumentsOf(reader, python);
        if (!arguments) {
            problem = problem ? problem : ImportFault::at(text, arguments.error());
            continue;
        }
        if (!arguments->input.isObject()) {
            const QString words = arguments->input.isUndefined() && arguments->unused.isEmpty()
                ? Words::tr("The call has no input.")
                : Words::tr("The input of the call is not written out in it.");
            problem = problem ? problem : ImportFault::at(text, {words, match.capturedStart()});
            continue;
        }
        ImportedInput found;
        found.source = python ? ImportedInput::Source::Python : ImportedInput::Source::JavaScript;
        found.endpoint = *endpoint;
        found.input = arguments->input.toObject();
        found.unused = arguments->unused;
        return found;
    }
    if (problem)
        return Unexpected{*problem};
    return std::nullopt;
}

} // namespace peregrine
