#include "core/localserver/webhooks/webhookcourier.h"

#include "core/base/logging.h"

#include <QCoreApplication>

#include <utility>

namespace peregrine::localserver {

WebhookCourier::WebhookCourier(const QString &folder, const WebhookSigner &signer,
                               DeliveryRunner::Options options, std::shared_ptr<const Clock> clock)
    : m_store(folder)
    , m_signer(signer)
    , m_options(options)
    , m_clock(std::move(clock))
{
    m_thread.setObjectName(QStringLiteral("local server webhooks"));
}

WebhookCourier::~WebhookCourier()
{
    m_thread.quit();
    m_thread.wait();
}

Expected<Done, Error> WebhookCourier::open()
{
    if (m_store.open())
        return Done{};
    return Unexpected{Error::storage(QCoreApplication::translate(
        "peregrine::LocalServer", "The local server cannot make its folder for webhooks."))};
}

void WebhookCourier::start(const QString &base)
{
    const std::scoped_lock lock(m_mutex);
    m_runner = new DeliveryRunner(m_store, m_signer, m_options, m_clock, base);
    m_runner->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::started, m_runner, &DeliveryRunner::resume);
    QObject::connect(&m_thread, &QThread::finished, m_runner, &QObject::deleteLater);
    m_thread.start();
}

void WebhookCourier::completed(const StoredRequest &request)
{
    if (request.options.webhook.isEmpty())
        return;
    const std::scoped_lock lock(m_mutex);
    if (!m_store.save(PendingDelivery::of(request))) {
        qCWarning(lcLocalServer) << "Cannot keep the delivery of request" << request.id;
        return;
    }
    if (m_runner != nullptr) {
        QMetaObject::invokeMethod(m_runner,
                                  [runner = m_runner, id = request.id] { runner->add(id); });
    }
}

} // namespace peregrine::localserver
