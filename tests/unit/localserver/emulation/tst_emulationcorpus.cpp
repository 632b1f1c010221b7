#include "core/base/json.h"
#include "core/localserver/models/inputvalidator.h"
#include "tests/unit/localserver/emulation/emulationbench.h"
#include "tests/unit/localserver/emulation/sampleinput.h"

#include <QElapsedTimer>
#include <QTest>

using namespace peregrine;
using namespace peregrine::localserver;

/// Every endpoint of our own documents, and of the folder PEREGRINE_SCHEMAS names: an input of
/// examples and defaults is taken, and the output is what its schema describes.
class TestEmulationCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEndpointAnswersItsOwnSchema();
};

void TestEmulationCorpus::everyEndpointAnswersItsOwnSchema()
{
    QStringList folders{EmulationBench::ownDocuments()};
    if (const QString more = qEnvironmentVariable("PEREGRINE_SCHEMAS"); !more.isEmpty())
        folders.append(more);
    const QString only = qEnvironmentVariable("PEREGRINE_SCHEMAS_ONLY");
    qsizetype endpoints = 0;
    QStringList problems;
    for (const QString &folder : std::as_const(folders)) {
        EmulationBench bench(folder);
        QElapsedTimer timer;
        timer.start();
        const auto &models = bench.models().models();
        qInfo("%zu documents read in %lld ms", models.size(), timer.elapsed());
        for (const auto &model : models) {
            const QString endpoint = model->card().endpoint;
            if (!endpoint.contains(only))
                continue;
            ++endpoints;
            const ModelSchemas schemas = model->schemas();
            const QJsonObject input = sampleInput(schemas);
            timer.restart();
            const ModelAnswer answer = bench.run(endpoint, input);
            constexpr qint64 slow = 4'000;
            if (timer.elapsed() > slow)
                qInfo("%s took %lld ms", qPrintable(endpoint), timer.elapsed());
            const QJsonArray faults = answer.status == 200
                ? InputValidator(schemas.components).faults(schemas.output, answer.body)
                : QJsonArray{answer.body};
            if (!faults.isEmpty()) {
                problems.append(endpoint + QLatin1String(": ")
                                + QString::fromUtf8(toJson(faults).left(600)));
            }
            if (!only.isEmpty())
                qInfo("%s\n%s\n%s", toJson(input).constData(),
                      toJson(answer.body).left(6000).constData(),
                      qPrintable(bench.log().join(u'\n')));
        }
    }
    for (const QString &problem : std::as_const(problems))
        qWarning("%s", qPrintable(problem));
    qInfo("%lld of %lld endpoints accept their sample input and keep to their output schema",
          static_cast<long long>(endpoints - problems.size()), static_cast<long long>(endpoints));
    QVERIFY(endpoints >= 10);
    QVERIFY(problems.isEmpty());
}

QTEST_GUILESS_MAIN(TestEmulationCorpus)
#include "tst_emulationcorpus.moc"
