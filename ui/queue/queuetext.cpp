#include "ui/queue/queuetext.h"

#include "core/catalog/priceestimate.h"
#include "ui/queue/jobtext.h"
#include "ui/queue/queuemodel.h"

#include <QCoreApplication>
#include <QLocale>

#include <limits>

namespace peregrine::queuetext {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::queuetext)
};

constexpr qsizetype longestTip = 600;
constexpr qsizetype longestSortText = 200;

/// As rich text, which wraps; what others wrote stays text in it.
QString toolTip(const Job &job)
{
    QStringList lines;
    for (const QString &text :
         {job.title(), job.modelTitle, job.error ? job.error->message : QString()}) {
        if (text.isEmpty())
            continue;
        const QString shown = text.size() > longestTip ? text.left(longestTip) + u'…' : text;
        lines.append(shown.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
    }
    return lines.isEmpty() ? QString()
                           : QStringLiteral("<p>%1</p>").arg(lines.join(QStringLiteral("</p><p>")));
}

/// What is not there stands behind all that is.
double timeNumber(const QDateTime &time)
{
    return time.isValid() ? static_cast<double>(time.toMSecsSinceEpoch())
                          : std::numeric_limits<double>::max();
}

QString timeText(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat)
                          : QString();
}

QString columnText(const QueueEntry &entry, int column)
{
    const Job &job = entry.job;
    switch (column) {
    case QueueModel::Title:
        return entry.title.simplified();
    case QueueModel::State:
        return jobtext::state(job.state);
    case QueueModel::Model:
        return job.modelTitle.isEmpty() ? job.endpoint.toString() : job.modelTitle;
    case QueueModel::Server:
        return job.server;
    case QueueModel::Created:
        return timeText(job.createdAt);
    case QueueModel::Started:
        return timeText(job.startedAt);
    case QueueModel::Took:
        return jobtext::elapsed(job, QDateTime::currentDateTimeUtc());
    case QueueModel::Cost:
        return cost(job.cost);
    case QueueModel::Request:
        return job.request.toString();
    default:
        return {};
    }
}

QString headTitle(const QueueGroup &group)
{
    // A head outlives its jobs by a moment: views may ask for it while its row is taken out.
    if (group.members.empty())
        return {};
    const QueueEntry &first = **group.members.cbegin();
    return Text::tr("%n job(s): %1", nullptr, static_cast<int>(group.members.size()))
        .arg(first.title.isEmpty() ? first.job.modelTitle : first.title.simplified());
}

} // namespace

QString columnTitle(int column)
{
    switch (column) {
    case QueueModel::Title:
        return Text::tr("Title");
    case QueueModel::State:
        return Text::tr("State");
    case QueueModel::Model:
        return Text::tr("Model");
    case QueueModel::Server:
        return Text::tr("Server");
    case QueueModel::Created:
        return Text::tr("Created");
    case QueueModel::Started:
        return Text::tr("Started");
    case QueueModel::Took:
        return Text::tr("Took");
    case QueueModel::Cost:
        return Text::tr("Cost");
    case QueueModel::Request:
        return Text::tr("Request id");
    default:
        return {};
    }
}

SortValue sortValue(const QueueEntry &entry, int column)
{
    const Job &job = entry.job;
    switch (column) {
    case QueueModel::State:
        return {static_cast<double>(queueKind(job.state)), jobtext::state(job.state)};
    case QueueModel::Created:
        return {timeNumber(job.createdAt), {}};
    case QueueModel::Started:
        return {timeNumber(job.startedAt), {}};
    case QueueModel::Took: {
        // Where it still counts, rows would move for ever.
        const QDateTime since = job.submittedAt.isValid() ? job.submittedAt : job.createdAt;
        const bool known = hasEnded(job.state) && since.isValid() && job.endedAt.isValid();
        return {known ? static_cast<double>(since.msecsTo(job.endedAt))
                      : std::numeric_limits<double>::max(),
                {}};
    }
    case QueueModel::Cost:
        return {job.cost.best().value_or(-1), {}};
    default:
        return {0, columnText(entry, column).left(longestSortText).toCaseFolded()};
    }
}

QVariant jobData(const QueueEntry &entry, int column, int role, const Circumstances &around)
{
    const Job &job = entry.job;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto summary = [&] {
        return job.state == JobState::Waiting
            ? jobtext::waiting(job, around.sentBefore, around.paused)
            : jobtext::summary(job, queueProgress(job, around.usual, now), now);
    };
    switch (role) {
    case QueueModel::JobRole:
        return QVariant::fromValue(job);
    case QueueModel::SummaryRole:
        return summary();
    case QueueModel::ProgressRole:
        if (const auto progress = queueProgress(job, around.usual, now))
            return QVariant::fromValue(*progress);
        return {};
    case Qt::DisplayRole:
        return columnText(entry, column);
    case Qt::DecorationRole:
        if (column == QueueModel::Title)
            return entry.picture;
        if (column == QueueModel::State)
            return theme::icon(jobtext::iconName(job.state), jobtext::tone(job.state));
        return {};
    case Qt::TextAlignmentRole:
        if (column == QueueModel::Took || column == QueueModel::Cost)
            return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
        return {};
    case Qt::ToolTipRole:
        return toolTip(job);
    case Qt::AccessibleTextRole:
        if (column == QueueModel::Title)
            return QStringLiteral("%1. %2. %3").arg(entry.title, job.modelTitle, summary());
        return columnText(entry, column);
    default:
        return {};
    }
}

QVariant headData(const QueueGroup &group, int role, bool folded)
{
    switch (role) {
    case QueueModel::GroupRole:
        return QVariant::fromValue(group.id);
    case QueueModel::SummaryRole:
        return counts(group.counts);
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return headTitle(group);
    case Qt::AccessibleTextRole:
        return (folded ? Text::tr("%1. %2. Folded.", "batch, counts")
                       : Text::tr("%1. %2. Unfolded.", "batch, counts"))
            .arg(headTitle(group), counts(group.counts));
    case QueueModel::CountsRole:
        return QVariant::fromValue(group.counts);
    case QueueModel::FoldedRole:
        return folded;
    default:
        return {};
    }
}

QString counts(const QueueCounts &counts)
{
    QStringList words;
    const auto add = [&words, &counts](QueueKind kind, auto text) {
        if (const int count = counts.of(kind); count > 0)
            words.append(text(count));
    };
    add(QueueKind::Done, [](int n) { return Text::tr("%n done", "jobs", n); });
    add(QueueKind::UnderWay, [](int n) { return Text::tr("%n under way", "jobs", n); });
    add(QueueKind::Waiting, [](int n) { return Text::tr("%n waiting", "jobs", n); });
    add(QueueKind::Failed, [](int n) { return Text::tr("%n failed", "jobs", n); });
    add(QueueKind::Unknown, [](int n) { return Text::tr("%n unknown", "jobs", n); });
    add(QueueKind::Canceled, [](int n) { return Text::tr("%n canceled", "jobs", n); });
    return words.join(QStringLiteral(", "));
}

QString kind(QueueKind kind)
{
    switch (kind) {
    case QueueKind::UnderWay:
        return Text::tr("Under way");
    case QueueKind::Waiting:
        return Text::tr("Waiting");
    case QueueKind::Done:
        return Text::tr("Done");
    case QueueKind::Failed:
        return Text::tr("Failed");
    case QueueKind::Canceled:
        return Text::tr("Canceled");
    case QueueKind::Unknown:
        return Text::tr("Unknown");
    }
    return {};
}

QString cost(const JobCost &cost)
{
    const auto best = cost.best();
    if (!best)
        return {};
    const QString amount = moneyText({*best, {}});
    return cost.billed ? amount : Text::tr("about %1", "an amount of money").arg(amount);
}

} // namespace peregrine::queuetext
