#include "tests/faults/faultbench.h"

#include "tests/faults/faultrun.h"

#include <QTest>

#include <algorithm>

namespace peregrine::test {

using namespace std::chrono_literals;

namespace {

constexpr size_t mostAtOnce = 64;
/// Far more than any row needs, retries and a busy machine included.
constexpr qint64 longestMs = 15'000;

} // namespace

bool holdsKey(const QString &text)
{
    return text.contains(QLatin1String("5f2c91ab")) || text.contains(QLatin1String("91ab77d0"));
}

void FaultCase::answerWith(const ScriptedAnswer &answer)
{
    fault = [paths = call.paths, answer](ScriptedServer &server) {
        for (const QByteArray &path : paths)
            server.on(path, answer);
    };
}

FaultBench::FaultBench(QObject *parent)
    : QObject(parent)
{ }

FaultBench::~FaultBench() = default;

FalTransport::Options FaultBench::options(const QUrl &base, std::chrono::milliseconds patience)
{
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(base);
    options.key = Secret("key-id-5f2c91ab:key-secret-91ab77d0");
    options.firstRetryDelay = 1ms;
    options.retryAfterSecond = 1ms;
    options.patience = patience;
    return options;
}

void FaultBench::fill()
{
    std::erase_if(m_running, [](const auto &run) { return run->isOver(); });
    while (m_next < m_rows.size() && m_running.size() < mostAtOnce) {
        const FaultCase row = m_rows.at(m_next++);
        auto run = std::make_unique<FaultRun>(row);
        connect(run.get(), &FaultRun::over, this,
                [this, run = run.get(), name = row.call.name + ", " + row.name] {
                    if (const QString fault = run->fault(); !fault.isEmpty())
                        m_broken.append(QString::fromUtf8(name + ": ") + fault);
                    // Later, since it deletes the run whose signal this is.
                    QMetaObject::invokeMethod(this, &FaultBench::fill, Qt::QueuedConnection);
                });
        m_running.push_back(std::move(run));
    }
}

QStringList FaultBench::run()
{
    fill();
    const auto isLate = [](const auto &run) { return run->elapsed() > longestMs; };
    const bool ended = QTest::qWaitFor(
        [this, isLate] {
            return m_running.empty() || std::any_of(m_running.begin(), m_running.end(), isLate);
        },
        10 * 60'000);
    if (!ended || !m_running.empty())
        m_broken.append(QStringLiteral("a call did not end in time"));
    return m_broken;
}

} // namespace peregrine::test
