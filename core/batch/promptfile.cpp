#include "core/batch/promptfile.h"

#include "core/base/json.h"
#include "core/batch/csvtable.h"
#include "core/batch/valuetext.h"
#include "core/batch/variationplan.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QStringDecoder>

namespace peregrine {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::PromptFile)
};

using Axis = Expected<VariationAxis, Error>;

Error invalid(const QString &fileName, const QString &what)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = Words::tr("%1 cannot be used: %2").arg(fileName, what);
    return error;
}

const FieldSpec *promptField(const FieldSpec &root)
{
    for (const FieldMeaning meaning :
         {FieldMeaning::Prompt, FieldMeaning::Script, FieldMeaning::Lyrics}) {
        for (const FieldSpec &field : root.children) {
            if (field.meaning == meaning && !field.hidden && !field.frozen)
                return &field;
        }
    }
    return nullptr;
}

const FieldSpec *fieldCalled(const FieldSpec &root, const QString &word)
{
    if (const FieldSpec *field = root.child(word))
        return field;
    for (const FieldSpec &field : root.children) {
        if (field.name.compare(word, Qt::CaseInsensitive) == 0
            || field.title.compare(word, Qt::CaseInsensitive) == 0)
            return &field;
    }
    return nullptr;
}

Axis tooMany(const QString &fileName)
{
    return Unexpected{invalid(
        fileName,
        Words::tr("it has more than %1 rows.").arg(QLocale().toString(VariationPlan::maxJobs)))};
}

Axis linesAxis(const FieldSpec &root, const QString &fileName, const QString &text)
{
    const FieldSpec *prompt = promptField(root);
    if (!prompt)
        return Unexpected{invalid(fileName,
                                  Words::tr("this model takes no prompt. A CSV file whose first "
                                            "line names the model's fields can be used."))};
    VariationAxis axis{VariationAxis::Kind::Records, prompt->title, {}};
    const QString pointer = jsonPointer({prompt->name});
    const QStringList lines = text.split(u'\n');
    for (const QString &entry : lines) {
        const QString line = entry.trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        if (axis.stops.size() == VariationPlan::maxJobs)
            return tooMany(fileName);
        axis.stops.append({labelOfValue(line), {{pointer, line}}});
    }
    if (axis.stops.isEmpty())
        return Unexpected{invalid(fileName, Words::tr("there is no prompt in it."))};
    return axis;
}

Axis tableAxis(const FieldSpec &root, const QString &fileName, const QString &text)
{
    const auto rows = readCsv(text, VariationPlan::maxJobs + 1);
    if (!rows)
        return Unexpected{invalid(fileName, rows.error())};
    if (rows->size() < 2)
        return Unexpected{invalid(fileName,
                                  Words::tr("beneath the line that names the fields there is no "
                                            "other."))};
    QList<const FieldSpec *> columns;
    for (const QString &cell : rows->constFirst()) {
        const QString word = cell.trimmed();
        const FieldSpec *field = fieldCalled(root, word);
        if (!field)
            return Unexpected{invalid(
                fileName,
                Words::tr("this model has no field “%1”. The first line must name its fields.")
                    .arg(word))};
        if (columns.contains(field))
            return Unexpected{
                invalid(fileName, Words::tr("it has two columns for “%1”.").arg(field->title))};
        columns.append(field);
    }
    VariationAxis axis{VariationAxis::Kind::Records, fileName, {}};
    for (qsizetype row = 1; row < rows->size(); ++row) {
        QStringList cells = rows->at(row);
        while (cells.size() > columns.size() && cells.constLast().trimmed().isEmpty())
            cells.removeLast();
        if (cells.size() > columns.size())
            return Unexpected{
                invalid(fileName,
                        Words::tr("row %1 has more cells than there are fields. A text "
                                  "with commas needs quotes around it.")
                            .arg(row))};
        VariationStop stop;
        QStringList labels;
        for (qsizetype column = 0; column < cells.size(); ++column) {
            const QString cell = cells.at(column).trimmed();
            if (cell.isEmpty())
                continue;
            const auto value = valueOfText(*columns.at(column), cell);
            if (!value)
                return Unexpected{invalid(fileName,
                                          Words::tr("row %1, %2: %3")
                                              .arg(row)
                                              .arg(columns.at(column)->title, value.error()))};
            stop.changes.append({jsonPointer({columns.at(column)->name}), *value});
            labels.append(labelOfValue(*value));
        }
        stop.label = labels.join(QStringLiteral(" · "));
        axis.stops.append(stop);
    }
    if (columns.size() == 1)
        axis.title = columns.constFirst()->title;
    return axis;
}

} // namespace

Axis promptFileAxis(const FieldSpec &root, const QString &fileName, const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar(u'\0')))
        return Unexpected{invalid(fileName, Words::tr("it is no text in UTF-8."))};
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    text.replace(u'\r', u'\n');
    const QString suffix = QFileInfo(fileName).suffix().toLower();
    const bool isTable = suffix == QLatin1String("csv") || suffix == QLatin1String("tsv");
    return isTable ? tableAxis(root, fileName, text) : linesAxis(root, fileName, text);
}

Axis readPromptFile(const FieldSpec &root, const QString &path)
{
    const QString fileName = QFileInfo(path).fileName();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected{
            Error::storage(Words::tr("%1 cannot be read: %2").arg(path, file.errorString()))};
    const QByteArray bytes = file.read(maxPromptFileBytes + 1);
    if (bytes.size() > maxPromptFileBytes)
        return Unexpected{invalid(fileName,
                                  Words::tr("it is larger than %1.")
                                      .arg(QLocale().formattedDataSize(maxPromptFileBytes)))};
    return promptFileAxis(root, fileName, bytes);
}

} // namespace peregrine
