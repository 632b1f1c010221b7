#include "core/batch/variationplan.h"

#include "core/base/json.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace peregrine {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::VariationPlan)
};

constexpr qsizetype countLimit = 1'000'000;
constexpr qsizetype maxLabel = 300;
constexpr qsizetype maxChanges = 100;

const QLatin1String axesName("axes");
const QLatin1String kindName("kind");
const QLatin1String titleName("title");
const QLatin1String stopsName("stops");
const QLatin1String labelName("label");
const QLatin1String changesName("changes");
const QLatin1String pointerName("pointer");
const QLatin1String valueName("value");
const QLatin1String fileName("file");
const QLatin1String modelName("model");
const QLatin1String modelTitleName("model_title");

bool overlap(const QString &a, const QString &b)
{
    return a == b || a.startsWith(b + u'/') || b.startsWith(a + u'/');
}

QStringList pointersOf(const VariationAxis &axis)
{
    QStringList pointers;
    for (const VariationStop &stop : axis.stops) {
        for (const FieldChange &change : stop.changes) {
            if (!pointers.contains(change.pointer))
                pointers.append(change.pointer);
        }
    }
    return pointers;
}

QString wordsOf(const VariationAxis &axis)
{
    const int count = static_cast<int>(axis.stops.size());
    switch (axis.kind) {
    case VariationAxis::Kind::Seeds:
        return Words::tr("%n seed(s)", nullptr, count);
    case VariationAxis::Kind::Wildcards:
        return Words::tr("%n prompt(s)", nullptr, count);
    case VariationAxis::Kind::Records:
        return Words::tr("%n row(s)", nullptr, count);
    case VariationAxis::Kind::Models:
        return Words::tr("%n model(s)", nullptr, count);
    case VariationAxis::Kind::Repeats:
        return Words::tr("%n run(s)", nullptr, count);
    case VariationAxis::Kind::Values:
        break;
    }
    return Words::tr("%n value(s) of %1", nullptr, count).arg(axis.title);
}

QJsonObject jsonOf(const VariationStop &stop)
{
    QJsonArray changes;
    for (const FieldChange &change : stop.changes) {
        QJsonObject json{{pointerName, change.pointer}, {valueName, change.value}};
        if (!change.file.isEmpty())
            json.insert(fileName, change.file);
        changes.append(json);
    }
    QJsonObject json{{labelName, stop.label}};
    if (!changes.isEmpty())
        json.insert(changesName, changes);
    if (!stop.model.isEmpty()) {
        json.insert(modelName, stop.model.toString());
        json.insert(modelTitleName, stop.modelTitle);
    }
    return json;
}

Error broken(const QString &what)
{
    return Error::malformed(Words::tr("The plan of this batch is damaged: %1").arg(what));
}

Expected<VariationStop, Error> stopOf(const QJsonObject &json)
{
    VariationStop stop;
    stop.label = json.value(labelName).toString().left(maxLabel);
    if (stop.label.isEmpty())
        return Unexpected{broken(Words::tr("a value has no label."))};
    const QJsonArray changes = json.value(changesName).toArray();
    if (changes.size() > maxChanges)
        return Unexpected{broken(Words::tr("a value changes too many fields."))};
    for (const QJsonValue &entry : changes) {
        const QJsonObject change = entry.toObject();
        const QString pointer = change.value(pointerName).toString();
        if (!pointer.startsWith(u'/'))
            return Unexpected{broken(Words::tr("a value does not say which field it is for."))};
        stop.changes.append({pointer, change.value(valueName), change.value(fileName).toString()});
    }
    if (const QJsonValue model = json.value(modelName); !model.isUndefined()) {
        const auto endpoint = EndpointId::parse(model.toString());
        if (!endpoint)
            return Unexpected{broken(endpoint.error().message)};
        stop.model = *endpoint;
        stop.modelTitle = json.value(modelTitleName).toString().left(maxLabel);
    }
    return stop;
}

} // namespace

qsizetype VariationPlan::count() const
{
    qsizetype count = 1;
    bool isEmpty = false;
    for (const VariationAxis &axis : axes) {
        isEmpty = isEmpty || axis.stops.isEmpty();
        count = std::min(countLimit, count * std::min(countLimit, axis.stops.size()));
    }
    return isEmpty ? 0 : count;
}

QList<int> VariationPlan::placeOf(qsizetype index) const
{
    QList<int> place(axes.size());
    for (qsizetype axis = axes.size() - 1; axis >= 0; --axis) {
        const qsizetype stops = axes.at(axis).stops.size();
        place[axis] = static_cast<int>(index % stops);
        index /= stops;
    }
    return place;
}

bool VariationPlan::has(const QList<int> &place) const
{
    if (place.size() != axes.size())
        return false;
    for (qsizetype axis = 0; axis < axes.size(); ++axis) {
        if (place.at(axis) < 0 || place.at(axis) >= axes.at(axis).stops.size())
            return false;
    }
    return true;
}

QString VariationPlan::problem() const
{
    if (axes.size() > maxAxes)
        return Words::tr("No more than %n field(s) can be varied at once.", nullptr,
                         static_cast<int>(maxAxes));
    QStringList taken;
    for (const VariationAxis &axis : axes) {
        if (axis.stops.isEmpty())
            return Words::tr("%1 has no values yet.").arg(axis.title);
        const QStringList pointers = pointersOf(axis);
        for (const QString &pointer : pointers) {
            const bool isTwice =
                std::any_of(taken.cbegin(), taken.cend(),
                            [&pointer](const QString &other) { return overlap(pointer, other); });
            if (isTwice)
                return Words::tr("%1 is varied twice. Remove one of the two.").arg(axis.title);
        }
        taken.append(pointers);
    }
    const qsizetype jobs = count();
    if (jobs <= maxJobs)
        return {};
    const QLocale locale;
    return jobs == countLimit
        ? Words::tr("These are more than a million jobs; one batch has at most %1. Take fewer "
                    "values.")
              .arg(locale.toString(maxJobs))
        : Words::tr("These are %1 jobs; one batch has at most %2. Take fewer values.")
              .arg(locale.toString(jobs), locale.toString(maxJobs));
}

QString VariationPlan::words() const
{
    QStringList words;
    for (const VariationAxis &axis : axes)
        words.append(wordsOf(axis));
    return words.join(QStringLiteral(" × "));
}

QString VariationPlan::words(const QList<int> &place) const
{
    if (!has(place))
        return {};
    QStringList words;
    for (qsizetype axis = 0; axis < axes.size(); ++axis) {
        const VariationAxis &at = axes.at(axis);
        words.append(
            //: a varied field and its value
            Words::tr("%1 %2").arg(at.title, at.stops.at(place.at(axis)).label));
    }
    return words.join(QStringLiteral(" · "));
}

QJsonObject VariationPlan::toJson() const
{
    QJsonArray list;
    for (const VariationAxis &axis : axes) {
        QJsonArray stops;
        for (const VariationStop &stop : axis.stops)
            stops.append(jsonOf(stop));
        list.append(QJsonObject{
            {kindName, axisKindName(axis.kind)}, {titleName, axis.title}, {stopsName, stops}});
    }
    return {{axesName, list}};
}

Expected<VariationPlan, Error> VariationPlan::fromJson(const QJsonObject &json)
{
    const QJsonValue list = json.value(axesName);
    if (!list.isArray())
        return Unexpected{broken(Words::tr("it has no list of axes."))};
    if (list.toArray().size() > maxAxes)
        return Unexpected{broken(Words::tr("it has too many axes."))};
    VariationPlan plan;
    const QJsonArray axes = list.toArray();
    for (const QJsonValue &entry : axes) {
        const QJsonObject object = entry.toObject();
        const QJsonArray stops = object.value(stopsName).toArray();
        if (stops.isEmpty() || stops.size() > maxJobs)
            return Unexpected{broken(Words::tr("an axis has no values, or too many."))};
        VariationAxis axis;
        axis.kind = axisKindFromName(object.value(kindName).toString());
        axis.title = object.value(titleName).toString().left(maxLabel);
        for (const QJsonValue &stop : stops) {
            auto read = stopOf(stop.toObject());
            if (!read)
                return Unexpected{read.error()};
            axis.stops.append(std::move(read).value());
        }
        plan.axes.append(axis);
    }
    if (plan.count() > maxJobs)
        return Unexpected{broken(Words::tr("it has too many jobs."))};
    return plan;
}

} // namespace peregrine
