#include "core/base/json.h"
#include "core/media/thumbnailer.h"
#include "core/schema/formmodel.h"
#include "tests/gui/form/formdriver.h"
#include "tests/unit/schema/schemafiles.h"
#include "ui/form/fieldeditor.h"
#include "ui/form/fieldrow.h"
#include "ui/form/foldsection.h"
#include "ui/form/inputform.h"

#include <QAbstractButton>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace peregrine;

/// The form of every document of our own, and of the folder PEREGRINE_SCHEMA_CORPUS names: built,
/// looked through, and filled by keys and clicks.
class TestFormCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyPropertyHasANamedControl();
    void whatIsEnteredIsSent();
    void requiredButEmptyIsReported();
    void buildsQuickly();

private:
    struct Document
    {
        QString name;
        ModelSchema schema;
    };

    void show(const Document &document);
    void unfold();
    void check(const QStringList &problems) const;

    QList<Document> m_documents;
    std::unique_ptr<Thumbnailer> m_thumbnails;
    std::unique_ptr<InputForm> m_form;
};

void TestFormCorpus::initTestCase()
{
    QStringList paths = schemaDocuments(QStringLiteral(PEREGRINE_TEST_DATA "/schemas"));
    if (const QString more = qEnvironmentVariable("PEREGRINE_SCHEMA_CORPUS"); !more.isEmpty())
        paths += schemaDocuments(more);
    for (const QString &path : std::as_const(paths)) {
        const auto schema = OpenApiReader::read(schemaDocument(path));
        if (schema)
            m_documents.append({QFileInfo(path).completeBaseName(), *schema});
    }
    QVERIFY(m_documents.size() > 10);
    m_thumbnails = std::make_unique<Thumbnailer>(QString());
    m_form = std::make_unique<InputForm>(*m_thumbnails);
    m_form->resize(340, 720);
    m_form->show();
}

void TestFormCorpus::show(const Document &document)
{
    // Each form starts from its own defaults.
    m_form->clear();
    m_form->setSchema(document.schema);
    m_form->model()->resetAll();
}

void TestFormCorpus::unfold()
{
    if (auto *more = m_form->findChild<FoldSection *>(QStringLiteral("moreOptions")))
        more->setUnfolded(true);
}

void TestFormCorpus::check(const QStringList &problems) const
{
    for (const QString &problem : problems)
        qWarning("%s", qPrintable(problem));
    QVERIFY2(problems.isEmpty(), qPrintable(QStringLiteral("%1 problems").arg(problems.size())));
}

void TestFormCorpus::everyPropertyHasANamedControl()
{
    QStringList problems;
    for (const Document &document : std::as_const(m_documents)) {
        show(document);
        unfold();
        for (const FieldSpec &field : document.schema.input.children) {
            const QString pointer = jsonPointer({field.name});
            const bool there = m_form->findChild<QWidget *>(fieldObjectName(pointer))
                || m_form->findChild<QWidget *>(fieldObjectName(pointer) + QStringLiteral(".kind"))
                || m_form->findChild<QWidget *>(fieldObjectName(pointer) + QStringLiteral(".type"));
            if (!there && !field.hidden)
                problems.append(document.name + pointer + QStringLiteral(" has no control"));
        }
        const QList<QWidget *> widgets = m_form->findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool own = widget->objectName().startsWith(QLatin1String("field."));
            const bool named =
                !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            if (own && widget->focusPolicy() != Qt::NoFocus && !named)
                problems.append(
                    QStringLiteral("%1: %2 has no name").arg(document.name, widget->objectName()));
        }
    }
    check(problems);
}

void TestFormCorpus::whatIsEnteredIsSent()
{
    QStringList problems;
    qsizetype filled = 0;
    for (const Document &document : std::as_const(m_documents)) {
        show(document);
        unfold();
        FormDriver driver(*m_form);
        QJsonObject meant;
        if (document.schema.input.kind != FieldKind::Object)
            driver.fill(document.schema.input, QString());
        for (const FieldSpec &field : document.schema.input.children) {
            if (field.hidden || document.schema.input.kind != FieldKind::Object)
                continue;
            const QJsonValue value = driver.fill(field, jsonPointer({field.name}));
            if (!value.isUndefined())
                meant.insert(field.name, value);
        }
        for (const QString &problem : driver.problems())
            problems.append(document.name + problem);
        filled += driver.filled();
        // Neither has another field changed it, nor does the model leave it out.
        const QJsonObject sent = m_form->model()->values().input;
        for (auto it = meant.begin(); it != meant.end(); ++it) {
            if (m_form->model()->value(jsonPointer({it.key()})) != it.value())
                problems.append(document.name + u'/' + it.key() + QStringLiteral(" was changed"));
            const bool scalar = !it.value().isArray() && !it.value().isObject();
            if (scalar && sent.value(it.key()) != it.value())
                problems.append(document.name + u'/' + it.key() + QStringLiteral(" is not sent"));
        }
    }
    qInfo("%lld fields filled in %lld forms", qlonglong(filled), qlonglong(m_documents.size()));
    check(problems);
}

void TestFormCorpus::requiredButEmptyIsReported()
{
    QStringList problems;
    for (const Document &document : std::as_const(m_documents)) {
        if (document.schema.input.kind != FieldKind::Object)
            continue;
        show(document);
        const QList<FieldFault> faults = m_form->model()->validate();
        for (const FieldSpec &field : document.schema.input.children) {
            if (!field.required || !initialValue(field).isUndefined() || field.nullable)
                continue;
            const bool reported =
                std::any_of(faults.begin(), faults.end(), [&field](const FieldFault &fault) {
                    return fault.path.value(0) == field.name;
                });
            if (!reported)
                problems.append(document.name + u'/' + field.name
                                + QStringLiteral(" is empty, nobody says so"));
        }
    }
    check(problems);
}

void TestFormCorpus::buildsQuickly()
{
    struct Time
    {
        double build;
        double unfold;
        QString name;
    };
    QList<Time> times;
    QElapsedTimer timer;
    for (const Document &document : std::as_const(m_documents)) {
        m_form->clear();
        timer.start();
        m_form->setSchema(document.schema);
        const double build = double(timer.nsecsElapsed()) / 1e6;
        timer.start();
        unfold();
        times.append({build, double(timer.nsecsElapsed()) / 1e6, document.name});
        if (auto *more = m_form->findChild<FoldSection *>(QStringLiteral("moreOptions")))
            more->setUnfolded(false);
    }
    std::sort(times.begin(), times.end(),
              [](const Time &a, const Time &b) { return a.build > b.build; });
    qInfo("build: median %.1f ms, worst %.1f ms (%s)", times.at(times.size() / 2).build,
          times.first().build, qPrintable(times.first().name));
    std::sort(times.begin(), times.end(),
              [](const Time &a, const Time &b) { return a.unfold > b.unfold; });
    qInfo("More options: median %.1f ms, worst %.1f ms (%s)", times.at(times.size() / 2).unfold,
          times.first().unfold, qPrintable(times.first().name));
    // Generous: sanitizers and loaded machines are many times slower than the 50 ms meant.
    QVERIFY(times.first().unfold < 2000);
}

QTEST_MAIN(TestFormCorpus)
#include "tst_formcorpus.moc"
