// Our side of bench_protocol: benchclient SCENARIO BASE COUNT [FILE]. Prints one JSON line with
// what it measured itself; the driver adds CPU time and memory.

#include "core/base/json.h"
#include "core/fal/falclient.h"
#include "core/fal/queue/queuesubscription.h"
#include "core/fal/realtime/realtimeconnection.h"
#include "core/fal/realtime/realtimeservice.h"
#include "core/fal/storage/fileupload.h"
#include "core/fal/stream/streamcall.h"

#include <QCborMap>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

const QJsonObject input{{u"prompt"_s, u"a red kite over green hills"_s},
                        {u"seed"_s, 7},
                        {u"image_size"_s, QJsonObject{{u"width"_s, 192}, {u"height"_s, 128}}}};

EndpointId endpoint(const char *name)
{
    return *EndpointId::parse(u"bench/"_s + QLatin1String(name));
}

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    const auto at = static_cast<std::size_t>(static_cast<double>(values.size()) * share);
    return values.empty() ? 0 : values.at(std::min(at, values.size() - 1));
}

/// Of this process, in MB: the most so far.
double peakMegabytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

/// Runs one scenario and ends the program.
class Scenario : public QObject
{
public:
    Scenario(FalClient &client, int count, QString file)
        : m_client(client)
        , m_count(count)
        , m_file(std::move(file))
    {
        m_timer.start();
    }

    void sequential()
    {
        if (m_done++ == m_count)
            return end();
        SubmitCall *submit = m_client.queue().submit(endpoint("echo"), input);
        then(submit, [this, submit] {
            const QueueTicket ticket = submit->value();
            then(m_client.queue().status(ticket, true), [this, ticket] {
                then(m_client.queue().result(ticket), [this] { sequential(); });
            });
        });
    }

    /// The least that Qt needs for the same: what sequential() adds to it is ours.
    void bare()
    {
        if (m_done++ == m_count)
            return end();
        const QByteArray base = m_client.transport().environment().base().toEncoded();
        ask("POST", base + "/queue.fal.run/bench/echo", toJson(input),
            [this](const QJsonObject &ticket) {
                const QString url = ticket.value(u"response_url").toString();
                ask("GET", url.toLatin1() + "/status?logs=1", {}, [this, url](const QJsonObject &) {
                    ask("GET", url.toLatin1(), {}, [this](const QJsonObject &) { bare(); });
                });
            });
    }

    void parallel()
    {
        SubscribeOptions options;
        options.logs = true;
        options.pollInterval = std::chrono::milliseconds(100);
        for (int i = 0; i < m_count; ++i) {
            then(m_client.queue().subscribe(endpoint("slow"), input, options), [this] {
                if (++m_done == m_count)
                    end();
            });
        }
    }

    void sse()
    {
        StreamCall *stream =
            m_client.stream().stream(endpoint("events"), QJsonObject{{u"count"_s, m_count}});
        connect(stream, &StreamCall::dataArrived, this,
                [this](const QJsonValue &event) { m_done += event[u"n"].toInt(-1) >= 0 ? 1 : 0; });
        then(stream, [this] {
            m_result.insert(u"events"_s, m_done);
            end();
        });
    }

    /// A picture there and back, the next one when it is here: what our side adds to each.
    void realtime()
    {
        RealtimeOptions options;
        options.throttleInterval = std::chrono::milliseconds(0);
        auto connection = m_client.realtime().connect(endpoint("echo"), options);
        m_connection = std::move(*connection);
        QByteArray picture(50'000, Qt::Uninitialized);
        for (qsizetype i = 0; i < picture.size(); ++i)
            picture[i] = static_cast<char>(i * 31);
        const auto send = [this, picture] {
            m_from.start();
            m_connection->send(
                QCborValue(QCborMap{{u"image_bytes"_s, picture},
                                    {u"prompt"_s, u"a red kite over green hills"_s},
                                    {u"request_id"_s, QString::number(m_done + 1)}}));
        };
        connect(m_connection.get(), &RealtimeConnection::resultArrived, this,
                [this, send](const QCborValue &) {
                    m_waits.push_back(static_cast<double>(m_from.nsecsElapsed()) / 1e6);
                    if (++m_done < m_count) {
                        send();
                        return;
                    }
                    m_waits.erase(m_waits.begin());
                    m_result.insert(u"median_ms"_s, percentile(m_waits, 0.5));
                    m_result.insert(u"p99_ms"_s, percentile(m_waits, 0.99));
                    end();
                });
        connect(m_connection.get(), &RealtimeConnection::errorArrived, this,
                [](const Error &error) {
                    std::fprintf(stderr, "%s\n", qPrintable(error.message));
                    QCoreApplication::exit(1);
                });
        send();
    }

    void upload()
    {
        const double before = peakMegabytes();
        then(m_client.storage().upload(m_file), [this, before] {
            m_result.insert(u"growth_mb"_s, peakMegabytes() - before);
            end();
        });
    }

private:
    void ask(const QByteArray &method, const QByteArray &url, const QByteArray &body,
             std::function<void(const QJsonObject &)> next)
    {
        QNetworkRequest request(QUrl::fromEncoded(url));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        QNetworkReply *reply =
            method == "GET" ? m_manager.get(request) : m_manager.post(request, body);
        connect(reply, &QNetworkReply::finished, this, [reply, next = std::move(next)] {
            reply->deleteLater();
            next(QJsonDocument::fromJson(reply->readAll()).object());
        });
    }

    void then(FalReply *reply, std::function<void()> next)
    {
        connect(reply, &FalReply::succeeded, this, std::move(next));
        connect(reply, &FalReply::failed, this, [](const Error &error) {
            std::fprintf(stderr, "%s\n", qPrintable(error.message));
            QCoreApplication::exit(1);
        });
    }

    void end()
    {
        m_result.insert(u"seconds"_s, static_cast<double>(m_timer.nsecsElapsed()) / 1e9);
        std::printf("%s\n", toJson(m_result).constData());
        QCoreApplication::exit(0);
    }

    FalClient &m_client;
    int m_count;
    QString m_file;
    QElapsedTimer m_timer;
    QJsonObject m_result;
    int m_done = 0;
    std::unique_ptr<RealtimeConnection> m_connection;
    QElapsedTimer m_from;
    std::vector<double> m_waits;
    QNetworkAccessManager m_manager;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 4)
        return 2;
    const QString name = arguments.at(1);
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(QUrl(arguments.at(2)));
    options.key = Secret("bench-id:bench-secret");
    FalClient client(std::move(options));
    Scenario scenario(client, arguments.at(3).toInt(), arguments.value(4));
    QTimer::singleShot(0, &scenario, [&scenario, name] {
        if (name == u"sequential")
            scenario.sequential();
        else if (name == u"bare")
            scenario.bare();
        else if (name == u"parallel")
            scenario.parallel();
        else if (name == u"sse")
            scenario.sse();
        else if (name == u"realtime")
            scenario.realtime();
        else if (name == u"upload")
            scenario.upload();
        else
            QCoreApplication::exit(2);
    });
    return QCoreApplication::exec();
}
