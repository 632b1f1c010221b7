#include "core/batch/batchexpansion.h"

#include "core/base/json.h"
#include "core/prompts/promptexpansion.h"
#include "core/schema/carryover.h"
#include "core/schema/formpruning.h"
#include "core/schema/formsnapshot.h"
#include "core/schema/formvalidator.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::BatchExpansion)
};

/// Stands for a file in checks: files were looked at when they were chosen.
const QLatin1String anyFile("https://example.com/file");

void put(FormValues &values, const FieldChange &change)
{
    values.files.removeIf(
        [&change](const FileInput &file) { return isAtOrBeneath(file.pointer, change.pointer); });
    values.input = withValueAt(values.input, change.pointer, change.value).toObject();
    if (!change.file.isEmpty())
        values.files.append({change.pointer, change.file});
}

/// The fields of the first level that the plan changes.
QStringList variedFields(const VariationPlan &plan)
{
    QStringList names;
    for (const VariationAxis &axis : plan.axes) {
        for (const VariationStop &stop : axis.stops) {
            for (const FieldChange &change : stop.changes) {
                const QString name = jsonPointerParts(change.pointer).value(0);
                if (!names.contains(name))
                    names.append(name);
            }
        }
    }
    return names;
}

} // namespace

BatchExpansion::BatchExpansion(VariationPlan plan, BatchStart start, BatchId batch)
    : m_plan(std::move(plan))
    , m_start(std::move(start))
    , m_batch(std::move(batch))
{
    m_start.models.insert(m_start.endpoint, m_start.schema);
}

const ModelSchema *BatchExpansion::schemaOf(const EndpointId &endpoint) const
{
    const auto found = m_start.models.constFind(endpoint);
    return found == m_start.models.cend() ? nullptr : &*found;
}

Error BatchExpansion::at(const QList<int> &place, const QString &what) const
{
    Error error;
    error.kind = Error::Kind::Validation;
    const QString words = m_plan.words(place);
    //: a job of a batch and what is wrong with it
    error.message = words.isEmpty() ? what : Words::tr("%1: %2").arg(words, what);
    return error;
}

FormValues BatchExpansion::changed(const QList<int> &place) const
{
    FormValues values = m_start.values;
    for (qsizetype axis = 0; axis < place.size(); ++axis) {
        const VariationStop &stop = m_plan.axes.at(axis).stops.at(place.at(axis));
        for (const FieldChange &change : stop.changes)
            put(values, change);
    }
    return values;
}

Expected<PromptOrigin, Error> BatchExpansion::decideWildcards(FormValues &values,
                                                              const QList<int> &place) const
{
    if (!m_start.wildcards)
        return PromptOrigin();
    quint32 turn = 0;
    QJsonObject open = values.input;
    QList<FieldChange> decided;
    for (qsizetype axis = 0; axis < place.size(); ++axis) {
        const VariationAxis &at = m_plan.axes.at(axis);
        if (at.kind == VariationAxis::Kind::Seeds || at.kind == VariationAxis::Kind::Repeats)
            turn = static_cast<quint32>(place.at(axis));
        if (at.kind == VariationAxis::Kind::Wildcards)
            decided += at.stops.at(place.at(axis)).changes;
    }
    for (const FieldChange &change : std::as_const(decided))
        open = withValueAt(open, change.pointer, QJsonValue::Undefined).toObject();
    auto expanded =
        expandPrompts(m_start.schema.input, open, *m_start.wildcards, m_start.wildcardSeed + turn);
    if (!expanded)
        return Unexpected{at(place, expanded.error().message)};
    values.input = expanded->input;
    for (const FieldChange &change : std::as_const(decided))
        values.input = withValueAt(values.input, change.pointer, change.value).toObject();
    return expanded->origin;
}

FormValues BatchExpansion::carriedTo(const ModelSchema &schema, const FormValues &values) const
{
    const FormValues initial{initialValue(m_start.schema.input).toObject(), {}};
    // A varied value counts also where it happens to be the default.
    FormValues before = initial;
    const QStringList varied = variedFields(m_plan);
    for (const QString &name : varied)
        before.input.remove(name);
    const FormValues start{initialValue(schema.input).toObject(), {}};
    return prunedValues(
        schema.input,
        withCarried(start, schema.input, differingFields(m_start.schema.input, before, values)));
}

Expected<JobRequest, Error> BatchExpansion::request(qsizetype index) const
{
    const QList<int> place = m_plan.placeOf(index);
    FormValues values = changed(place);
    auto origin = decideWildcards(values, place);
    if (!origin)
        return Unexpected{origin.error()};

    JobRequest request;
    request.endpoint = m_start.endpoint;
    request.modelTitle = m_start.modelTitle;
    for (qsizetype axis = 0; axis < place.size(); ++axis) {
        const VariationStop &stop = m_plan.axes.at(axis).stops.at(place.at(axis));
        if (stop.model.isEmpty())
            continue;
        request.endpoint = stop.model;
        request.modelTitle = stop.modelTitle;
    }
    const ModelSchema *schema = schemaOf(request.endpoint);
    if (!schema)
        return Unexpected{at(place, Words::tr("the form of this model is not there yet."))};
    if (request.endpoint != m_start.endpoint)
        values = carriedTo(*schema, values);

    QJsonObject checked = values.input;
    for (const FileInput &file : std::as_const(values.files))
        checked = withValueAt(checked, file.pointer, QString(anyFile)).toObject();
    const QList<FieldFault> faults = FormValidator::check(schema->input, {checked, {}});
    if (!faults.isEmpty()) {
        const FieldSpec *field = schema->input.child(faults.constFirst().path.value(0));
        const QString message = faults.constFirst().message;
        //: a field and what is wrong with it
        return Unexpected{
            at(place, field ? Words::tr("%1: %2").arg(field->title, message) : message)};
    }
    request.server = m_start.server;
    request.input = values.input;
    for (const FileInput &file : std::as_const(values.files))
        request.files.append({file.pointer, file.path});
    request.promptOrigin = *origin;
    request.batch = m_batch;
    request.batchPlace = place;
    request.lane = size() > maxInteractiveJobs ? JobLane::Background : JobLane::Interactive;
    return request;
}

} // namespace peregrine
