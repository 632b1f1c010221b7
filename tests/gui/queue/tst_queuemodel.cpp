#include "core/jobs/durationbook.h"
#include "tests/gui/queue/queuefixture.h"
#include "tests/gui/queue/queuereference.h"
#include "ui/queue/queuemodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QtTest>

#include <algorithm>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;

namespace {

using Tester = QAbstractItemModelTester;
constexpr auto fatal = Tester::FailureReportingMode::QtTest;

Job inBatch(int number, const QString &batch, JobState state = JobState::Waiting)
{
    Job job = makeJob(number, state);
    job.batch = BatchId(batch);
    return job;
}

QString rowText(const QueueModel &model, int row)
{
    if (const Job *job = model.jobAt(row))
        return job->id.toString();
    return u'[' + model.headAt(row).toString() + u']';
}

QStringList rowsOf(const QueueModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows.append(rowText(model, row));
    return rows;
}

/// Follows a model by its signals alone.
class Mirror : public QObject
{
public:
    explicit Mirror(const QueueModel &model)
        : m_model(model)
        , m_rows(rowsOf(model))
    {
        connect(&model, &QAbstractItemModel::rowsInserted, this,
                [this](const QModelIndex &, int first, int last) {
                    for (int row = first; row <= last; ++row)
                        m_rows.insert(row, rowText(m_model, row));
                });
        connect(&model, &QAbstractItemModel::rowsRemoved, this,
                [this](const QModelIndex &, int first, int last) {
                    m_rows.remove(first, last - first + 1);
                });
        connect(&model, &QAbstractItemModel::layoutChanged, this,
                [this] { m_rows = rowsOf(m_model); });
        connect(&model, &QAbstractItemModel::modelReset, this,
                [this] { m_rows = rowsOf(m_model); });
    }

    [[nodiscard]] const QStringList &rows() const { return m_rows; }

private:
    const QueueModel &m_model;
    QStringList m_rows;
};

} // namespace

class TestQueueModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsUnderWayThenWhatWaitsThenWhatHasEnded()
    {
        QueueModel model;
        const Tester tester(&model, fatal);
        model.upsert({makeJob(1, JobState::Done), makeJob(2), makeJob(3, JobState::Running),
                      makeJob(4, JobState::Failed), makeJob(5, JobState::Unknown), makeJob(6)});
        model.setWaiting({jobId(6), jobId(2)}, false);
        QCOMPARE(rowsOf(model).join(u' '), u"job-3 job-5 job-6 job-2 job-4 job-1"_s);
        // What has ended last comes first of what has ended.
        model.upsert({makeJob(3, JobState::Done)});
        QCOMPARE(rowsOf(model).join(u' '), u"job-5 job-6 job-2 job-3 job-4 job-1"_s);
        model.upsert({makeJob(6, JobState::Submitting)});
        QCOMPARE(rowsOf(model).join(u' '), u"job-5 job-6 job-2 job-3 job-4 job-1"_s);
        QCOMPARE(model.rowOf(jobId(3)), 3);
        QCOMPARE(model.rowOf(jobId(77)), -1);
    }

    void aJobIsKnownToWaitBeforeItIsKnown()
    {
        QueueModel model;
        const Tester tester(&model, fatal);
        model.setWaiting({jobId(2), jobId(1)}, false);
        model.upsert({makeJob(1), makeJob(2), makeJob(3, JobState::Queued)});
        QCOMPARE(rowsOf(model).join(u' '), u"job-3 job-2 job-1"_s);
        QCOMPARE(model.placeOf(jobId(1)), 1);
        QCOMPARE(model.placeOf(jobId(3)), -1);
        // Put back, which is heard of later than the order.
        model.setWaiting({jobId(3), jobId(2), jobId(1)}, false);
        QCOMPARE(model.placeOf(jobId(3)), -1);
        model.upsert({makeJob(3)});
        QCOMPARE(rowsOf(model).join(u' '), u"job-3 job-2 job-1"_s);
        QCOMPARE(model.placeOf(jobId(3)), 0);
    }

    void whatIsHeldIsNotSentBefore()
    {
        QueueModel model;
        const Tester tester(&model, fatal);
        QList<JobId> order;
        for (int i = 1; i <= 4; ++i) {
            model.upsert({makeJob(i)});
            order.append(jobId(i));
        }
        model.setWaiting(order, false);
        const auto told = [&model](int number) {
            return model.index(model.rowOf(jobId(number)), 0)
                .data(QueueModel::SummaryRole)
                .toString();
        };
        const auto hold = [&model](int number, bool held) {
            Job job = *model.job(jobId(number));
            job.held = held;
            model.upsert({job});
        };
        QVERIFY2(told(3).contains(u"2 before it"_s), qPrintable(told(3)));
        QSignalSpy repainted(&model, &QueueModel::placesChanged);
        hold(1, true);
        QCOMPARE(repainted.size(), 1);
        QVERIFY2(told(2).contains(u"next to be sent"_s), qPrintable(told(2)));
        QVERIFY2(told(3).contains(u"1 before it"_s), qPrintable(told(3)));
        // Its place stays its own.
        QCOMPARE(model.placeOf(jobId(3)), 2);
        model.setWaiting({jobId(2), jobId(3), jobId(1), jobId(4)}, false);
        QVERIFY2(told(3).contains(u"1 before it"_s), qPrintable(told(3)));
        QVERIFY2(told(4).contains(u"2 before it"_s), qPrintable(told(4)));
        hold(2, true);
        QVERIFY2(told(4).contains(u"1 before it"_s), qPrintable(told(4)));
        model.remove({jobId(1)});
        model.setWaiting({jobId(2), jobId(3), jobId(4)}, false);
        QVERIFY2(told(4).contains(u"1 before it"_s), qPrintable(told(4)));
        hold(2, false);
        QVERIFY2(told(4).contains(u"2 before it"_s), qPrintable(told(4)));
        // What is sent is held no longer.
        hold(2, true);
        model.upsert({makeJob(2, JobState::Running)});
        model.setWaiting({jobId(3), jobId(4)}, false);
        QVERIFY2(told(4).contains(u"1 before it"_s), qPrintable(told(4)));
    }

    void sameIdTwiceAtOnceIsOneRow()
    {
        QueueModel model;
        const Tester tester(&model, fatal);
        model.upsert({makeJob(1, JobState::Waiting), makeJob(1, JobState::Running)});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.jobAt(0)->state, JobState::Running);
        QCOMPARE(model.counts().active(), 1);
        model.upsert({makeJob(1, JobState::Done), makeJob(1, JobState::Failed)});
        QCOMPARE(model.jobAt(0)->state, JobState::Failed);
        QCOMPARE(model.counts().active(), 0);
        QCOMPARE(model.counts().ended(), 1);
    }

    void anUpdateMovesNothingAndIsOneSignalARun()
    {
        QueueModel model;
        QList<Job> jobs;
        for (int i = 0; i < 10; ++i)
            jobs.append(makeJob(i, JobState::Queued));
        model.upsert(jobs);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy moved(&model, &QAbstractItemModel::layoutChanged);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.upsert({makeJob(3, JobState::Running), makeJob(0, JobState::Running),
                      makeJob(4, JobState::Running), makeJob(2, JobState::Running)});
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 0);
        QCOMPARE(changed.at(1).at(0).toModelIndex().row(), 2);
        QCOMPARE(changed.at(1).at(1).toModelIndex().row(), 4);
        QCOMPARE(moved.size() + reset.size(), 0);
    }

    void aBatchHasAHeadThatFolds()
    {
        QueueModel model;
        const Tester tester(&model, fatal);
        const Mirror mirror(model);
        QList<Job> jobs{inBatch(0, u"b"_s, JobState::Running)};
        model.upsert(jobs);
        QCOMPARE(rowsOf(model).join(u' '), u"job-0"_s);
        for (int i = 1; i < 4; ++i)
            model.upsert({inBatch(i, u"b"_s, i == 1 ? JobState::Done : JobState::Waiting)});
        QCOMPARE(rowsOf(model).join(u' '), u"[b] job-0 job-2 job-3 job-1"_s);
        const QModelIndex head = model.index(0, 0);
        QCOMPARE(head.data(QueueModel::SummaryRole).toString(),
                 u"1 done, 1 under way, 2 waiting"_s);
        QVERIFY(head.data().toString().startsWith(u"4 job"_s));
        QCOMPARE(model.idsAt(0).size(), 4);
        QVERIFY(!model.jobAt(0));
        // Many fold by themselves, and unfold where the user wants it.
        model.upsert({inBatch(4, u"b"_s), inBatch(5, u"b"_s, JobState::Failed), makeJob(9)});
        QCOMPARE(rowsOf(model).join(u' '), u"[b] job-9"_s);
        QCOMPARE(model.rowOf(jobId(3)), 0);
        QCOMPARE(model.rowOf(jobId(9)), 1);
        QVERIFY(model.isFolded(BatchId(u"b"_s)));
        model.setFolded(BatchId(u"b"_s), false);
        QCOMPARE(model.rowCount(), 8);
        QVERIFY(!model.isFolded(BatchId(u"b"_s)));
        model.setFolded(BatchId(u"b"_s), true);
        QCOMPARE(rowsOf(model).join(u' '), u"[b] job-9"_s);
        QCOMPARE(model.headOf(jobId(4)), BatchId(u"b"_s));
        QVERIFY(model.headOf(jobId(9)).isEmpty());
        // What is searched for is seen.
        QueueFilter filter;
        filter.text = u"prompt 4"_s;
        model.setFilter(filter);
        QCOMPARE(rowsOf(model).join(u' '), u"[b] job-4"_s);
        QCOMPARE(model.idsAt(0), QList<JobId>{jobId(4)});
        model.setFilter({});
        // Views look at a row once more while it is taken out, and its jobs are gone by then.
        QString leaving;
        connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, &model, [&](auto, int row) {
            leaving = model.index(row, 0).data().toString();
        });
        model.remove({jobId(0), jobId(1), jobId(2), jobId(3), jobId(4), jobId(5)});
        QCOMPARE(rowsOf(model).join(u' '), u"job-9"_s);
        QVERIFY(leaving.isEmpty());
        model.upsert({inBatch(0, u"b"_s), inBatch(5, u"b"_s, JobState::Failed)});
        // The last one of a batch stands alone again.
        model.remove({jobId(0), jobId(1), jobId(2), jobId(3), jobId(4)});
        QCOMPARE(rowsOf(model).join(u' '), u"job-9 job-5"_s);
        model.remove({jobId(5), jobId(9), jobId(77)});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(mirror.rows(), rowsOf(model));
    }

    void filteredByStateAndWords()
    {
        QueueModel model;
        const Tester tester(&model, fatal);
        Job fox = makeJob(7, JobState::Failed);
        fox.input = {{u"prompt"_s, u"A RED Fox\nin snow"_s}};
        model.upsert({makeJob(1, JobState::Done), fox, makeJob(3, JobState::Running)});
        QueueFilter filter;
        filter.kinds.at(size_t(QueueKind::Failed)) = true;
        model.setFilter(filter);
        QCOMPARE(rowsOf(model).join(u' '), u"job-7"_s);
        filter.text = u" snow  red "_s;
        model.setFilter(filter);
        QCOMPARE(model.rowCount(), 1);
        filter.text = u"request-7"_s;
        model.setFilter(filter);
        QCOMPARE(model.rowCount(), 1);
        // Every id has digits: a number that is looked for is one of the prompt.
        filter.text = u"7"_s;
        model.setFilter(filter);
        QCOMPARE(model.rowCount(), 0);
        filter.text = u"blue"_s;
        model.setFilter(filter);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.rowOf(jobId(7)), -1);
        // A job that comes to match appears, and goes when it does no longer.
        filter.text.clear();
        model.setFilter(filter);
        model.upsert({makeJob(3, JobState::Failed)});
        QCOMPARE(model.rowCount(), 2);
        model.upsert({makeJob(3, JobState::Queued)});
        QCOMPARE(rowsOf(model).join(u' '), u"job-7"_s);
        QCOMPARE(model.counts().total(), 3);
    }

    void sortedByColumns()
    {
        QueueModel model;
        const Tester tester(&model, fatal);
        QList<Job> jobs;
        for (int i = 0; i < 6; ++i) {
            Job job = inBatch(i, u"b"_s, i % 2 ? JobState::Done : JobState::Running);
            job.modelTitle = QString(QChar(u'F' - i));
            job.createdAt = job.createdAt.addSecs(i * 60);
            job.cost.estimated = i == 3 ? std::nullopt : std::optional(i * 0.01);
            jobs.append(job);
        }
        model.upsert(jobs);
        model.sort(QueueModel::Created, Qt::DescendingOrder);
        QCOMPARE(rowsOf(model).join(u' '), u"job-5 job-4 job-3 job-2 job-1 job-0"_s);
        model.sort(QueueModel::Model);
        QCOMPARE(rowsOf(model).join(u' '), u"job-5 job-4 job-3 job-2 job-1 job-0"_s);
        model.sort(QueueModel::Cost);
        QCOMPARE(rowsOf(model).join(u' '), u"job-3 job-0 job-1 job-2 job-4 job-5"_s);
        QCOMPARE(model.index(1, QueueModel::Cost).data().toString(), u"about $0"_s);
        // A row goes where its value now belongs, and what points to it goes with it.
        const QPersistentModelIndex held = model.index(1, QueueModel::Title);
        jobs[0].cost.billed = 7;
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.upsert({jobs.at(0)});
        QCOMPARE(rowsOf(model).join(u' '), u"job-3 job-1 job-2 job-4 job-5 job-0"_s);
        QCOMPARE(held.row(), 5);
        QCOMPARE(reset.size(), 0);
        model.sort(-1);
        QCOMPARE(rowsOf(model).join(u' '), u"[b]"_s);
    }

    void thumbnails()
    {
        QueueModel model;
        model.upsert({makeJob(1), makeJob(2)});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QPixmap picture(2000, 1000);
        picture.fill(Qt::red);
        model.setThumbnail(jobId(1), picture);
        model.setThumbnail(jobId(7), picture);
        QCOMPARE(changed.size(), 1);
        const auto kept = [&model](int row) {
            return model.index(row, 0).data(Qt::DecorationRole).value<QPixmap>();
        };
        // Ten thousand of them are to be kept.
        QCOMPARE(kept(0).size(), QSize(176, 88));
        QVERIFY(kept(1).isNull());
        // An update of the job keeps it; a job of the same id later on has none.
        model.upsert({makeJob(1, JobState::Done)});
        QVERIFY(!kept(model.rowOf(jobId(1))).isNull());
        model.remove({jobId(1)});
        model.upsert({makeJob(1)});
        QVERIFY(kept(model.rowOf(jobId(1))).isNull());
    }

    void progressHasABasis()
    {
        QueueModel model;
        DurationBook book;
        model.setDurations(book);
        Job job = makeJob(1, JobState::Running);
        job.progress.reset();
        job.server = u"local"_s;
        job.endpoint = *EndpointId::parse(u"local/paint"_s);
        job.startedAt = QDateTime::currentDateTimeUtc().addSecs(-10);
        job.submittedAt = job.startedAt;
        model.upsert({job});
        const auto progress = [&model] { return model.index(0, 0).data(QueueModel::ProgressRole); };
        const auto words = [&model] {
            return model.index(0, 0).data(QueueModel::SummaryRole).toString();
        };
        QVERIFY(!progress().isValid());
        QSignalSpy repainted(&model, &QueueModel::placesChanged);
        using namespace std::chrono_literals;
        for (int i = 0; i < 3; ++i)
            book.learn({{jobId(100 + i), u"local"_s, job.endpoint, 40s}});
        QCOMPARE(repainted.size(), 1);
        const auto told = progress().value<QueueProgress>();
        QCOMPARE(told.basis, QueueProgress::Basis::Usual);
        QVERIFY(told.share > 0.2 && told.share < 0.5 && !told.isOverdue);
        QVERIFY2(words().contains(u"of the usual 40 s"_s), qPrintable(words()));
        job.startedAt = job.startedAt.addSecs(-100);
        model.upsert({job});
        QVERIFY(progress().value<QueueProgress>().isOverdue);
        QVERIFY2(words().contains(u"longer than the usual 40 s"_s), qPrintable(words()));
        // The model's own word counts more.
        job.progress = 0.25;
        model.upsert({job});
        QCOMPARE(progress().value<QueueProgress>().basis, QueueProgress::Basis::Server);
        QVERIFY2(words().contains(u"25%"_s), qPrintable(words()));
    }

    void toolTipIsTextWhateverItHolds()
    {
        QueueModel model;
        Job job = makeJob(1, JobState::Failed);
        job.input.insert(u"prompt"_s, u"<img src='file:///etc/passwd'> & <b>bold"_s);
        job.error->message = u"<h1>500</h1>"_s + QString(5000, u'x');
        model.upsert({job});
        const QString tip = model.index(0, 0).data(Qt::ToolTipRole).toString();
        QVERIFY(!tip.contains(u"<img"_s));
        QVERIFY(!tip.contains(u"<h1"_s));
        QVERIFY(tip.contains(u"&lt;img"_s));
        QVERIFY(tip.contains(u"Paint"_s));
        QVERIFY(tip.size() < 2000);
    }

    void accessibleTextSaysItAll()
    {
        QueueModel model;
        model.upsert({makeJob(5, JobState::Failed)});
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 u"Prompt 5. Paint. Failed: The server closed the connection."_s);
    }

    void wrongIndexesGiveNothing()
    {
        QueueModel model;
        model.upsert({makeJob(1)});
        QVERIFY(!model.data({}, Qt::DisplayRole).isValid());
        QVERIFY(!model.data(model.index(0, 0), Qt::UserRole + 77).isValid());
        QVERIFY(!model.jobAt(5) && !model.jobAt(-1));
        QVERIFY(model.idsAt(5).isEmpty() && model.headAt(-1).isEmpty());
    }

    void randomWalk_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 24; ++seed)
            QTest::addRow("%u", seed) << seed;
    }

    /// Anything in any order, against a list that is worked out from scratch.
    void randomWalk()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        QueueModel model;
        const Tester tester(&model, fatal);
        const Mirror mirror(model);
        QueueReference reference;
        QPersistentModelIndex held;
        QString heldText;
        for (int step = 0; step < 400; ++step) {
            switch (random.bounded(9)) {
            case 0: {
                QList<JobId> gone;
                const QList<JobId> ids = reference.ids();
                for (const JobId &id : ids) {
                    if (random.bounded(12) == 0)
                        gone.append(id);
                }
                model.remove(gone);
                for (const JobId &id : gone)
                    reference.remove(id);
                break;
            }
            case 1:
            case 2: {
                QList<JobId> order = reference.waitingIds();
                // Mostly some are gone and others come to the end, or one is moved.
                const QList<JobId> before = model.jobs().waiting();
                const int way = random.bounded(4);
                if (way == 0) {
                    std::shuffle(order.begin(), order.end(), random);
                } else {
                    std::stable_sort(order.begin(), order.end(),
                                     [&before](const JobId &a, const JobId &b) {
                                         const auto place = [&before](const JobId &id) {
                                             const qsizetype at = before.indexOf(id);
                                             return at < 0 ? before.size() : at;
                                         };
                                         return place(a) < place(b);
                                     });
                    if (way == 1 && order.size() > 1)
                        order.move(random.bounded(int(order.size())),
                                   random.bounded(int(order.size())));
                }
                model.setWaiting(order, false);
                reference.setWaiting(order);
                break;
            }
            case 3: {
                const BatchId batch(u"b%1"_s.arg(random.bounded(6)));
                const bool folded = random.bounded(2);
                if (model.jobs().findGroup(batch)) {
                    model.setFolded(batch, folded);
                    reference.setFolded(batch, folded);
                }
                break;
            }
            case 4: {
                QueueFilter filter;
                if (random.bounded(2))
                    filter.kinds.at(random.bounded(quint32(queueKinds.size()))) = true;
                if (random.bounded(3) == 0)
                    filter.text = u"prompt %1"_s.arg(random.bounded(1, 5));
                model.setFilter(filter);
                reference.setFilter(filter);
                break;
            }
            default: {
                QList<Job> jobs;
                for (int i = random.bounded(1, 8); i > 0; --i) {
                    const int number = random.bounded(60);
                    // A job stays in its batch; some are alone.
                    const int batch = number % 10;
                    jobs.append(inBatch(number,
                                        batch < 6 ? u"b%1"_s.arg(batch) : u"alone%1"_s.arg(number),
                                        allStates.at(random.bounded(quint32(allStates.size())))));
                }
                model.upsert(jobs);
                for (const Job &job : std::as_const(jobs))
                    reference.upsert(job);
                break;
            }
            }
            QCOMPARE(rowsOf(model), reference.rows());
            QCOMPARE(mirror.rows(), rowsOf(model));
            QVERIFY(model.counts() == reference.counts());
            for (int row = 0; row < model.rowCount(); ++row) {
                if (const Job *job = model.jobAt(row))
                    QCOMPARE(model.rowOf(job->id), row);
                else
                    QCOMPARE(model.rowOfHead(model.headAt(row)), row);
            }
            if (held.isValid())
                QCOMPARE(rowText(model, held.row()), heldText);
            else if (model.rowCount() > 0) {
                const int row = random.bounded(model.rowCount());
                held = model.index(row, 0);
                heldText = rowText(model, row);
            }
        }
    }

    /// By a column: sorted after each change, and the same rows.
    void randomWalkInColumns()
    {
        QRandomGenerator random(99);
        QueueModel model;
        const Tester tester(&model, fatal);
        const Mirror mirror(model);
        QSet<int> there;
        for (int step = 0; step < 600; ++step) {
            const int number = random.bounded(80);
            if (random.bounded(40) == 0)
                model.sort(random.bounded(int(QueueModel::ColumnCount)),
                           random.bounded(2) ? Qt::AscendingOrder : Qt::DescendingOrder);
            if (random.bounded(5) == 0) {
                model.remove({jobId(number)});
                there.remove(number);
            } else {
                Job job = makeJob(number, allStates.at(random.bounded(quint32(allStates.size()))));
                job.modelTitle = QString(QChar(u'a' + random.bounded(20)));
                job.cost.estimated = random.bounded(10);
                model.upsert({job});
                there.insert(number);
            }
            QCOMPARE(mirror.rows(), rowsOf(model));
            QCOMPARE(model.rowCount(), int(there.size()));
            for (int row = 0; row < model.rowCount(); ++row)
                QCOMPARE(model.rowOf(model.jobAt(row)->id), row);
        }
        model.sort(QueueModel::Cost, Qt::DescendingOrder);
        for (int row = 1; row < model.rowCount(); ++row)
            QVERIFY(*model.jobAt(row - 1)->cost.best() >= *model.jobAt(row)->cost.best());
    }

    void tenThousandRows()
    {
        constexpr int total = 10'000;
        QueueModel model;
        QRandomGenerator random(7);
        QList<Job> jobs;
        for (int i = 0; i < total; ++i)
            jobs.append(inBatch(i, u"batch-%1"_s.arg(i / 20), JobState::Waiting));
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.upsert(jobs);
        // Twenty each, folded.
        QCOMPARE(model.rowCount(), total / 20);
        QCOMPARE(inserted.size(), 1);
        for (int round = 0; round < 200; ++round) {
            QList<Job> some;
            for (int i = 0; i < 50; ++i) {
                const int number = random.bounded(total);
                some.append(inBatch(number, u"batch-%1"_s.arg(number / 20),
                                    allStates.at(random.bounded(quint32(allStates.size())))));
            }
            model.upsert(some);
        }
        QCOMPARE(model.rowCount(), total / 20);
        QCOMPARE(model.counts().total(), total);
        QList<JobId> ended;
        for (const auto &[id, entry] : model.jobs().entries()) {
            if (hasEnded(entry->job.state))
                ended.append(id);
        }
        model.remove(ended);
        QCOMPARE(model.counts().ended(), 0);
        QCOMPARE(model.counts().total(), total - int(ended.size()));
    }
};

QTEST_MAIN(TestQueueModel)
#include "tst_queuemodel.moc"
