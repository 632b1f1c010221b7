#pragma once

#include "core/code/coderequest.h"

#include <QJsonValue>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>

namespace peregrine {

/// Writes one call of a model as code for fal's client of one language, with that client's names of
/// today. Values are literals of the language; files of this machine are uploaded first, by the
/// client's own storage call where it has one; the key is always read from FAL_KEY and never
/// written. Where a client cannot do what is asked (another server, integers beyond 2^53), a
/// comment at the top of the code says so. Pure; lives in any thread.
class CodeWriter
{
public:
    virtual ~CodeWriter();

    [[nodiscard]] static std::unique_ptr<CodeWriter> forLanguage(CodeLanguage language);

    /// The calls that both the language's client and the model have, in the order to offer them;
    /// the first is the usual one.
    [[nodiscard]] QList<CodeCall> calls(const CodeTarget &target) const;
    /// The code, ending in a line end. A call that calls() does not list is written as the first
    /// that it does.
    [[nodiscard]] QString write(const CodeRequest &request) const;

protected:
    /// How the language writes values.
    struct Style
    {
        QString objectOpen;
        QString objectClose;
        QString emptyObject;
        QString listOpen;
        QString listClose;
        QString emptyList;
        QString separator;
        QString trueWord;
        QString falseWord;
        QString nullWord;
        QString comment;
        int indent = 4;
        bool trailingComma = true;
        /// image_url; else imageUrl.
        bool snakeCase = false;
    };

    /// A file that the code uploads.
    struct Upload
    {
        QString path;
        QString fileName;
        QString mimeType;
        QString variable;
    };

    /// What there is to write.
    struct Job
    {
        const CodeRequest *request = nullptr;
        CodeCall call = CodeCall::Subscribe;
        QJsonObject input;
        QList<Upload> uploads;
        /// What stands in the input at a pointer, instead of a literal.
        QMap<QString, QString> expressions;

        [[nodiscard]] QString endpoint() const { return request->target.endpoint.toString(); }
        [[nodiscard]] const CodeServer &server() const { return request->target.server; }
    };

    explicit CodeWriter(Style style);

    /// The calls that the client has at all.
    [[nodiscard]] virtual QList<CodeCall> clientCalls() const = 0;
    /// Status and result of "workflows/..." and "comfy/..." are asked at the right address.
    [[nodiscard]] virtual bool keepsNamespaces() const { return true; }
    [[nodiscard]] virtual bool reaches(CodeServer::Kind kind) const = 0;
    [[nodiscard]] virtual QString code(const Job &job) const = 0;
    /// Sentences for the top of the code.
    [[nodiscard]] virtual QStringList notes(const Job &job) const;

    [[nodiscard]] virtual QString text(const QString &text) const = 0;
    [[nodiscard]] virtual QString key(const QString &name) const { return text(name); }
    [[nodiscard]] virtual QString member(const QString &name, const QString &value) const;
    /// A whole number beyond what the language takes for one by itself, such as 3000000000 in Java.
    [[nodiscard]] virtual QString integer(qint64 number) const;
    /// What stands for an uploaded file in the input.
    [[nodiscard]] virtual QString variable(const QString &name) const { return name; }

    /// The literal of the job's input, to stand after `depth` indents.
    [[nodiscard]] QString input(const Job &job, int depth) const;
    [[nodiscard]] QString literal(const Job &job, const QJsonValue &value, const QString &pointer,
                                  const FieldSpec *spec, int depth) const;
    [[nodiscard]] const Style &style() const { return m_style; }
    [[nodiscard]] QString indent(int depth) const;

private:
    [[nodiscard]] Job jobOf(const CodeRequest &request) const;
    [[nodiscard]] QString number(const QJsonValue &value) const;
    [[nodiscard]] QString list(const Job &job, const QJsonArray &entries, const QString &pointer,
                               const FieldSpec *spec, int depth) const;
    [[nodiscard]] QString object(const Job &job, const QJsonObject &members, const QString &pointer,
                                 const FieldSpec *spec, int depth) const;

    Style m_style;
};

} // namespace peregrine
