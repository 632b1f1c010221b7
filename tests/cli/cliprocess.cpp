#include "tests/cli/cliprocess.h"

#include <QJsonDocument>
#include <QTest>

#include <csignal>

namespace peregrine::test {

namespace {

constexpr int longestRunMs = 60'000;

} // namespace

QList<QJsonObject> CliResult::lines() const
{
    QList<QJsonObject> objects;
    const QList<QByteArray> texts = out.split('\n');
    for (const QByteArray &text : texts) {
        if (text.isEmpty())
            continue;
        const QJsonDocument document = QJsonDocument::fromJson(text);
        if (document.isObject())
            objects.append(document.object());
        else
            QTest::qFail(("not a JSON object: " + text).constData(), __FILE__, __LINE__);
    }
    return objects;
}

QJsonObject CliResult::event(const QString &name) const
{
    const QList<QJsonObject> objects = lines();
    for (const QJsonObject &object : objects) {
        if (object.value(QStringLiteral("event")).toString() == name)
            return object;
    }
    return {};
}

QStringList CliResult::eventNames() const
{
    QStringList names;
    const QList<QJsonObject> objects = lines();
    for (const QJsonObject &object : objects)
        names.append(object.value(QStringLiteral("event")).toString());
    return names;
}

CliProcess::CliProcess(const QString &folder)
{
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"}) {
        if (system.contains(QLatin1String(name)))
            setVariable(QLatin1String(name), system.value(QLatin1String(name)));
    }
    setVariable(QStringLiteral("LANG"), QStringLiteral("C.UTF-8"));
    setVariable(QStringLiteral("HOME"), folder + QStringLiteral("/home"));
    setVariable(QStringLiteral("PEREGRINE_DATA_DIR"), folder + QStringLiteral("/data"));
}

void CliProcess::setVariable(const QString &name, const QString &value)
{
    m_environment.insert(name, value);
}

std::unique_ptr<QProcess> CliProcess::start(const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    process->start(QStringLiteral(PEREGRINE_BIN_DIR "/peregrine-cli"), arguments);
    return process;
}

CliResult CliProcess::resultOf(QProcess &process)
{
    if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; },
                         longestRunMs)) {
        process.kill();
        qFatal("peregrine-cli did not end: %s", process.readAllStandardError().constData());
    }
    CliResult result;
    result.status =
        process.exitStatus() == QProcess::NormalExit && process.error() != QProcess::FailedToStart
        ? process.exitCode()
        : -1;
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

void CliProcess::interrupt(const QProcess &process)
{
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
}

CliResult CliProcess::run(const QStringList &arguments, const QByteArray &input) const
{
    const auto process = start(arguments);
    process->write(input);
    process->closeWriteChannel();
    return resultOf(*process);
}

} // namespace peregrine::test
