#include "ui/catalog/modelpicker.h"

#include "ui/catalog/modellistmodel.h"
#include "ui/catalog/modelpickerpopup.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScreen>

namespace peregrine {

namespace {

constexpr int chevronEdge = 16;
constexpr int minPopupWidth = 360;
constexpr int popupHeight = 420;

QFont titleFont(const QFont &base)
{
    QFont font = base;
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont idFont(const QFont &base)
{
    QFont font = base;
    font.setPointSizeF(font.pointSizeF() * 0.92);
    return font;
}

} // namespace

ModelPicker::ModelPicker(QWidget *parent)
    : QAbstractButton(parent)
    , m_models(new ModelListModel(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, &ModelPicker::openPopup);
    showCurrent();
}

ModelPicker::~ModelPicker() = default;

void ModelPicker::setModels(const QList<ModelCard> &models)
{
    m_models->setModels(models);
    showCurrent();
}

void ModelPicker::setRecent(const QList<EndpointId> &recent)
{
    m_models->setRecent(recent);
}

void ModelPicker::setCurrent(const EndpointId &endpoint)
{
    m_current = endpoint;
    showCurrent();
}

void ModelPicker::showCurrent()
{
    const ModelCard *card = m_models->find(m_current);
    if (m_current.isEmpty())
        m_title = tr("Choose a model");
    else
        m_title = card ? card->title : m_current.toString();
    setAccessibleName(tr("Model: %1").arg(m_title));
    setAccessibleDescription(card ? card->description.left(300) : QString());
    setToolTip(m_current.toString());
    update();
}

void ModelPicker::openPopup()
{
    if (!m_popup) {
        m_popup = new ModelPickerPopup(*m_models, this);
        connect(m_popup, &ModelPickerPopup::modelChosen, this, [this](const EndpointId &endpoint) {
            setCurrent(endpoint);
            Q_EMIT modelChosen(endpoint);
        });
    }
    const QRect room = screen()->availableGeometry();
    QRect place(mapToGlobal(QPoint(0, height() + 2)),
                QSize(qMax(width(), minPopupWidth), popupHeight));
    if (place.bottom() > room.bottom())
        place.moveBottom(qMax(room.bottom(), place.top()) == place.top() ? place.bottom()
                                                                         : room.bottom());
    if (place.right() > room.right())
        place.moveRight(room.right());
    m_popup->openAt(place, m_current);
}

QSize ModelPicker::sizeHint() const
{
    return {220,
            QFontMetrics(titleFont(font())).height() + QFontMetrics(idFont(font())).height()
                + 2 * theme::space2};
}

QSize ModelPicker::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

void ModelPicker::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Return
        || event->key() == Qt::Key_Enter) {
        openPopup();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void ModelPicker::paintEvent(QPaintEvent *event)
{
    using theme::Tone;
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool raised = underMouse() || isDown();
    painter.setPen(QPen(theme::color(hasFocus() ? Tone::Accent : Tone::BorderStrong, palette()),
                        hasFocus() ? 1.5 : 1));
    painter.setBrush(theme::color(raised ? Tone::SurfaceRaised : Tone::Surface, palette()));
    painter.drawRoundedRect(box, theme::radiusControl, theme::radiusControl);

    const QRect inner =
        rect().adjusted(theme::space3, theme::space2, -theme::space2, -theme::space2);
    const QRect chevron(inner.right() - chevronEdge, inner.center().y() - chevronEdge / 2,
                        chevronEdge, chevronEdge);
    theme::icon(QStringLiteral("chevron-down"), Tone::TextMuted).paint(&painter, chevron);
    const int width = chevron.left() - theme::space2 - inner.left();
    const QFontMetrics titleMetrics(titleFont(font()));
    const QFontMetrics idMetrics(idFont(font()));
    painter.setFont(titleFont(font()));
    painter.setPen(palette().color(QPalette::ButtonText));
    painter.drawText(QRect(inner.left(), inner.top(), width, titleMetrics.height()),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     titleMetrics.elidedText(m_title, Qt::ElideRight, width));
    painter.setFont(idFont(font()));
    painter.setPen(theme::color(Tone::TextMuted, palette()));
    painter.drawText(
        QRect(inner.left(), inner.top() + titleMetrics.height(), width, idMetrics.height()),
        Qt::AlignLeft | Qt::AlignVCenter,
        idMetrics.elidedText(m_current.toString(), Qt::ElideMiddle, width));
}

} // namespace peregrine
