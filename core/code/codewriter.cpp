#include "core/code/codewriter.h"

#include "core/base/json.h"
#include "core/code/changedinput.h"
#include "core/code/curlwriter.h"
#include "core/code/dartwriter.h"
#include "core/code/javascriptwriter.h"
#include "core/code/javawriter.h"
#include "core/code/kotlinwriter.h"
#include "core/code/peregrinecliwriter.h"
#include "core/code/pythonwriter.h"
#include "core/code/swiftwriter.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QMimeDatabase>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <utility>

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shortList = 72;

bool isNamespaced(const EndpointId &endpoint)
{
    return endpoint.application().count(u'/') > 1;
}

/// image_url, or imageUrl, of a pointer's words: a name that no keyword of the languages is.
QString variableName(const QString &pointer, bool snakeCase)
{
    QStringList words;
    QString word;
    for (const QChar c : pointer) {
        if (c.unicode() < 0x80 && c.isLetterOrNumber()) {
            word += c.toLower();
        } else if (!word.isEmpty()) {
            words.append(std::exchange(word, {}));
        }
    }
    if (!word.isEmpty())
        words.append(word);
    if (words.isEmpty() || words.first().front().isDigit())
        words.prepend(u"file"_s);
    if (words.last() != QLatin1String("url"))
        words.append(u"url"_s);
    constexpr qsizetype most = 6;
    if (words.size() > most)
        words = words.mid(words.size() - most);
    if (words.first().front().isDigit())
        words.prepend(u"file"_s);
    if (snakeCase)
        return words.join(u'_');
    for (qsizetype i = 1; i < words.size(); ++i)
        words[i][0] = words.at(i).front().toUpper();
    return words.join(QString());
}

} // namespace

CodeWriter::CodeWriter(Style style)
    : m_style(std::move(style))
{ }

CodeWriter::~CodeWriter() = default;

std::unique_ptr<CodeWriter> CodeWriter::forLanguage(CodeLanguage language)
{
    switch (language) {
    case CodeLanguage::Curl:
        return std::make_unique<CurlWriter>();
    case CodeLanguage::JavaScript:
        return std::make_unique<JavaScriptWriter>();
    case CodeLanguage::Python:
        return std::make_unique<PythonWriter>();
    case CodeLanguage::Swift:
        return std::make_unique<SwiftWriter>();
    case CodeLanguage::Kotlin:
        return std::make_unique<KotlinWriter>();
    case CodeLanguage::Java:
        return std::make_unique<JavaWriter>();
    case CodeLanguage::Dart:
        return std::make_unique<DartWriter>();
    case CodeLanguage::PeregrineCli:
        break;
    }
    return std::make_unique<PeregrineCliWriter>();
}

QList<CodeCall> CodeWriter::calls(const CodeTarget &target) const
{
    QList<CodeCall> calls = clientCalls();
    calls.removeIf([&target, this](CodeCall call) {
        switch (call) {
        case CodeCall::Subscribe:
            return isNamespaced(target.endpoint) && !keepsNamespaces();
        case CodeCall::Stream:
            return !target.streams;
        case CodeCall::Realtime:
            return !target.realtime;
        case CodeCall::Submit:
        case CodeCall::Run:
            break;
        }
        return false;
    });
    return calls;
}

QString CodeWriter::write(const CodeRequest &request) const
{
    const Job job = jobOf(request);
    QString head;
    for (const QString &note : notes(job))
        head += m_style.comment + u' ' + note + u'\n';
    return head.isEmpty() ? code(job) : head + u'\n' + code(job);
}

QStringList CodeWriter::notes(const Job &job) const
{
    if (!reaches(job.server().kind)) {
        return {QCoreApplication::translate(
            "peregrine::CodeWriter",
            "fal's client for this language speaks to fal only, not to the server in use here.")};
    }
    if (job.server().isEmbedded) {
        return {QCoreApplication::translate(
            "peregrine::CodeWriter",
            "The server inside Peregrine: its address is another one after each start.")};
    }
    return {};
}

CodeWriter::Job CodeWriter::jobOf(const CodeRequest &request) const
{
    Job job;
    job.request = &request;
    const QList<CodeCall> offered = calls(request.target);
    job.call = offered.contains(request.call) ? request.call : offered.first();
    const FormValues values =
        request.onlyChanged ? changedInput(request.schema, request.values) : request.values;
    job.input = values.input;
    QSet<QString> names;
    for (const FileInput &file : values.files) {
        const auto same =
            std::find_if(job.uploads.cbegin(), job.uploads.cend(),
                         [&file](const Upload &upload) { return upload.path == file.path; });
        QString name;
        if (same != job.uploads.cend()) {
            name = same->variable;
        } else {
            const QString base = variableName(file.pointer, m_style.snakeCase);
            name = base;
            for (int n = 2; names.contains(name); ++n)
                name = base + QString::number(n);
            names.insert(name);
            const QString type =
                QMimeDatabase().mimeTypeForFile(file.path, QMimeDatabase::MatchExtension).name();
            job.uploads.append({file.path, QFileInfo(file.path).fileName(), type, name});
        }
        job.expressions.insert(file.pointer, variable(name));
    }
    return job;
}

QString CodeWriter::indent(int depth) const
{
    return QString(qsizetype(depth) * m_style.indent, u' ');
}

QString CodeWriter::member(const QString &name, const QString &value) const
{
    return key(name) + m_style.separator + value;
}

QString CodeWriter::integer(qint64 number) const
{
    return QString::number(number);
}

QString CodeWriter::number(const QJsonValue &value) const
{
    if (isWhole(value))
        return integer(value.toInteger());
    const double number = value.toDouble();
    if (!std::isfinite(number))
        return m_style.nullWord;
    const QString digits = QString::number(number, 'g', QLocale::FloatingPointShortest);
    // 1e+19 is a double everywhere, 10000000000000000000 is not.
    return digits.contains(u'.') || digits.contains(u'e') ? digits : digits + u".0"_s;
}

QString CodeWriter::input(const Job &job, int depth) const
{
    return literal(job, job.input, {}, &job.request->schema, depth);
}

QString CodeWriter::literal(const Job &job, const QJsonValue &value, const QString &pointer,
                            const FieldSpec *spec, int depth) const
{
    const QString expression = job.expressions.value(pointer);
    if (!expression.isEmpty())
        return expression;
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? m_style.trueWord : m_style.falseWord;
    case QJsonValue::Double:
        return number(value);
    case QJsonValue::String:
        return text(value.toString());
    case QJsonValue::Array:
        return list(job, value.toArray(), pointer, spec, depth);
    case QJsonValue::Object:
        return object(job, value.toObject(), pointer, spec, depth);
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return m_style.nullWord;
}

QString CodeWriter::list(const Job &job, const QJsonArray &entries, const QString &pointer,
                         const FieldSpec *spec, int depth) const
{
    if (entries.isEmpty())
        return m_style.emptyList;
    QStringList parts;
    bool flat = true;
    qsizetype length = 0;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const QJsonValue entry = entries.at(i);
        const QString part = QString::number(i);
        parts.append(literal(job, entry, pointer + u'/' + part, spec ? spec->part(part) : nullptr,
                             depth + 1));
        flat = flat && !entry.isObject() && !entry.isArray();
        length += parts.last().size() + 2;
    }
    if (flat && length <= shortList)
        return m_style.listOpen + parts.join(u", "_s) + m_style.listClose;
    const QString inner = indent(depth + 1);
    return m_style.listOpen + u'\n' + inner + parts.join(u",\n"_s + inner)
        + (m_style.trailingComma ? u",\n"_s : u"\n"_s) + indent(depth) + m_style.listClose;
}

QString CodeWriter::object(const Job &job, const QJsonObject &members, const QString &pointer,
                           const FieldSpec *spec, int depth) const
{
    if (members.isEmpty())
        return m_style.emptyObject;
    QStringList parts;
    for (const QString &name : orderedNames(spec, members)) {
        parts.append(member(name,
                            literal(job, members.value(name), pointer + jsonPointer({name}),
                                    spec ? spec->part(name) : nullptr, depth + 1)));
    }
    const QString inner = indent(depth + 1);
    return m_style.objectOpen + u'\n' + inner + parts.join(u",\n"_s + inner)
        + (m_style.trailingComma ? u",\n"_s : u"\n"_s) + indent(depth) + m_style.objectClose;
}

} // namespace peregrine
