#include "tests/gui/batch/batchfixture.h"

#include "core/base/json.h"
#include "core/batch/axismaker.h"

#include <QFile>
#include <QImage>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

FieldSpec fieldOf(const QString &name, const QString &title, FieldKind kind, FieldMeaning meaning)
{
    FieldSpec spec;
    spec.name = name;
    spec.title = title;
    spec.kind = kind;
    spec.meaning = meaning;
    spec.important = true;
    return spec;
}

EndpointId endpoint(const QString &text)
{
    return *EndpointId::parse(text);
}

} // namespace

BatchStart someStart()
{
    BatchStart start;
    start.endpoint = endpoint(u"a/one"_s);
    start.modelTitle = u"One"_s;
    start.server = u"fal"_s;
    FieldSpec prompt = fieldOf(u"prompt"_s, u"Prompt"_s, FieldKind::LongText, FieldMeaning::Prompt);
    prompt.required = true;
    FieldSpec strength =
        fieldOf(u"strength"_s, u"Strength"_s, FieldKind::Number, FieldMeaning::Strength);
    strength.range.minimum = 0;
    strength.range.maximum = 1;
    strength.defaultValue = 0.5;
    FieldSpec format = fieldOf(u"format"_s, u"Format"_s, FieldKind::Enum, FieldMeaning::Format);
    format.choices = {u"png"_s, u"jpeg"_s, u"webp"_s};
    format.important = false;
    FieldSpec image = fieldOf(u"image_url"_s, u"Image"_s, FieldKind::Media, FieldMeaning::Image);
    image.mediaKind = MediaKind::Image;
    start.schema.endpointId = u"a/one"_s;
    start.schema.input.kind = FieldKind::Object;
    start.schema.input.children = {
        prompt, fieldOf(u"seed"_s, u"Seed"_s, FieldKind::Seed, FieldMeaning::Seed), strength,
        format, image};
    start.values.input = {{u"prompt"_s, u"a fox"_s}};
    return start;
}

BatchContent contentOf(int seeds, int strengths, int models)
{
    const BatchStart start = someStart();
    BatchContent content;
    content.batch.id = BatchId(u"batch"_s);
    content.batch.title = u"a fox"_s;
    QList<qint64> numbers;
    for (int i = 0; i < seeds; ++i)
        numbers.append(100 + i);
    content.batch.plan.axes.append(axismaker::ofSeeds(start.schema.input.children.at(1), numbers));
    if (strengths > 0) {
        VariationAxis axis{VariationAxis::Kind::Values, u"Strength"_s, {}};
        for (int i = 0; i < strengths; ++i)
            axis.stops.append({u"0.%1"_s.arg(i), {{u"/strength"_s, i / 10.0}}});
        content.batch.plan.axes.append(axis);
    }
    if (models > 0) {
        QList<axismaker::Model> list;
        for (int i = 0; i < models; ++i)
            list.append({endpoint(u"a/m%1"_s.arg(i)), u"Model %1"_s.arg(i)});
        content.batch.plan.axes.append(axismaker::ofModels(list));
    }
    for (qsizetype i = 0; i < content.batch.plan.count(); ++i) {
        Job job;
        job.id = JobId(u"job%1"_s.arg(i, 4, 10, QChar(u'0')));
        job.batch = content.batch.id;
        job.batchPlace = content.batch.plan.placeOf(i);
        job.endpoint = start.endpoint;
        content.jobs.append(job);
    }
    return content;
}

Asset resultOf(const Job &job, const QString &folder, const QColor &colour, const QSize &size)
{
    Asset asset;
    asset.id = AssetId(u"asset-"_s + job.id.toString());
    asset.job = job.id;
    asset.kind = MediaKind::Image;
    asset.size = size;
    asset.path = folder + u'/' + asset.id.toString() + u".png"_s;
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(colour);
    if (!picture.save(asset.path))
        qFatal("the picture cannot be saved");
    return asset;
}

void AnsweringDialogs::openFile(QWidget * /*parent*/, const QString & /*title*/,
                                const QString & /*filter*/, PathAnswer answer)
{
    answer(paths.value(0));
}

void AnsweringDialogs::openFiles(QWidget * /*parent*/, const QString & /*title*/,
                                 const QString & /*filter*/, PathsAnswer answer)
{
    answer(paths);
}

void AnsweringDialogs::saveFile(QWidget * /*parent*/, const QString & /*title*/,
                                const QString & /*suggestedPath*/, const QString & /*filter*/,
                                PathAnswer answer)
{
    answer(paths.value(0));
}

void AnsweringDialogs::openFolder(QWidget * /*parent*/, const QString & /*title*/,
                                  PathAnswer answer)
{
    answer(paths.value(0));
}

void AnsweringDialogs::confirm(QWidget * /*parent*/, const Question & /*question*/,
                               ConfirmAnswer answer)
{
    answer(true);
}
