#include "core/code/inputimporter.h"

#include "core/code/callreader.h"
#include "core/code/curlreader.h"
#include "core/code/foreignparameters.h"
#include "core/code/importwords.h"
#include "core/code/literalreader.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QRegularExpression>

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::InputImporter)
};

EndpointId endpointIn(const QJsonObject &object)
{
    for (const QString &name : {u"endpoint"_s, u"endpoint_id"_s, u"endpointId"_s}) {
        if (const auto id = EndpointId::parse(object.value(name).toString()))
            return *id;
    }
    return {};
}

/// An object may be the input itself, hold it, or be a receipt.
ImportedInput inputIn(const QJsonObject &object, const QStringList &unused)
{
    ImportedInput found;
    found.unused = unused;
    const QJsonValue input = object.value(u"input"_s);
    const bool receipt = object.value(u"receipt"_s).isDouble() && input.isObject();
    const bool holds = input.isObject() && (object.size() == 1 || !endpointIn(object).isEmpty());
    if (!receipt && !holds) {
        found.input = object;
        return found;
    }
    if (receipt)
        found.source = ImportedInput::Source::Receipt;
    found.endpoint = endpointIn(object);
    found.input = input.toObject();
    return found;
}

/// Without the marks that a page or a chat puts around code.
QString withoutFence(const QString &text)
{
    static const QRegularExpression fence(u"^\\s*```[A-Za-z]*\\s*\\n(.*?)\\n\\s*```\\s*$"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    const auto match = fence.match(text);
    // As many lines above it as before, so that a fault's line stays true.
    return match.hasMatch()
        ? QString(text.left(match.capturedStart(1)).count(u'\n'), u'\n') + match.captured(1)
        : text;
}

Expected<ImportedInput, ImportFault> fromObject(const QString &text)
{
    LiteralReader reader(text, LiteralReader::Dialect::Code);
    const auto value = reader.wholeText();
    if (!value)
        return Unexpected{ImportFault::at(text, value.error())};
    if (!value->isObject())
        return Unexpected{ImportFault{Words::tr("The text is no object of inputs.")}};
    return inputIn(value->toObject(), unusedExpressions(reader.unread()));
}

/// What programs write into a picture's text: JSON of ours or an input, or their own settings.
Expected<ImportedInput, ImportFault> fromPicture(const QString &path)
{
    QImageReader reader(path);
    constexpr qsizetype longest = 1024 * 1024;
    for (const QString &key :
         {u"fal"_s, u"receipt"_s, u"parameters"_s, u"invokeai_metadata"_s, u"prompt"_s}) {
        const QString text = reader.text(key);
        if (text.isEmpty() || text.size() > longest)
            continue;
        if (const auto foreign = readForeignParameters(key, text))
            return *foreign;
        if (!text.trimmed().startsWith(u'{'))
            continue;
        LiteralReader json(text, LiteralReader::Dialect::Json);
        const auto value = json.wholeText();
        if (!value || !value->isObject())
            continue;
        const QJsonObject object = value->toObject();
        // A graph of nodes is a program, not an input.
        if (object.begin() != object.end()
            && object.begin().value().toObject().contains(u"class_type"_s))
            continue;
        ImportedInput found = inputIn(object, {});
        found.source = ImportedInput::Source::Picture;
        return found;
    }
    return Unexpected{ImportFault{
        Words::tr("%1 holds no inputs that can be read, and there is no receipt beside it.")
            .arg(QFileInfo(path).fileName())}};
}

} // namespace

bool InputImporter::looksLikeInput(const QString &text)
{
    if (text.size() > maximumBytes)
        return false;
    static const QRegularExpression beginning(u"^\\s*(?:```[A-Za-z]*\\s*)?(?:\\{|curl\\b)"_s);
    static const QRegularExpression call(
        u"\\b(?:curl\\s|(?:fal|fal_client|client|queue)\\.(?:\\w+\\.)?(?:subscribe|submit|run|stream))"_s);
    return beginning.match(text).hasMatch() || call.match(text).hasMatch();
}

Expected<ImportedInput, ImportFault> InputImporter::fromText(const QString &original)
{
    if (original.size() > maximumBytes)
        return Unexpected{ImportFault{Words::tr("The text is too long to be an input.")}};
    const QString text = withoutFence(original);
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return Unexpected{ImportFault{Words::tr("The text is empty.")}};
    if (trimmed.startsWith(u'{'))
        return fromObject(text);
    if (const auto found = CurlReader::read(text))
        return *found;
    if (const auto found = CallReader::read(text))
        return *found;
    return Unexpected{ImportFault{Words::tr(
        "This is neither JSON nor a receipt, and no call by curl, JavaScript or Python.")}};
}

Expected<ImportedInput, ImportFault> InputImporter::fromFile(const QString &path)
{
    const QFileInfo info(path);
    const QString beside = info.path() + u'/' + info.completeBaseName() + u".receipt.json"_s;
    const bool isText = !QImageReader(path).canRead();
    if (!isText && !QFileInfo(beside).isFile())
        return fromPicture(path);
    QFile file(isText ? path : beside);
    if (!file.open(QIODevice::ReadOnly)) {
        return Unexpected{ImportFault{
            Words::tr("%1 cannot be read: %2.").arg(info.fileName(), file.errorString())}};
    }
    const QByteArray bytes = file.read(maximumBytes + 1);
    if (bytes.size() > maximumBytes) {
        return Unexpected{
            ImportFault{Words::tr("%1 is too large to hold inputs.").arg(info.fileName())}};
    }
    return fromText(QString::fromUtf8(bytes));
}

} // namespace peregrine
