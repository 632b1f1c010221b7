#include "app/cli/output.h"

#include "core/base/json.h"

#include <QFileDevice>
#include <QJsonArray>
#include <QJsonDocument>

#include <utility>

namespace peregrine::cli {

int exitStatusOf(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Unauthorized:
    case Error::Kind::Forbidden:
    case Error::Kind::Locked:
        return ExitUnauthorized;
    case Error::Kind::Network:
        return ExitUnreachable;
    case Error::Kind::Timeout:
    case Error::Kind::Canceled:
        return ExitCanceled;
    case Error::Kind::Validation:
        // A 422 is the server's word, without a status it is ours.
        return error.httpStatus == 0 ? ExitUsage : ExitFailed;
    case Error::Kind::NotFound:
    case Error::Kind::RateLimited:
    case Error::Kind::Server:
    case Error::Kind::Malformed:
    case Error::Kind::Media:
    case Error::Kind::Storage:
        return ExitFailed;
    }
    return ExitFailed;
}

namespace {

/// Texts from servers and files must not control the terminal: control characters become spaces.
QByteArray printable(const QString &text)
{
    QString clean = text;
    for (QChar &character : clean) {
        if (character.category() == QChar::Other_Control && character != u'\n'
            && character != u'\t')
            character = u' ';
    }
    return clean.toUtf8();
}

} // namespace

void Output::write(QIODevice &device, const QByteArray &line)
{
    device.write(line + '\n');
    if (auto *file = qobject_cast<QFileDevice *>(&device))
        file->flush();
}

void Output::clearProgress()
{
    if (!std::exchange(m_hasProgress, false))
        return;
    m_words.write("\r\033[K");
    if (auto *file = qobject_cast<QFileDevice *>(&m_words))
        file->flush();
}

void Output::progress(const QString &line)
{
    if (!m_style.terminal || m_style.quiet || m_style.json)
        return;
    // Longer than the terminal it would wrap, and the next one could not replace it.
    constexpr qsizetype longest = 78;
    clearProgress();
    m_words.write(printable(line).left(longest));
    if (auto *file = qobject_cast<QFileDevice *>(&m_words))
        file->flush();
    m_hasProgress = true;
}

void Output::text(const QString &line)
{
    clearProgress();
    if (!m_style.json)
        write(m_results, printable(line));
}

void Output::document(const QJsonValue &value)
{
    clearProgress();
    if (m_style.json || !(value.isObject() || value.isArray())) {
        write(m_results, toJson(value));
        return;
    }
    const QJsonDocument document =
        value.isObject() ? QJsonDocument(value.toObject()) : QJsonDocument(value.toArray());
    write(m_results, document.toJson(QJsonDocument::Indented).trimmed());
}

void Output::line(const QJsonValue &value)
{
    clearProgress();
    if (!m_style.json)
        write(m_results, toJson(value));
}

void Output::bytes(const QByteArray &bytes)
{
    if (m_style.json)
        return;
    m_results.write(bytes);
    if (auto *file = qobject_cast<QFileDevice *>(&m_results))
        file->flush();
}

void Output::event(const QString &name, QJsonObject members)
{
    if (!m_style.json)
        return;
    members.insert(QStringLiteral("event"), name);
    write(m_results, toJson(members));
}

void Output::note(const QString &line)
{
    clearProgress();
    if (!m_style.quiet)
        write(m_words, printable(line));
}

void Output::error(const Error &error)
{
    clearProgress();
    write(m_words, printable(error.message));
    for (const FieldFault &fault : error.fields)
        write(m_words,
              printable(QStringLiteral("  %1: %2").arg(fault.path.join(u'.'), fault.message)));
    if (!m_style.json)
        return;
    QJsonArray fields;
    for (const FieldFault &fault : error.fields) {
        fields.append(QJsonObject{{QStringLiteral("path"), QJsonArray::fromStringList(fault.path)},
                                  {QStringLiteral("message"), fault.message},
                                  {QStringLiteral("type"), fault.type}});
    }
    QJsonObject members{{QStringLiteral("kind"), errorKindName(error.kind)},
                        {QStringLiteral("message"), error.message}};
    if (error.httpStatus != 0)
        members.insert(QStringLiteral("status"), error.httpStatus);
    if (!fields.isEmpty())
        members.insert(QStringLiteral("fields"), fields);
    event(QStringLiteral("error"), members);
}

} // namespace peregrine::cli
