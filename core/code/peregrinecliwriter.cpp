#include "core/code/peregrinecliwriter.h"

#include "core/base/json.h"
#include "core/code/changedinput.h"
#include "core/code/textescape.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

/// The system's limit for one argument is 128 KB.
constexpr qsizetype longestArgument = 100'000;

/// loras[0].path for /loras/0/path; empty where -i has no such name.
QString argumentName(const QString &pointer)
{
    static const QRegularExpression member(u"^[A-Za-z_][A-Za-z0-9_-]*$"_s);
    static const QRegularExpression place(u"^[0-9]{1,4}$"_s);
    QString name;
    for (const QString &part : jsonPointerParts(pointer)) {
        if (member.match(part).hasMatch())
            name += name.isEmpty() ? part : u'.' + part;
        else if (place.match(part).hasMatch() && !name.isEmpty())
            name += u'[' + part + u']';
        else
            return {};
    }
    return name;
}

/// Whether NAME=TEXT gives the very text.
bool readsAsText(const FieldSpec *spec, const QString &text)
{
    if (!spec || text.startsWith(u'@'))
        return false;
    switch (spec->kind) {
    case FieldKind::Text:
    case FieldKind::LongText:
    case FieldKind::Media:
        return true;
    case FieldKind::Enum:
        return spec->choices.contains(QJsonValue(text));
    default:
        return false;
    }
}

bool readsAsNumber(const FieldSpec *spec)
{
    return spec
        && (spec->kind == FieldKind::Integer || spec->kind == FieldKind::Number
            || spec->kind == FieldKind::Seed);
}

} // namespace

PeregrineCliWriter::PeregrineCliWriter()
    : CodeWriter({u"{"_s, u"}"_s, u"{}"_s, u"["_s, u"]"_s, u"[]"_s, u": "_s, u"true"_s, u"false"_s,
                  u"null"_s, u"#"_s, 2, false, true})
{ }

QList<CodeCall> PeregrineCliWriter::clientCalls() const
{
    return {CodeCall::Subscribe, CodeCall::Submit, CodeCall::Run, CodeCall::Stream,
            CodeCall::Realtime};
}

bool PeregrineCliWriter::reaches(CodeServer::Kind) const
{
    return true;
}

QString PeregrineCliWriter::text(const QString &text) const
{
    return quotedText(text, {});
}

QStringList PeregrineCliWriter::notes(const Job &job) const
{
    const QList<FileInput> &files = job.request->values.files;
    const bool unnamed = std::any_of(files.cbegin(), files.cend(), [](const FileInput &file) {
        return argumentName(file.pointer).isEmpty();
    });
    QStringList notes;
    if (unnamed) {
        notes.append(QCoreApplication::translate(
            "peregrine::CodeWriter",
            "A file is left out: -i has no name for its place in the input."));
    }
    return notes;
}

QStringList PeregrineCliWriter::arguments(const Job &job) const
{
    const FieldSpec &schema = job.request->schema;
    QStringList arguments;
    for (const QString &name : orderedNames(&schema, job.input)) {
        const QString pointer = jsonPointer({name});
        const QString argument = argumentName(pointer);
        if (argument.isEmpty())
            return {};
        const QJsonValue value = job.input.value(name);
        // The file itself comes after.
        if (job.expressions.contains(pointer))
            continue;
        const FieldSpec *spec = schema.child(name);
        if (value.isString() && readsAsText(spec, value.toString())
            && !value.toString().contains(QChar(u'\0')))
            arguments.append(argument + u'=' + value.toString());
        else if (value.isDouble() && readsAsNumber(spec))
            arguments.append(argument + u'=' + QString::fromUtf8(toJson(value)));
        else
            arguments.append(argument + u":="_s + QString::fromUtf8(toJson(value)));
        if (arguments.last().toUtf8().size() > longestArgument)
            return {};
    }
    return arguments;
}

QString PeregrineCliWriter::code(const Job &job) const
{
    QString command = u"peregrine-cli "_s + codeCallName(job.call) + u' ' + job.endpoint();
    switch (job.server().kind) {
    case CodeServer::Kind::Base:
        // It brings the server up itself.
        command +=
            u" --server "_s + (job.server().isEmbedded ? u"local"_s : shellWord(job.server().url));
        break;
    case CodeServer::Kind::Proxy:
        command += u" --server "_s + shellWord(u"proxy:"_s + job.server().url);
        break;
    case CodeServer::Kind::Fal:
        break;
    }
    const QString compact = QString::fromUtf8(toJson(job.input));
    if (job.call == CodeCall::Realtime) {
        return u"printf '%s\\n' "_s + shellWord(compact) + u" |\n  "_s + command + u'\n';
    }
    if (job.call == CodeCall::Submit && !job.request->webhookUrl.isEmpty())
        command += u" --webhook "_s + shellWord(job.request->webhookUrl);

    QStringList files;
    for (const FileInput &file : job.request->values.files) {
        const QString name = argumentName(file.pointer);
        if (!name.isEmpty())
            files.append(u"-i "_s + shellWord(name + u"=@"_s + file.path));
    }
    QStringList parts{command};
    const QStringList named = arguments(job);
    if (named.isEmpty() && !job.input.isEmpty()) {
        parts += files;
        // The word JSON alone on a line is in no JSON text: its line ends are escaped.
        const bool filesOnly =
            std::all_of(job.request->values.files.cbegin(), job.request->values.files.cend(),
                        [&job](const FileInput &file) {
                            return job.input.size() == job.request->values.files.size()
                                && file.pointer.count(u'/') == 1;
                        });
        if (filesOnly && !files.isEmpty())
            return parts.join(u" \\\n  "_s) + u'\n';
        Job plain = job;
        plain.expressions.clear();
        return parts.join(u" \\\n  "_s) + u" --input - <<'JSON'\n"_s + input(plain, 0)
            + u"\nJSON\n"_s;
    }
    for (const QString &argument : named)
        parts.append(u"-i "_s + shellWord(argument));
    parts += files;
    return parts.join(u" \\\n  "_s) + u'\n';
}

} // namespace peregrine
