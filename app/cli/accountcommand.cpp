#include "app/cli/accountcommand.h"

#include "core/fal/catalog/platformservice.h"

#include <QDate>
#include <QLocale>

namespace peregrine::cli {

using namespace Qt::StringLiterals;

namespace {

QJsonObject moneyJson(const Money &money)
{
    return {{u"amount"_s, money.amount}, {u"currency"_s, money.currency}};
}

QString moneyText(const QJsonObject &money)
{
    return u"%1 %2"_s.arg(QLocale().toString(money.value(u"amount").toDouble(), 'f', 2),
                          money.value(u"currency").toString());
}

} // namespace

void AccountCommand::start()
{
    FalClient *server = client();
    if (!server)
        return;
    m_facts.insert(u"server"_s, context().server);
    m_facts.insert(u"profile"_s, context().profile.name);
    m_facts.insert(u"has_key"_s, server->transport().hasKey());
    FalCall<AccountBilling> *call = server->platform().billing();
    connect(call, &FalReply::succeeded, this, [this, call] {
        m_facts.insert(u"username"_s, call->value().username);
        if (call->value().balance)
            m_facts.insert(u"balance"_s, moneyJson(*call->value().balance));
        askUsage();
    });
    connect(call, &FalReply::failed, this, [this](const Error &error) {
        if (error.kind == Error::Kind::Network || error.kind == Error::Kind::Unauthorized) {
            fail(error);
            return;
        }
        m_facts.insert(u"balance_problem"_s, error.message);
        askUsage();
    });
}

void AccountCommand::askUsage()
{
    UsageQuery query;
    const QDate today = QDateTime::currentDateTimeUtc().date();
    query.start = QDate(today.year(), today.month(), 1).startOfDay(Qt::UTC);
    query.end = QDateTime::currentDateTimeUtc();
    query.timeframe = u"day"_s;
    FalCall<UsageReport> *call = client()->platform().usage(query);
    connect(call, &FalReply::succeeded, this, [this, call] {
        if (const auto total = call->value().total())
            m_facts.insert(u"spent_this_month"_s, moneyJson(*total));
    });
    connect(call, &FalReply::failed, this,
            [this](const Error &error) { m_facts.insert(u"usage_problem"_s, error.message); });
    connect(call, &FalReply::finished, this, &AccountCommand::tell);
}

void AccountCommand::tell()
{
    if (output().json()) {
        output().document(m_facts);
        Q_EMIT finished(ExitDone);
        return;
    }
    const auto fact = [this](const QString &name) { return m_facts.value(name); };
    output().text(tr("Server: %1").arg(fact(u"server"_s).toString()));
    output().text(fact(u"has_key"_s).toBool() ? tr("There is a key.") : tr("There is no key."));
    if (const QString name = fact(u"username"_s).toString(); !name.isEmpty())
        output().text(tr("Account: %1").arg(name));
    if (fact(u"balance"_s).isObject())
        output().text(tr("Left to spend: %1").arg(moneyText(fact(u"balance"_s).toObject())));
    if (fact(u"spent_this_month"_s).isObject())
        output().text(
            tr("Spent this month: %1").arg(moneyText(fact(u"spent_this_month"_s).toObject())));
    for (const QString &name : {u"balance_problem"_s, u"usage_problem"_s}) {
        if (fact(name).isString())
            output().note(fact(name).toString());
    }
    Q_EMIT finished(ExitDone);
}

} // namespace peregrine::cli
