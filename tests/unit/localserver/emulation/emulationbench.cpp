#include "tests/unit/localserver/emulation/emulationbench.h"

#include "core/localserver/models/inputvalidator.h"
#include "core/localserver/models/runcontext.h"

#include <QFile>
#include <QUrl>

using namespace peregrine;
using namespace peregrine::localserver;

namespace {

EmulationLimits smallLimits()
{
    EmulationLimits limits;
    limits.pictureSide = 128;
    limits.scaledSide = 512;
    limits.filmSide = 128;
    limits.filmSeconds = 1;
    limits.soundSeconds = 2;
    return limits;
}

} // namespace

EmulationBench::EmulationBench(const QString &folder)
    : m_files(m_folder.path(), FileStore::Limits())
    , m_slots(2)
    , m_models(folder, smallLimits())
{
    if (!m_files.open())
        qFatal("The test has no folder for files.");
}

ModelAnswer EmulationBench::run(const QString &endpoint, const QJsonObject &input)
{
    m_log.clear();
    const LocalModel *model = m_models.find(endpoint);
    if (model == nullptr)
        return ModelAnswer::failure(404, QStringLiteral("no such endpoint"), QString());
    const ModelSchemas schemas = model->schemas();
    const InputValidator validator(schemas.components);
    const QJsonArray faults = validator.faults(schemas.input, input);
    if (!faults.isEmpty())
        return ModelAnswer::invalid(faults);
    const auto answer =
        runUntil(*model, validator.withDefaults(schemas.input, input), std::stop_source(), false);
    return answer ? *answer
                  : ModelAnswer::failure(499, QStringLiteral("stopped by itself"), QString());
}

bool EmulationBench::stopsAtOnce(const QString &endpoint, const QJsonObject &input)
{
    m_log.clear();
    const LocalModel *model = m_models.find(endpoint);
    return model != nullptr && !runUntil(*model, input, std::stop_source(), true).has_value();
}

std::optional<ModelAnswer> EmulationBench::runUntil(const LocalModel &model,
                                                    const QJsonObject &input, std::stop_source stop,
                                                    bool stopAtFirstLine)
{
    DrawingSlots::Hold slot(m_slots);
    if (!slot.acquire(stop.get_token()))
        return std::nullopt;
    RunContext context(m_files, slot, stop.get_token(), std::chrono::milliseconds(0),
                       [this, stop, stopAtFirstLine](const QString &line) mutable {
                           m_log.append(line);
                           if (stopAtFirstLine)
                               stop.request_stop();
                       });
    return model.run(input, context);
}

QByteArray EmulationBench::bytesOf(const QJsonValue &file) const
{
    const QString url = file.isObject() ? file[QLatin1String("url")].toString() : file.toString();
    const auto stored = m_files.findByUrl(QUrl(QLatin1String("http://127.0.0.1") + url));
    if (!stored)
        return {};
    QFile content(stored->path);
    return content.open(QIODevice::ReadOnly) ? content.readAll() : QByteArray();
}

QString EmulationBench::upload(const QByteArray &bytes, const QByteArray &type)
{
    const auto stored = m_files.add(bytes, {type, QStringLiteral("input"), {}});
    return stored ? QLatin1String("http://127.0.0.1:1") + stored->urlPath() : QString();
}

QString EmulationBench::ownDocuments()
{
    return QStringLiteral(PEREGRINE_TEST_SCHEMAS);
}
