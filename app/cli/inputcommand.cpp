#include "app/cli/inputcommand.h"

#include "app/cli/argumenttext.h"
#include "app/cli/delivery.h"
#include "app/cli/presetshelf.h"
#include "core/base/json.h"
#include "core/fal/storage/inputupload.h"
#include "core/presets/presetfile.h"
#include "core/prompts/promptexpansion.h"
#include "core/schema/openapireader.h"
#include "core/settings/folders.h"

#include <QRandomGenerator>

#include <algorithm>

namespace peregrine::cli {

InputCommand::InputCommand(Context context, Options options)
    : Command(std::move(context))
    , m_options(std::move(options))
{ }

InputCommand::~InputCommand() = default;

void InputCommand::start()
{
    if (!client())
        return;
    if (const auto problem = Delivery::checkFolder(m_options.outputFolder)) {
        fail(*problem);
        return;
    }
    if (m_options.preset.isEmpty())
        askSchema();
    else
        findPreset();
}

void InputCommand::findPreset()
{
    if (m_options.preset.endsWith(presetfile::extension(), Qt::CaseInsensitive)) {
        auto preset = presetfile::load(m_options.preset);
        if (preset) {
            usePreset(*preset);
        } else {
            Error error = preset.error();
            error.kind = Error::Kind::Validation;
            fail(error);
        }
        return;
    }
    m_shelf = std::make_unique<PresetShelf>(context().folders);
    connect(m_shelf.get(), &PresetShelf::failed, this, &InputCommand::fail);
    connect(m_shelf.get(), &PresetShelf::opened, this, [this] {
        const auto preset = m_shelf->find(m_options.preset, m_options.endpoint.toString());
        if (preset)
            usePreset(*preset);
        else
            fail(preset.error());
    });
    m_shelf->open();
}

void InputCommand::usePreset(const Preset &preset)
{
    if (preset.endpoint != m_options.endpoint.toString()) {
        Error error;
        error.kind = Error::Kind::Validation;
        error.message =
            tr("The preset \"%1\" is for %2, not for %3.")
                .arg(shortened(preset.name), preset.endpoint, m_options.endpoint.toString());
        fail(error);
        return;
    }
    QJsonObject base = preset.values.input;
    for (auto it = m_options.base.constBegin(); it != m_options.base.constEnd(); ++it)
        base.insert(it.key(), it.value());
    m_options.base = base;
    for (const FileInput &file : preset.values.files)
        m_presetFiles.append({file.pointer, file.path});
    askSchema();
}

void InputCommand::askSchema()
{
    const auto needsSchema = [](const QString &argument) {
        const qsizetype equals = argument.indexOf(u'=');
        return equals > 0 && argument.at(equals - 1) != u':';
    };
    if (!m_options.wildcards
        && std::none_of(m_options.arguments.cbegin(), m_options.arguments.cend(), needsSchema)) {
        read(std::nullopt);
        return;
    }
    FalCall<QJsonObject> *call = client()->catalog().openApi(m_options.endpoint);
    connect(call, &FalReply::succeeded, this, [this, call] { read(call->value()); });
    connect(call, &FalReply::failed, this, [this](const Error &error) {
        if (error.kind == Error::Kind::Network) {
            fail(error);
            return;
        }
        output().note(tr("The model's schema could not be had; values are sent as text: %1")
                          .arg(error.message));
        read(std::nullopt);
    });
}

void InputCommand::read(const std::optional<QJsonObject> &document)
{
    std::optional<ModelSchema> schema;
    if (document) {
        auto read = OpenApiReader::read(*document);
        if (read)
            schema = std::move(*read);
        else
            output().note(read.error().message);
    }
    auto input = inputOf(m_options.arguments, m_options.base, schema ? &schema->input : nullptr);
    if (!input) {
        fail(input.error());
        return;
    }
    for (const InputFile &file : std::as_const(m_presetFiles)) {
        // Where something else was put in its place there is no gap any more.
        const bool isGiven =
            std::any_of(input->files.cbegin(), input->files.cend(),
                        [&file](const InputFile &other) { return other.pointer == file.pointer; });
        if (!isGiven && valueAt(input->values, file.pointer).isNull())
            input->files.append(file);
    }
    if (!m_options.wildcards || decideWildcards(input->values, schema ? &schema->input : nullptr))
        use(*input, schema ? &schema->input : nullptr);
}

void InputCommand::use(const Input &input, const FieldSpec *)
{
    upload(input);
}

bool InputCommand::decideWildcards(QJsonObject &values, const FieldSpec *schema)
{
    Error error;
    error.kind = Error::Kind::Validation;
    if (!schema) {
        error.message = tr("Without the model's schema it is not known which inputs are prompts; "
                           "leave out --wildcards, or try again.");
        fail(error);
        return false;
    }
    const QString folder = context().folders.wildcards();
    const WildcardLists lists = WildcardLists::read(folder);
    for (const QString &problem : lists.problems())
        output().note(problem);
    const auto expanded =
        expandPrompts(*schema, values, lists, QRandomGenerator::global()->generate());
    if (!expanded) {
        fail(expanded.error());
        return false;
    }
    if (!expanded->unknownLists.isEmpty()) {
        error.message = tr("There is no wildcard list \"%1\" in %2. Write \\__%1__ where these "
                           "words are meant.")
                            .arg(shortened(expanded->unknownLists.first()), folder);
        fail(error);
        return false;
    }
    values = expanded->input;
    m_promptOrigin = expanded->origin;
    for (const PromptTemplate &prompt : m_promptOrigin.templates) {
        const QJsonValue text = valueAt(values, prompt.pointer);
        if (output().json())
            output().event(QStringLiteral("prompt"),
                           {{QStringLiteral("pointer"), prompt.pointer},
                            {QStringLiteral("template"), prompt.text},
                            {QStringLiteral("text"), text}});
        else
            output().note(text.toString());
    }
    return true;
}

void InputCommand::upload(const Input &input)
{
    if (input.files.isEmpty()) {
        send(input.values);
        return;
    }
    QMap<QString, FalFile> files;
    for (const InputFile &file : input.files)
        files.insert(file.pointer, FalFile::atPath(file.path));
    UploadOptions upload;
    upload.lifecycle = m_options.submit.objectLifecycle;
    InputUpload *call = client()->storage().transformInput({input.values, files}, upload);
    connect(call, &FalReply::progressed, this, [this](qint64 done, qint64 total) {
        if (total > 0)
            output().progress(tr("Uploading, %1 %").arg(100 * done / total));
    });
    connect(call, &FalReply::failed, this, &InputCommand::failUpload);
    connect(call, &FalReply::succeeded, this, [this, call, input] {
        const QJsonObject values = call->value();
        for (const InputFile &file : input.files) {
            output().event(QStringLiteral("uploaded"),
                           {{QStringLiteral("file"), file.path},
                            {QStringLiteral("url"), valueAt(values, file.pointer)}});
        }
        send(values);
    });
}

void InputCommand::deliver(const QJsonObject &input, const ModelOutput &result)
{
    auto *delivery = new Delivery(
        context(), *client(),
        {m_options.endpoint, input, result, m_options.outputFolder, m_promptOrigin}, this);
    connect(delivery, &Delivery::failed, this, &InputCommand::fail);
    connect(delivery, &Delivery::delivered, this, [this] { Q_EMIT finished(ExitDone); });
    delivery->start();
}

} // namespace peregrine::cli
