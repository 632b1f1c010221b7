#include "core/base/json.h"
#include "core/schema/formmodel.h"
#include "core/schema/formvalidator.h"
#include "core/schema/schemakeywords.h"
#include "core/schema/schemaresolver.h"
#include "tests/unit/schema/schemafiles.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace peregrine;

/// Every document of our own, and of the folder PEREGRINE_SCHEMA_CORPUS names.
class TestSchemaCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDocumentGivesAForm();
    void nothingIsAnyThatHasAType();
    void meaningsAreFound();

private:
    static QStringList documents();
};

namespace {

/// Calls visit(spec, name) for a spec and all beneath; items and branches go by the name of what
/// holds them.
template <typename Visit> void walk(const FieldSpec &spec, const QString &heldBy, Visit visit)
{
    const QString name = spec.name.isEmpty() ? heldBy : spec.name;
    visit(spec, name);
    for (const FieldSpec &child : spec.children)
        walk(child, name, visit);
}

bool isText(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Text || spec.kind == FieldKind::LongText
        || spec.kind == FieldKind::Media;
}

bool isNumber(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Integer || spec.kind == FieldKind::Number
        || spec.kind == FieldKind::Seed;
}

/// What a name promises to a person, written apart from the table that the reader goes by.
struct Promise
{
    const char *label;
    const char *name;
    bool (*isConcerned)(const FieldSpec &spec);
    bool (*isKept)(const FieldSpec &spec);
    /// Parts in a hundred that must be found.
    double least;
};

bool means(const FieldSpec &spec, std::initializer_list<FieldMeaning> meanings)
{
    return std::find(meanings.begin(), meanings.end(), spec.meaning) != meanings.end();
}

const Promise promises[] = {
    {"files and addresses",
     "(^|_)(image|video|audio|mask|face|frame|file|data|archive|media)_urls?$", isText,
     [](const FieldSpec &spec) { return spec.kind == FieldKind::Media; }, 99},
    {"pictures are pictures", "(image|face|frame)_urls?$", isText,
     [](const FieldSpec &spec) { return spec.mediaKind == MediaKind::Image; }, 99},
    {"prompts", "^(text_|edit_|user_)?prompt$|^instruction$", isText,
     [](const FieldSpec &spec) { return means(spec, {FieldMeaning::Prompt}); }, 99},
    {"negative prompts", "negative_prompt$", isText,
     [](const FieldSpec &spec) { return means(spec, {FieldMeaning::NegativePrompt}); }, 99},
    {"words to say or sing", "^(text|gen_text|script|lyrics|input_text|text_input)$", isText,
     [](const FieldSpec &spec) {
         return means(spec, {FieldMeaning::Script, FieldMeaning::Lyrics});
     },
     95},
    {"seeds", "seed$", isNumber,
     [](const FieldSpec &spec) { return means(spec, {FieldMeaning::Seed}); }, 99},
    {"sizes", "^(image|video)_size$",
     [](const FieldSpec &spec) { return spec.kind == FieldKind::Size; },
     [](const FieldSpec &spec) { return means(spec, {FieldMeaning::Size}); }, 99},
    {"durations", "(^|_)duration$",
     [](const FieldSpec &spec) { return isNumber(spec) || spec.kind == FieldKind::Enum; },
     [](const FieldSpec &spec) { return means(spec, {FieldMeaning::Duration}); }, 80},
    {"frame rates", "(^|_)fps$|^frames_per_second$", isNumber,
     [](const FieldSpec &spec) { return means(spec, {FieldMeaning::FrameRate}); }, 90},
    {"counts", "^num_(images|videos|outputs|samples|songs)$", isNumber,
     [](const FieldSpec &spec) { return means(spec, {FieldMeaning::Count}); }, 99},
    {"LoRA lists", "^loras$", [](const FieldSpec &spec) { return spec.kind == FieldKind::List; },
     [](const FieldSpec &spec) { return means(spec, {FieldMeaning::Loras}); }, 99},
    {"colours", "^(rgb|colors?|colours?)$",
     [](const FieldSpec &spec) {
         return spec.kind != FieldKind::Enum && spec.kind != FieldKind::Text;
     },
     [](const FieldSpec &spec) {
         return means(spec, {FieldMeaning::Color, FieldMeaning::Palette});
     },
     99},
    {"points and boxes",
     "^(point_prompts|box_prompts|prompts|trajectories|trajectory|region|track)$",
     [](const FieldSpec &spec) {
         return spec.kind == FieldKind::Object || spec.kind == FieldKind::List;
     },
     [](const FieldSpec &spec) {
         return means(spec,
                      {FieldMeaning::Point, FieldMeaning::Points, FieldMeaning::Path,
                       FieldMeaning::Paths, FieldMeaning::Box, FieldMeaning::Boxes});
     },
     80},
};

} // namespace

QStringList TestSchemaCorpus::documents()
{
    QStringList found = schemaDocuments(QStringLiteral(PEREGRINE_TEST_DATA "/schemas"));
    if (const QString more = qEnvironmentVariable("PEREGRINE_SCHEMA_CORPUS"); !more.isEmpty())
        found.append(schemaDocuments(more));
    return found;
}

void TestSchemaCorpus::everyDocumentGivesAForm()
{
    QList<std::pair<double, QString>> milliseconds;
    QHash<FieldKind, int> kinds;
    const QStringList files = documents();
    QVERIFY(files.size() >= 5);
    for (const QString &file : files) {
        const QString name = QFileInfo(file).completeBaseName();
        const QJsonObject document = schemaDocument(file);
        QElapsedTimer timer;
        timer.start();
        const auto schema = OpenApiReader::read(document);
        QVERIFY2(schema, qPrintable(file));
        FormModel model;
        model.setSchema(*schema);
        milliseconds.append({double(timer.nsecsElapsed()) / 1e6, name});
        walk(schema->input, {},
             [&kinds](const FieldSpec &spec, const QString &) { ++kinds[spec.kind]; });
        const bool named = schema->input.kind == FieldKind::Object;
        for (const FieldSpec &field : schema->input.children) {
            QVERIFY2(!named || !field.title.isEmpty(), qPrintable(name + u' ' + field.name));
            if (!field.defaultValue.isUndefined())
                QVERIFY2(FormValidator::admits(field, field.defaultValue), qPrintable(name));
        }
        // All that can be wrong with an untouched form is what the user has not given yet.
        for (const FieldFault &fault : model.validate())
            QVERIFY2(fault.type == u"missing"_qs || fault.type == u"too_short"_qs,
                     qPrintable(name + u' ' + jsonPointer(fault.path) + u' ' + fault.message));
        // What is sent loads back to the same.
        const FormValues sent = model.values();
        model.setInput(sent.input, sent.files);
        QCOMPARE(model.values(), sent);
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    qInfo("%lld documents; reading: median %.2f ms, worst %.2f ms (%s); maps %d, tuples %d, "
          "colours %d, unions %d, of any type %d",
          qlonglong(files.size()), milliseconds.at(milliseconds.size() / 2).first,
          milliseconds.constLast().first, qPrintable(milliseconds.constLast().second),
          kinds.value(FieldKind::Map), kinds.value(FieldKind::Tuple), kinds.value(FieldKind::Color),
          kinds.value(FieldKind::Union), kinds.value(FieldKind::Any));
}

void TestSchemaCorpus::nothingIsAnyThatHasAType()
{
    for (const QString &file : documents()) {
        const QJsonObject document = schemaDocument(file);
        const auto schema = OpenApiReader::read(document);
        QVERIFY(schema);
        const SchemaResolver resolver(document);
        const QJsonObject components =
            document.value(u"components"_qs).toObject().value(u"schemas"_qs).toObject();
        for (const QJsonValue &component : components) {
            const QJsonObject properties = component.toObject().value(u"properties"_qs).toObject();
            for (const FieldSpec &field : schema->input.children) {
                const auto property = resolver.resolve(properties.value(field.name), {});
                const bool typed = !typeOf(property.schema).isEmpty()
                    || !choicesOf(property.schema).isEmpty()
                    || !branchesOf(property.schema).branches.isEmpty();
                QVERIFY2(field.kind != FieldKind::Any || !typed || property.loops,
                         qPrintable(file + u' ' + field.name));
            }
        }
    }
}

void TestSchemaCorpus::meaningsAreFound()
{
    struct Count
    {
        int concerned = 0;
        int kept = 0;
        QStringList missed;
    };
    QList<Count> counts(std::size(promises));
    QList<QRegularExpression> patterns;
    for (const Promise &promise : promises)
        patterns.append(QRegularExpression(QLatin1String(promise.name)));
    for (const QString &file : documents()) {
        const auto schema = OpenApiReader::read(schemaDocument(file));
        QVERIFY(schema);
        walk(schema->input, {}, [&counts, &patterns](const FieldSpec &spec, const QString &name) {
            for (size_t i = 0; i < std::size(promises); ++i) {
                const Promise &promise = promises[i];
                if (!promise.isConcerned(spec) || !patterns.at(qsizetype(i)).match(name).hasMatch())
                    continue;
                Count &count = counts[qsizetype(i)];
                ++count.concerned;
                if (promise.isKept(spec))
                    ++count.kept;
                else
                    count.missed.append(name);
            }
        });
    }
    for (size_t i = 0; i < std::size(promises); ++i) {
        Count &count = counts[qsizetype(i)];
        if (count.concerned == 0)
            continue;
        const double share = 100.0 * count.kept / count.concerned;
        count.missed.removeDuplicates();
        qInfo("%s: %d of %d (%.1f %%) %s", promises[i].label, count.kept, count.concerned, share,
              qPrintable(count.missed.join(u' ')));
        QVERIFY2(share >= promises[i].least, promises[i].label);
    }
}

QTEST_GUILESS_MAIN(TestSchemaCorpus)
#include "tst_schemacorpus.moc"
