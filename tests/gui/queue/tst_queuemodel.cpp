#include "tests/gui/queue/queuefixture.h"
#include "ui/queue/queuemodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QtTest>

#include <algorithm>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;

class TestQueueModel : public QObject
{
    Q_OBJECT

private:
    using Tester = QAbstractItemModelTester;
    static constexpr auto fatal = Tester::FailureReportingMode::QtTest;

private Q_SLOTS:
    void newJobsAreOnTop()
    {
        QueueModel model;
        const Tester tester(&model, fatal);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.upsert({makeJob(1), makeJob(2)});
        model.upsert({makeJob(3)});
        QCOMPARE(inserted.size(), 2);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.rowOf(jobId(3)), 0);
        QCOMPARE(model.rowOf(jobId(2)), 1);
        QCOMPARE(model.rowOf(jobId(1)), 2);
        QCOMPARE(model.rowOf(jobId(4)), -1);
        QCOMPARE(model.jobAt(0).id, jobId(3));
        QCOMPARE(model.index(2).data().toString(), u"Prompt 1"_s);
    }

    void sameIdTwiceInABatchIsOneRow()
    {
        QueueModel model;
        const Tester tester(&model, fatal);
        model.upsert({makeJob(1, JobState::Waiting), makeJob(1, JobState::Running)});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.jobAt(0).state, JobState::Running);
        QCOMPARE(model.activeCount(), 1);
        model.upsert({makeJob(1, JobState::Done), makeJob(1, JobState::Failed)});
        QCOMPARE(model.jobAt(0).state, JobState::Failed);
        QCOMPARE(model.activeCount(), 0);
        QCOMPARE(model.endedCount(), 1);
    }

    void updatesAreOneSignalARun()
    {
        QueueModel model;
        const Tester tester(&model, fatal);
        QList<Job> jobs;
        for (int i = 0; i < 10; ++i)
            jobs.append(makeJob(i));
        model.upsert(jobs);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        // Rows 9, 7, 6, 5 in any order.
        model.upsert({makeJob(3, JobState::Running), makeJob(0, JobState::Running),
                      makeJob(4, JobState::Running), makeJob(2, JobState::Running)});
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 5);
        QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 7);
        QCOMPARE(changed.at(1).at(0).toModelIndex().row(), 9);
        QCOMPARE(changed.at(1).at(1).toModelIndex().row(), 9);
    }

    void removeRenumbers()
    {
        QueueModel model;
        const Tester tester(&model, fatal);
        model.upsert({makeJob(1), makeJob(2, JobState::Done), makeJob(3)});
        model.remove(jobId(1));
        model.remove(jobId(99));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowOf(jobId(1)), -1);
        QCOMPARE(model.rowOf(jobId(3)), 0);
        QCOMPARE(model.rowOf(jobId(2)), 1);
        model.upsert({makeJob(1, JobState::Running)});
        QCOMPARE(model.rowOf(jobId(1)), 0);
    }

    void counts()
    {
        QueueModel model;
        QSignalSpy counted(&model, &QueueModel::countsChanged);
        QList<Job> jobs;
        for (int i = 0; const JobState state : allStates)
            jobs.append(makeJob(++i, state));
        model.upsert(jobs);
        QCOMPARE(model.activeCount(), 7);
        QCOMPARE(model.endedCount(), 3);
        QCOMPARE(counted.size(), 1);
        model.remove(jobs.last().id); // Unknown counts as neither
        QCOMPARE(model.activeCount(), 7);
        QCOMPARE(model.endedCount(), 3);
        model.upsert({makeJob(1, JobState::Done)});
        QCOMPARE(model.activeCount(), 6);
        QCOMPARE(model.endedCount(), 4);
        model.remove(jobId(1));
        QCOMPARE(model.endedCount(), 3);
    }

    void thumbnails()
    {
        QueueModel model;
        model.upsert({makeJob(1), makeJob(2)});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QPixmap picture(8, 8);
        picture.fill(Qt::red);
        model.setThumbnail(jobId(1), picture);
        model.setThumbnail(jobId(7), picture);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().at(2).value<QList<int>>(), QList<int>{Qt::DecorationRole});
        QCOMPARE(model.index(1).data(Qt::DecorationRole).value<QPixmap>().size(), QSize(8, 8));
        QVERIFY(model.index(0).data(Qt::DecorationRole).value<QPixmap>().isNull());
        // An update of the job keeps it; a job of the same id later on has none.
        model.upsert({makeJob(1, JobState::Done)});
        QVERIFY(!model.index(1).data(Qt::DecorationRole).value<QPixmap>().isNull());
        model.remove(jobId(1));
        model.upsert({makeJob(1)});
        QVERIFY(model.index(0).data(Qt::DecorationRole).value<QPixmap>().isNull());
    }

    void timesMoveOnlyWhileUnderWay()
    {
        QueueModel model;
        model.upsert({makeJob(1, JobState::Running), makeJob(2, JobState::Done)});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QVERIFY(changed.wait(3000));
        QCOMPARE(changed.first().at(0).toModelIndex().row(), 1);
        QCOMPARE(changed.first().at(2).value<QList<int>>(), QList<int>{QueueModel::SummaryRole});
        model.upsert({makeJob(1, JobState::Done)});
        changed.clear();
        QVERIFY(!changed.wait(1500));
    }

    void toolTipIsTextWhateverItHolds()
    {
        QueueModel model;
        Job job = makeJob(1, JobState::Failed);
        job.input.insert(u"prompt"_s, u"<img src='file:///etc/passwd'> & <b>bold"_s);
        job.error->message = u"<h1>500</h1>"_s + QString(5000, u'x');
        model.upsert({job});
        const QString tip = model.index(0).data(Qt::ToolTipRole).toString();
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
        QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(),
                 u"Prompt 5. Paint. Failed: The server closed the connection."_s);
    }

    void wrongIndexesGiveNothing()
    {
        QueueModel model;
        model.upsert({makeJob(1)});
        QVERIFY(!model.data({}, Qt::DisplayRole).isValid());
        QVERIFY(!model.data(model.index(0), Qt::UserRole + 77).isValid());
        QVERIFY(model.jobAt(5).id.isEmpty());
        QVERIFY(model.jobAt(-1).id.isEmpty());
    }

    /// Against a plain list of what should be there.
    void tenThousandRowsInBatches()
    {
        constexpr int total = 10'000;
        constexpr int batch = 250;
        QueueModel model;
        QRandomGenerator random(7);
        QList<JobState> states(total, JobState::Waiting);
        int inserted = 0;
        connect(&model, &QAbstractItemModel::rowsInserted, &model,
                [counter = &inserted](const QModelIndex &, int first, int last) {
                    *counter += last - first + 1;
                });
        for (int first = 0; first < total; first += batch) {
            QList<Job> jobs;
            for (int i = first; i < first + batch; ++i)
                jobs.append(makeJob(i));
            // Old ones change in the same batch.
            for (int i = 0; first > 0 && i < batch; ++i) {
                const int number = random.bounded(first);
                states[number] = allStates.at(random.bounded(quint32(allStates.size())));
                jobs.append(makeJob(number, states.at(number)));
            }
            model.upsert(jobs);
        }
        QCOMPARE(inserted, total);
        QCOMPARE(model.rowCount(), total);
        for (int number = 0; number < total; ++number) {
            const int row = model.rowOf(jobId(number));
            QCOMPARE(row, total - 1 - number);
            QCOMPARE(model.jobAt(row).id, jobId(number));
            QCOMPARE(model.jobAt(row).state, states.at(number));
        }
        QCOMPARE(model.activeCount(), int(std::count_if(states.cbegin(), states.cend(), isActive)));
        QCOMPARE(model.endedCount(), int(std::count_if(states.cbegin(), states.cend(), hasEnded)));

        // Newest first, as the panel clears them.
        for (int number = total - 1; number >= 0; --number) {
            if (hasEnded(states.at(number)))
                model.remove(jobId(number));
        }
        QCOMPARE(model.endedCount(), 0);
        int row = 0;
        for (int number = total - 1; number >= 0; --number) {
            if (!hasEnded(states.at(number)))
                QCOMPARE(model.rowOf(jobId(number)), row++);
        }
        QCOMPARE(model.rowCount(), row);
    }
};

QTEST_MAIN(TestQueueModel)
#include "tst_queuemodel.moc"
