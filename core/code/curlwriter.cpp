#include "core/code/curlwriter.h"

#include "core/code/serveraddress.h"
#include "core/code/textescape.h"

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

/// Stands around a variable's name in the JSON until that is a shell's word. No JSON text of ours
/// holds it: control characters are escaped.
constexpr QChar mark = u'\x01';
/// The system's limit for one argument is 128 KB; a builtin has none.
constexpr qsizetype longestArgument = 100'000;

QString quotedJson(const QString &text)
{
    return quotedText(text, {});
}

QString inQuotes(QString json)
{
    json.replace(u'\'', u"'\\''"_s);
    QString word;
    bool inside = false;
    for (const QChar c : std::as_const(json)) {
        if (c != mark) {
            word += c;
            continue;
        }
        word += inside ? u"\"'"_s : u"'\"$"_s;
        inside = !inside;
    }
    return u'\'' + word + u'\'';
}

/// The member of an answer, without jq.
QString memberOf(const QString &variable, const QString &member)
{
    return u"$(printf '%s' \"$"_s + variable + u"\" | sed -n 's/.*\""_s + member
        + u"\" *: *\"\\([^\"]*\\)\".*/\\1/p')"_s;
}

/// A shell's word; what stands between marks is a variable.
QString addressWord(const QString &address)
{
    QString word;
    const QStringList parts = address.split(mark);
    for (qsizetype i = 0; i < parts.size(); ++i)
        word += i % 2 ? u"\"$"_s + parts.at(i) + u'"' : shellWord(parts.at(i));
    return word;
}

QString join(const QStringList &parts)
{
    return parts.join(u" \\\n  "_s);
}

} // namespace

CurlWriter::CurlWriter()
    : CodeWriter({u"{"_s, u"}"_s, u"{}"_s, u"["_s, u"]"_s, u"[]"_s, u": "_s, u"true"_s, u"false"_s,
                  u"null"_s, u"#"_s, 2, false, true})
{ }

QList<CodeCall> CurlWriter::clientCalls() const
{
    return {CodeCall::Subscribe, CodeCall::Submit, CodeCall::Run, CodeCall::Stream};
}

bool CurlWriter::reaches(CodeServer::Kind) const
{
    return true;
}

QString CurlWriter::text(const QString &text) const
{
    return quotedJson(text);
}

QString CurlWriter::variable(const QString &name) const
{
    return u'"' + QString(mark) + name + QString(mark) + u'"';
}

QString CurlWriter::body(const Job &job) const
{
    return inQuotes(input(job, 0));
}

QString CurlWriter::request(const Job &job, const QString &address, const QStringList &more,
                            const QString &command) const
{
    QStringList parts{command};
    // A proxy adds the key itself.
    if (job.server().kind == CodeServer::Kind::Proxy) {
        parts.append(u"--url "_s + shellWord(job.server().url));
        parts.append(u"--header "_s + addressWord(u"x-fal-target-url: "_s + address));
    } else {
        parts.append(u"--url "_s + addressWord(addressAt(job.server(), address)));
        parts.append(u"--header \"Authorization: Key $FAL_KEY\""_s);
    }
    return join(parts + more);
}

QString CurlWriter::uploads(const Job &job) const
{
    if (job.uploads.isEmpty())
        return {};
    const QString initiate =
        request(job, uploadAddress(),
                {u"--header 'Content-Type: application/json'"_s,
                 u"--data \"{\\\"content_type\\\": \\\"$2\\\", \\\"file_name\\\": $3}\""_s},
                u"curl --silent --show-error --request POST"_s);
    QString script = u"# upload FILE TYPE NAME: stores the file at fal and prints its URL.\n"
                     "upload() {\n  answer=$("_s
        + QString(initiate).replace(u"\n"_s, u"\n  "_s)
        + u" |\n    sed 's/\\\\u0026/\\&/g; s#\\\\/#/#g')\n"
          "  curl --silent --show-error --fail --globoff --request PUT --output /dev/null \\\n"
          "    --header \"Content-Type: $2\" --upload-file \"$1\" --url \""_s
        + memberOf(u"answer"_s, u"upload_url"_s) + u"\" &&\n    echo \""_s
        + memberOf(u"answer"_s, u"file_url"_s) + u"\"\n}\n"_s;
    for (const Upload &upload : job.uploads) {
        script += upload.variable + u"=$(upload "_s + shellWord(upload.path) + u' '
            + shellWord(upload.mimeType) + u' ' + shellWord(quotedJson(upload.fileName)) + u")\n"_s;
    }
    return script + u'\n';
}

QString CurlWriter::code(const Job &job) const
{
    QString word = body(job);
    QString feed;
    QString data = u"--data "_s + word;
    if (word.size() > longestArgument) {
        feed = u"printf '%s' "_s + word + u" |\n  "_s;
        data = u"--data-binary @-"_s;
    }
    const QStringList json{u"--header 'Content-Type: application/json'"_s};
    const QString target = callAddress(*job.request, job.call);
    const QString silent = u"curl --silent --show-error"_s;
    const QString head = uploads(job);
    if (job.call == CodeCall::Stream) {
        return head + feed
            + request(job, target,
                      QStringList{u"--header 'Accept: text/event-stream'"_s} + json
                          + QStringList{data},
                      u"curl --no-buffer --request POST"_s)
            + u'\n';
    }
    const QString post =
        feed + request(job, target, json + QStringList{data}, u"curl --request POST"_s);
    if (job.call != CodeCall::Subscribe)
        return head + post + u'\n';

    const QString requests = u"https://queue.fal.run/"_s
        + job.request->target.endpoint.application() + u"/requests/"_s + mark + u"request_id"_s
        + mark;
    const QString submit =
        feed + request(job, target, json + QStringList{data}, silent + u" --request POST"_s);
    QString status = request(job, requests + u"/status"_s, {},
                             u"curl --silent --output /dev/null --write-out '%{http_code}'"_s);
    QString result = request(job, requests, {}, silent);
    status.replace(u"\n"_s, u"\n    "_s);
    result.replace(u"\n"_s, u"\n  "_s);
    return head + u"answer=$("_s + submit + u")\nrequest_id="_s
        + memberOf(u"answer"_s, u"request_id"_s)
        + u"\n\nif [ -z \"$request_id\" ]; then\n  printf '%s\\n' \"$answer\" >&2\nelse\n"
          "  # The status answers 202 until the request is completed.\n  while [ \"$("_s
        + status + u")\" = 202 ]; do\n    sleep 1\n  done\n  "_s + result + u"\nfi\n"_s;
}

} // namespace peregrine
