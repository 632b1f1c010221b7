#include "ui/catalog/modeldetails.h"

#include "ui/catalog/modeltext.h"
#include "ui/theme/theme.h"

#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

namespace {

constexpr QSize pictureSize(268, 168);
constexpr qsizetype maxFamily = 12;
/// Before an endpoint's id in the links of this pane.
constexpr QLatin1String modelLink("model:");

QLabel *makeText(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QString licenceWords(const QString &licence)
{
    if (licence == u"commercial")
        return ModelDetails::tr("Commercial use");
    if (licence == u"research")
        return ModelDetails::tr("Research only");
    if (licence == u"private")
        return ModelDetails::tr("Private");
    return licence;
}

QString callWords(const ModelCard &card)
{
    QStringList ways{ModelDetails::tr("queue")};
    if (card.streamUrl.isValid())
        ways.append(ModelDetails::tr("stream"));
    if (card.hasRealtime)
        ways.append(ModelDetails::tr("realtime"));
    return ways.join(QStringLiteral(", "));
}

QString takesWords(double minutes)
{
    if (minutes < 1)
        return ModelDetails::tr("about %n second(s)", nullptr, qRound(minutes * 60));
    return ModelDetails::tr("about %n minute(s)", nullptr, qRound(minutes));
}

QString dateWords(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime().date(), QLocale::ShortFormat)
                          : QString();
}

QString linkTo(const QString &target, const QString &text)
{
    return QStringLiteral("<a href=\"%1\">%2</a>")
        .arg(target.toHtmlEscaped(), text.toHtmlEscaped());
}

QString linkTo(const EndpointId &endpoint, const QString &text)
{
    return linkTo(modelLink + endpoint.toString(), text);
}

} // namespace

QUrl pageOf(const EndpointId &endpoint)
{
    const QString id = endpoint.toString();
    if (id.isEmpty() || id.startsWith(QLatin1String("local/")))
        return {};
    QUrl page(QStringLiteral("https://fal.ai/models"));
    page.setPath(QStringLiteral("/models/") + id);
    return page;
}

ModelDetails::ModelDetails(QWidget *parent)
    : QWidget(parent)
    , m_picture(new QLabel)
    , m_title(makeText(nullptr))
    , m_endpoint(makeText(nullptr))
    , m_facts(new QFormLayout)
    , m_description(makeText(nullptr))
    , m_open(new QPushButton(tr("Open in Create")))
    , m_page(new QPushButton(theme::icon(QStringLiteral("external")), tr("Page at fal")))
{
    setObjectName(QStringLiteral("modelDetails"));
    setAccessibleName(tr("About the model"));
    m_picture->setFixedSize(pictureSize);
    m_picture->setAccessibleName(tr("Example picture"));
    QFont bold = font();
    bold.setPointSizeF(bold.pointSizeF() * 1.2);
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_endpoint->setForegroundRole(QPalette::PlaceholderText);
    m_facts->setHorizontalSpacing(theme::space3);
    m_facts->setVerticalSpacing(theme::space1);
    m_facts->setRowWrapPolicy(QFormLayout::DontWrapRows);
    m_open->setProperty("primary", true);
    m_open->setObjectName(QStringLiteral("openModel"));
    m_page->setObjectName(QStringLiteral("modelPage"));

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(theme::space4, theme::space3, theme::space4, theme::space3);
    column->setSpacing(theme::space3);
    column->addWidget(m_picture);
    column->addWidget(m_title);
    column->addWidget(m_endpoint);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_open);
    buttons->addWidget(m_page);
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addLayout(m_facts);
    column->addWidget(m_description);
    column->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    // A word that is too long to be broken can be scrolled to; the rest fits beside the bar.
    setMinimumWidth(pictureSize.width() + 2 * theme::space4
                    + scroll->verticalScrollBar()->sizeHint().width());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);

    m_description->setTextFormat(Qt::MarkdownText);
    m_description->setTextInteractionFlags(Qt::TextBrowserInteraction);
    connect(m_description, &QLabel::linkActivated, this, &ModelDetails::openLink);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openRequested(m_card.endpoint); });
    connect(m_page, &QPushButton::clicked, this,
            [this] { Q_EMIT pageRequested(pageOf(m_card.endpoint)); });
}

QLabel *ModelDetails::addFact(const QString &name, const QString &value)
{
    if (value.isEmpty())
        return nullptr;
    auto *label = new QLabel(name);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    QLabel *text = makeText(nullptr);
    text->setText(value);
    text->setAccessibleName(QStringLiteral("%1: %2").arg(name, value));
    m_facts->addRow(label, text);
    return text;
}

void ModelDetails::addLinks(const QString &name, const QStringList &links)
{
    QLabel *text = addFact(name, links.join(QStringLiteral("<br>")));
    if (!text)
        return;
    text->setTextFormat(Qt::RichText);
    text->setTextInteractionFlags(Qt::TextBrowserInteraction);
    text->setAccessibleName(name);
    // Another model on show takes the label away, which must not happen while it tells of a click.
    connect(text, &QLabel::linkActivated, this, &ModelDetails::openLink, Qt::QueuedConnection);
}

void ModelDetails::addFamily(const QList<ModelCard> &family)
{
    QStringList links;
    for (const ModelCard &card : family) {
        if (links.size() == maxFamily) {
            links.append(
                tr("and %n more", nullptr, int(family.size() - maxFamily)).toHtmlEscaped());
            break;
        }
        const auto same = std::count_if(family.cbegin(), family.cend(), [&card](const auto &other) {
            return other.familyLabel == card.familyLabel;
        });
        // A label that several have tells nothing.
        const bool tells = !card.familyLabel.isEmpty() && same == 1;
        const QString text = tells ? card.familyLabel : card.title;
        links.append(linkTo(card.endpoint, text));
    }
    addLinks(tr("Family"), links);
}

void ModelDetails::addModels(const QString &name, const QList<EndpointId> &endpoints)
{
    QStringList links;
    for (const EndpointId &endpoint : endpoints)
        links.append(linkTo(endpoint, endpoint.toString()));
    addLinks(name, links);
}

void ModelDetails::openLink(const QString &link)
{
    if (link.startsWith(modelLink)) {
        if (const auto endpoint = EndpointId::parse(link.mid(modelLink.size())))
            Q_EMIT modelRequested(*endpoint);
        return;
    }
    const QUrl url(link, QUrl::StrictMode);
    if (url.scheme() == u"https" || url.scheme() == u"http")
        Q_EMIT pageRequested(url);
}

void ModelDetails::showModel(const ModelCard &card, const QPixmap &picture,
                             const QList<ModelCard> &family)
{
    m_card = card;
    m_title->setText(card.title);
    m_endpoint->setText(card.endpoint.toString());
    while (m_facts->rowCount() > 0)
        m_facts->removeRow(0);
    if (card.isListed)
        addFact(tr("For"), modeltext::category(card.category));
    const QString price = modeltext::price(card);
    const bool isLocal = !pageOf(card.endpoint).isValid();
    addFact(tr("Price"), isLocal ? tr("free") : price.isEmpty() ? tr("not known") : price);
    if (card.typicalMinutes)
        addFact(tr("Takes"), takesWords(*card.typicalMinutes));
    if (card.licenseUrl.isValid() && !card.license.isEmpty())
        addLinks(
            tr("Licence"),
            {linkTo(card.licenseUrl.toString(QUrl::FullyEncoded), licenceWords(card.license))});
    else
        addFact(tr("Licence"), licenceWords(card.license));
    addFact(tr("Calls"), callWords(card));
    if (card.status == ModelCard::Status::Deprecated)
        addFact(tr("State"), tr("Deprecated: it may go away"));
    if (!card.isListed)
        addFact(tr("State"), tr("Not in the server's list"));
    if (card.kind == ModelCard::Kind::Training)
        addFact(tr("Kind"), tr("Training"));
    addFamily(family);
    addModels(tr("Trained by"), card.trainers);
    addModels(tr("Trains"), card.trains);
    addFact(tr("Published"), dateWords(card.publishedAt));
    addFact(tr("Updated"), dateWords(card.updatedAt));
    addFact(tr("Tags"), card.tags.join(QStringLiteral(", ")));
    m_description->setText(modeltext::safeMarkdown(card.description));
    m_page->setVisible(pageOf(card.endpoint).isValid());
    setPicture(picture);
}

void ModelDetails::setPicture(const QPixmap &picture)
{
    const qreal ratio = devicePixelRatioF();
    QPixmap shown(pictureSize * ratio);
    shown.setDevicePixelRatio(ratio);
    shown.fill(Qt::transparent);
    QPainter painter(&shown);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QRectF frame(0, 0, pictureSize.width(), pictureSize.height());
    QPainterPath clip;
    clip.addRoundedRect(frame, theme::radiusCard, theme::radiusCard);
    painter.setClipPath(clip);
    painter.fillRect(frame, theme::color(theme::Tone::Stage, palette()));
    if (picture.isNull()) {
        theme::icon(modeltext::categoryIcon(m_card.category), theme::Tone::TextMuted)
            .paint(&painter, QRect(frame.center().toPoint() - QPoint(18, 18), QSize(36, 36)));
    } else {
        const QSizeF size =
            QSizeF(picture.size()).scaled(frame.size(), Qt::KeepAspectRatioByExpanding);
        painter.drawPixmap(QRectF(QPointF((frame.width() - size.width()) / 2,
                                          (frame.height() - size.height()) / 2),
                                  size),
                           picture, QRectF(picture.rect()));
    }
    painter.end();
    m_picture->setPixmap(shown);
}

} // namespace peregrine
