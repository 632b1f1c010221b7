#include "ui/shell/fetchdialog.h"

#include "core/jobs/recentrequests.h"
#include "ui/theme/theme.h"
#include "ui/widgets/tonelabel.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace peregrine {

namespace {

constexpr qsizetype promptLength = 90;
constexpr int idRole = Qt::UserRole;
constexpr int endpointRole = Qt::UserRole + 1;

/// What was asked for, in one line.
QString wordsOf(const RequestRecord &record)
{
    const QString prompt = record.input.toObject().value(QStringLiteral("prompt")).toString();
    return prompt.isEmpty() ? record.request.toString() : prompt.simplified().left(promptLength);
}

} // namespace

FetchDialog::FetchDialog(RecentRequests &requests, const QString &server,
                         const EndpointId &endpoint, QWidget *parent)
    : QDialog(parent)
    , m_endpoint(endpoint)
    , m_text(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_listWords(new QLabel(this))
    , m_problem(new ToneLabel(theme::Tone::Danger, this))
{
    setObjectName(QStringLiteral("fetchDialog"));
    setWindowTitle(tr("Fetch a request"));
    auto *hint =
        new QLabel(tr("Brings the result of a request that was sent from elsewhere into the "
                      "library. Nothing is sent again, and it costs nothing."),
                   this);
    hint->setWordWrap(true);
    auto *label = new QLabel(tr("Request &id or address"), this);
    label->setBuddy(m_text);
    m_text->setObjectName(QStringLiteral("fetchText"));
    m_text->setClearButtonEnabled(true);
    m_text->setPlaceholderText(QStringLiteral("https://queue.fal.run/fal-ai/flux/requests/…"));
    m_list->setObjectName(QStringLiteral("fetchList"));
    m_list->setAccessibleName(tr("Newest requests of %1").arg(endpoint.toString()));
    // Long prompts are cut, not scrolled sideways.
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_listWords->setWordWrap(true);
    m_listWords->setForegroundRole(QPalette::PlaceholderText);
    m_listWords->setText(tr("Looking for the newest requests of %1…").arg(endpoint.toString()));
    m_problem->setWordWrap(true);
    m_problem->hide();

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_fetch = buttons->addButton(tr("Fetch"), QDialogButtonBox::AcceptRole);
    m_fetch->setObjectName(QStringLiteral("fetch"));
    m_fetch->setProperty("primary", true);
    m_fetch->setDefault(true);
    m_fetch->setEnabled(false);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space4, theme::space4, theme::space4, theme::space3);
    layout->setSpacing(theme::space2);
    layout->addWidget(hint);
    layout->addSpacing(theme::space1);
    layout->addWidget(label);
    layout->addWidget(m_text);
    layout->addWidget(m_problem);
    layout->addSpacing(theme::space1);
    layout->addWidget(m_listWords);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    resize(560, 460);

    connect(m_text, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_problem->hide();
        m_fetch->setEnabled(!text.trimmed().isEmpty());
    });
    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        if (item)
            m_text->setText(item->data(endpointRole).toString() + u' '
                            + item->data(idRole).toString());
    });
    connect(m_list, &QListWidget::itemActivated, this, &FetchDialog::take);
    connect(buttons, &QDialogButtonBox::accepted, this, &FetchDialog::take);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&requests, &RecentRequests::listed, this, &FetchDialog::showRequests);
    connect(&requests, &RecentRequests::failed, this, [this](const Error &error) {
        m_list->hide();
        m_listWords->setText(tr("The newest requests cannot be listed: %1").arg(error.message));
    });
    // What was copied for this is there at once.
    if (const QString copied = QGuiApplication::clipboard()->text();
        readRequestReference(copied, endpoint)) {
        m_text->setText(copied.simplified());
        m_text->selectAll();
    }
    m_text->setFocus();
    requests.ask(server, endpoint);
}

void FetchDialog::showRequests(const QList<RequestRecord> &requests)
{
    m_list->clear();
    m_list->setVisible(!requests.isEmpty());
    m_listWords->setText(
        requests.isEmpty()
            ? tr("%1 has no requests that could be listed.").arg(m_endpoint.toString())
            : tr("Newest requests of %1").arg(m_endpoint.toString()));
    const QLocale locale;
    for (const RequestRecord &request : requests) {
        auto *item = new QListWidgetItem(
            tr("%1  ·  %2", "time, prompt")
                .arg(locale.toString(request.sentAt.toLocalTime(), QLocale::ShortFormat),
                     wordsOf(request)),
            m_list);
        item->setData(idRole, request.request.toString());
        item->setData(endpointRole,
                      request.endpoint.isEmpty() ? m_endpoint.toString()
                                                 : request.endpoint.toString());
        item->setToolTip(
            QStringLiteral("<p>%1</p><p>%2</p>")
                .arg(wordsOf(request).toHtmlEscaped(), request.request.toString().toHtmlEscaped()));
    }
}

void FetchDialog::take()
{
    const auto reference = readRequestReference(m_text->text(), m_endpoint);
    if (!reference) {
        m_problem->setText(reference.error().message);
        m_problem->show();
        m_text->setFocus();
        return;
    }
    Q_EMIT chosen(*reference);
    accept();
}

} // namespace peregrine
