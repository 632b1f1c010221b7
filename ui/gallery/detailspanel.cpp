#include "ui/gallery/detailspanel.h"

#include "core/base/json.h"
#include "core/catalog/priceestimate.h"
#include "ui/theme/theme.h"
#include "ui/viewer/assetactions.h"
#include "ui/viewer/assettext.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QJsonObject>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBrowser>
#include <QTextOption>
#include <QVBoxLayout>

namespace peregrine {

namespace {

/// Data URIs and very long texts are shown by their beginning.
constexpr qsizetype maxValue = 4000;

QString cut(const QString &text)
{
    return text.size() > maxValue ? text.left(maxValue) + QChar(u'…') : text;
}

QString shown(const QJsonValue &value)
{
    if (value.isString())
        return cut(value.toString());
    if (value.isBool())
        return value.toBool() ? DetailsPanel::tr("yes") : DetailsPanel::tr("no");
    if (value.isNull())
        return DetailsPanel::tr("none");
    return cut(QString::fromUtf8(toJson(value)));
}

QString moment(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat)
                          : QString();
}

QString seconds(double value, int decimals)
{
    //: a time in seconds
    return DetailsPanel::tr("%1 s").arg(QLocale().toString(value, 'f', decimals));
}

QString span(const QDateTime &from, const QDateTime &until)
{
    if (!from.isValid() || !until.isValid() || until < from)
        return {};
    return seconds(double(from.msecsTo(until)) / 1000, 1);
}

/// Names of inputs have no spaces: they break after an underscore, not in the middle of a word.
QString breakable(const QString &name)
{
    return name.toHtmlEscaped().replace(QLatin1Char('_'), QStringLiteral("_&#8203;"));
}

/// Values come from servers and files: never as markup.
QString escaped(const QString &text)
{
    return text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
}

QString price(const JobCost &cost)
{
    const auto best = cost.best();
    if (!best)
        return {};
    const QString amount = moneyText({*best, QStringLiteral("USD")});
    //: the price of a job; %1 is an amount of money
    return cost.billed ? amount : DetailsPanel::tr("≈ %1 (estimated)").arg(amount);
}

QPushButton *makeButton(const QString &text, const QString &icon, QWidget *parent)
{
    auto *button = new QPushButton(theme::icon(icon), text, parent);
    button->setAutoDefault(false);
    parent->layout()->addWidget(button);
    return button;
}

} // namespace

DetailsPanel::DetailsPanel(const AssetActions &actions, QWidget *parent)
    : QWidget(parent)
    , m_text(new QTextBrowser(this))
    , m_buttons(new QWidget(this))
{
    setMinimumWidth(220);
    m_text->setObjectName(QStringLiteral("details"));
    m_text->setAccessibleName(tr("Details"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->setTabChangesFocus(true);
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Ids, paths and URLs have no spaces to break at.
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->document()->setDocumentMargin(theme::space3);

    auto *column = new QVBoxLayout(m_buttons);
    column->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space3);
    column->setSpacing(theme::space2);
    QPushButton *reuse = makeButton(tr("Use inputs again"), QStringLiteral("reuse"), m_buttons);
    reuse->setObjectName(QStringLiteral("detailsReuse"));
    QPushButton *folder = makeButton(tr("Show in folder"), QStringLiteral("folder"), m_buttons);
    folder->setObjectName(QStringLiteral("detailsFolder"));
    QPushButton *copy = makeButton(tr("Copy all details"), QStringLiteral("copy"), m_buttons);
    copy->setObjectName(QStringLiteral("detailsCopy"));
    connect(reuse, &QPushButton::clicked, actions.reuse(), &QAction::trigger);
    connect(folder, &QPushButton::clicked, actions.showInFolder(), &QAction::trigger);
    connect(copy, &QPushButton::clicked, this, &DetailsPanel::copyAll);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_buttons);
    clear();
}

void DetailsPanel::setAsset(const Asset &asset)
{
    if (m_asset == asset)
        return;
    m_asset = asset;
    m_many.clear();
    if (m_job && m_job->id != asset.job)
        m_job.reset();
    rebuild();
    m_text->verticalScrollBar()->setValue(0);
}

void DetailsPanel::setJob(const Job &job)
{
    if (!m_asset || m_asset->job != job.id)
        return;
    m_job = job;
    rebuild();
}

void DetailsPanel::setMany(const QList<Asset> &assets)
{
    m_asset.reset();
    m_job.reset();
    m_many = assets;
    rebuild();
}

void DetailsPanel::clear()
{
    setMany({});
}

void DetailsPanel::rebuild()
{
    m_lines.clear();
    QString html;
    if (m_asset) {
        const QString prompt = m_job ? m_job->title() : m_asset->title;
        if (assettext::isLocalPreview(m_asset->endpoint))
            html += note(tr("Local preview, not a model's work."));
        html += section(tr("Model"),
                        {{QString(), m_asset->modelTitle}, {QString(), m_asset->endpoint}});
        html += section(tr("Prompt"), {{QString(), cut(prompt)}});
        if (m_job)
            html += section(tr("Inputs"), inputRows());
        html += section(tr("Request"), requestRows());
        html += section(tr("File"), fileRows());
    } else if (!m_many.isEmpty()) {
        qint64 bytes = 0;
        for (const Asset &asset : std::as_const(m_many))
            bytes += asset.bytes;
        html = section(tr("%n result(s) chosen", nullptr, int(m_many.size())),
                       {{tr("Size of the files"), assettext::bytes(bytes)}});
    } else {
        html = note(tr("Choose a result to see what made it."));
    }
    const int place = m_text->verticalScrollBar()->value();
    m_text->setHtml(html);
    m_text->verticalScrollBar()->setValue(place);
    m_buttons->setVisible(m_asset.has_value());
}

QString DetailsPanel::note(const QString &text) const
{
    const QString colour = theme::color(theme::Tone::TextMuted, palette()).name();
    return QStringLiteral("<p style=\"color:%1\">%2</p>").arg(colour, escaped(text));
}

QString DetailsPanel::section(const QString &title, const QList<Row> &rows)
{
    const QString muted = theme::color(theme::Tone::TextMuted, palette()).name();
    QString html;
    for (const auto &[name, value] : rows) {
        if (value.trimmed().isEmpty())
            continue;
        if (name.isEmpty()) {
            html += QStringLiteral("<tr><td colspan=\"2\">%1</td></tr>").arg(escaped(value));
        } else {
            html += QStringLiteral("<tr><td width=\"38%\" style=\"color:%1;padding-right:8px\">%2"
                                   "</td><td width=\"62%\">%3</td></tr>")
                        .arg(muted, breakable(name), escaped(value));
        }
        m_lines.append(tr("%1: %2").arg(name.isEmpty() ? title : name, value));
    }
    if (html.isEmpty())
        return {};
    return QStringLiteral("<p style=\"margin-top:10px;margin-bottom:2px;font-weight:600\">%1</p>"
                          "<table width=\"100%\" cellspacing=\"0\" cellpadding=\"1\">%2</table>")
        .arg(escaped(title), html);
}

QList<DetailsPanel::Row> DetailsPanel::inputRows() const
{
    QList<Row> rows;
    const QString prompt = m_job->title();
    for (auto member = m_job->input.constBegin(); member != m_job->input.constEnd(); ++member) {
        // The prompt stands above, whole.
        if (member.value().isString() && member.value().toString() == prompt)
            continue;
        rows.append({member.key(), shown(member.value())});
    }
    for (const LocalFile &file : m_job->files)
        rows.append({jsonPointerParts(file.pointer).join(QLatin1Char('.')),
                     QFileInfo(file.path).fileName()});
    return rows;
}

QList<DetailsPanel::Row> DetailsPanel::requestRows() const
{
    if (!m_job)
        return {{tr("Made"), moment(m_asset->createdAt)}};
    const auto seed = m_job->seed();
    const QDateTime ran = m_job->startedAt.isValid() ? m_job->startedAt : m_job->submittedAt;
    const double inference = m_job->inferenceSeconds;
    return {
        {tr("Seed"), seed ? QString::number(*seed) : QString()},
        {tr("Sent"), moment(m_job->submittedAt)},
        {tr("In the queue"), span(m_job->submittedAt, m_job->startedAt)},
        {tr("Ran"), span(ran, m_job->endedAt)},
        {tr("Model's own time"), inference > 0 ? seconds(inference, 2) : QString()},
        {tr("Cost"), price(m_job->cost)},
        {tr("Server"), m_job->server},
        {tr("Request id"), m_job->request.toString()},
    };
}

QList<DetailsPanel::Row> DetailsPanel::fileRows() const
{
    const QFileInfo info(m_asset->path);
    const QString kind =
        m_asset->mimeType.isEmpty() ? assettext::kind(m_asset->kind) : m_asset->mimeType;
    return {
        {tr("Name"), info.fileName()},
        {tr("Kind"), kind},
        {tr("Pixels"), assettext::pixels(m_asset->size)},
        {tr("Length"), m_asset->duration > 0 ? assettext::duration(m_asset->duration) : QString()},
        {tr("Size"), assettext::bytes(m_asset->bytes)},
        {tr("Folder"), QDir::toNativeSeparators(info.absolutePath())},
    };
}

void DetailsPanel::copyAll()
{
    QGuiApplication::clipboard()->setText(asText());
}

void DetailsPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        rebuild();
    QWidget::changeEvent(event);
}

} // namespace peregrine
