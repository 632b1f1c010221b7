#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/batch/decimalrange.h"
#include "core/batch/variablefields.h"
#include "core/batch/variationaxis.h"
#include "core/prompts/wildcardlists.h"

#include <QList>
#include <QStringList>

class QRandomGenerator;

/// The axes of a batch, made of what people say. Errors are of kind Validation, with a sentence
/// that names the value at fault. No axis has a value twice, and none has more stops than a batch
/// may have jobs.
namespace peregrine::axismaker {

using Axis = Expected<VariationAxis, Error>;

[[nodiscard]] Axis ofTexts(const VariableField &field, const QStringList &texts);
[[nodiscard]] Axis ofValues(const VariableField &field, const QList<QJsonValue> &values);
/// From one number to another by a step; see decimalsByStep().
[[nodiscard]] Axis ofSteps(const VariableField &field, const Decimal &from, const Decimal &to,
                           const Decimal &step);
/// So many numbers from one to another. Whole ones for whole fields: fewer where they meet.
[[nodiscard]] Axis ofCount(const VariableField &field, const Decimal &from, const Decimal &to,
                           qsizetype count);
/// Absolute paths, for a media field. Blocks for a look at the head of each.
[[nodiscard]] Axis ofFiles(const VariableField &field, const QStringList &paths);
/// Every text that the wildcards of `text` give.
[[nodiscard]] Axis ofWildcards(const VariableField &field, const QString &text,
                               const WildcardLists &lists);

[[nodiscard]] VariationAxis ofSeeds(const FieldSpec &seed, const QList<qint64> &seeds);
/// Different ones that the field takes; fewer when it has not so many.
[[nodiscard]] QList<qint64> drawnSeeds(const NumberRange &range, qsizetype count,
                                       QRandomGenerator &random);
[[nodiscard]] QList<qint64> countedSeeds(const NumberRange &range, qint64 from, qsizetype count);
/// The same input so many times.
[[nodiscard]] VariationAxis ofRepeats(qsizetype count);

struct Model
{
    EndpointId endpoint;
    QString title;

    friend bool operator==(const Model &, const Model &) = default;
};
[[nodiscard]] VariationAxis ofModels(const QList<Model> &models);

} // namespace peregrine::axismaker
