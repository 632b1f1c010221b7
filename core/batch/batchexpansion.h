#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/batch/variationplan.h"
#include "core/jobs/jobmanager.h"
#include "core/prompts/wildcardlists.h"
#include "core/schema/formvalues.h"
#include "core/schema/modelschema.h"

#include <QHash>

#include <optional>

namespace peregrine {

/// What a batch starts from: a filled form.
struct BatchStart
{
    EndpointId endpoint;
    QString modelTitle;
    QString server;
    ModelSchema schema;
    /// With its seed decided, so that only what is varied differs.
    FormValues values;
    /// Of the other models on the plan's axis of models.
    QHash<EndpointId, ModelSchema> models;
    /// Wildcards that are left to chance are decided with these; nothing: prompts are sent as they
    /// are written.
    std::optional<WildcardLists> wildcards;
    quint32 wildcardSeed = 0;
};

/// The jobs of a plan, each worked out when it is asked for. A value; any thread.
class BatchExpansion
{
public:
    /// The plan must be without a problem().
    BatchExpansion(VariationPlan plan, BatchStart start, BatchId batch);

    [[nodiscard]] qsizetype size() const { return m_plan.count(); }
    [[nodiscard]] const VariationPlan &plan() const { return m_plan; }
    /// The schema of the model that runs a job.
    [[nodiscard]] const ModelSchema *schemaOf(const EndpointId &endpoint) const;
    /// The index-th job. What is varied goes into the form's values; another model gets of them
    /// what has the same meaning there. Wildcards left to chance are decided alike for all jobs
    /// that differ in other things than seed and run. A Validation error says for which job what is
    /// wrong; local files are not looked at. The lane is Background from a handful of jobs on.
    [[nodiscard]] Expected<JobRequest, Error> request(qsizetype index) const;

private:
    [[nodiscard]] FormValues changed(const QList<int> &place) const;
    [[nodiscard]] Expected<PromptOrigin, Error> decideWildcards(FormValues &values,
                                                                const QList<int> &place) const;
    [[nodiscard]] FormValues carriedTo(const ModelSchema &schema, const FormValues &values) const;
    [[nodiscard]] Error at(const QList<int> &place, const QString &what) const;

    VariationPlan m_plan;
    BatchStart m_start;
    BatchId m_batch;
};

/// Batches of more jobs than this let what is sent by itself go first.
inline constexpr qsizetype maxInteractiveJobs = 4;

} // namespace peregrine
