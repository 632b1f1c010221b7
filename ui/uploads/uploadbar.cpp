#include "ui/uploads/uploadbar.h"

#include "ui/theme/theme.h"
#include "ui/uploads/uploadpopup.h"

#include <QPainter>
#include <QPainterPath>

namespace peregrine {

namespace {

constexpr int refreshMs = 120;
constexpr int iconEdge = 16;
constexpr int trackHeight = 3;

QString iconOf(UploadSummary::Look look)
{
    switch (look) {
    case UploadSummary::Look::Busy:
        return QStringLiteral("upload");
    case UploadSummary::Look::Trouble:
        return QStringLiteral("warning");
    case UploadSummary::Look::Stopped:
        return QStringLiteral("pause");
    case UploadSummary::Look::Done:
        return QStringLiteral("check");
    }
    Q_UNREACHABLE();
}

theme::Tone toneOf(UploadSummary::Look look)
{
    switch (look) {
    case UploadSummary::Look::Busy:
        return theme::Tone::Accent;
    case UploadSummary::Look::Trouble:
        return theme::Tone::Danger;
    case UploadSummary::Look::Stopped:
        return theme::Tone::TextMuted;
    case UploadSummary::Look::Done:
        return theme::Tone::Success;
    }
    Q_UNREACHABLE();
}

} // namespace

UploadBar::UploadBar(UploadTray &tray, Thumbnailer &thumbnails, QWidget *parent)
    : QAbstractButton(parent)
    , m_tray(tray)
    , m_thumbnails(thumbnails)
{
    setObjectName(QStringLiteral("uploadBar"));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setToolTip(tr("Each file with its progress"));
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(refreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &UploadBar::refresh);
    const auto soon = [this] {
        if (!m_refresh.isActive())
            m_refresh.start();
    };
    connect(&tray, &UploadTray::changed, this, soon);
    connect(&tray, &UploadTray::filesChanged, this, &UploadBar::refresh);
    connect(this, &QAbstractButton::clicked, this, &UploadBar::openPopup);
    refresh();
}

void UploadBar::refresh()
{
    m_summary = summaryOf(m_tray);
    setVisible(!m_tray.files().isEmpty());
    setAccessibleName(m_summary.words);
    update();
}

void UploadBar::openPopup()
{
    if (!m_popup) {
        m_popup = new UploadPopup(m_tray, m_thumbnails, this);
        connect(m_popup, &UploadPopup::removeRequested, this, &UploadBar::removeRequested);
    }
    m_popup->openAbove(*this);
}

QSize UploadBar::sizeHint() const
{
    return {200, fontMetrics().height() + 2 * theme::space2 + trackHeight};
}

QSize UploadBar::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

void UploadBar::paintEvent(QPaintEvent *)
{
    using theme::Tone;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool raised = underMouse() || isDown();
    QPainterPath ground;
    ground.addRoundedRect(box, theme::radiusControl, theme::radiusControl);
    painter.fillPath(ground, theme::color(raised ? Tone::SurfaceRaised : Tone::Surface, palette()));
    const Tone tone = toneOf(m_summary.look);
    if (m_summary.look == UploadSummary::Look::Busy) {
        painter.save();
        painter.setClipPath(ground);
        const QRectF track(box.left(), box.bottom() - trackHeight, box.width(), trackHeight);
        painter.fillRect(track, theme::color(Tone::Border, palette()));
        QRectF done = track;
        done.setWidth(track.width() * m_summary.part);
        if (isRightToLeft())
            done.moveRight(track.right());
        painter.fillRect(done, theme::color(tone, palette()));
        painter.restore();
    }
    painter.setPen(QPen(theme::color(hasFocus() ? Tone::Accent : Tone::Border, palette()),
                        hasFocus() ? 1.5 : 1));
    painter.drawPath(ground);

    const QRect inner = rect().adjusted(theme::space2, 0, -theme::space2, -trackHeight);
    const auto placed = [this](const QRect &place) {
        return QStyle::visualRect(layoutDirection(), rect(), place);
    };
    const QRect icon(inner.left(), inner.center().y() - iconEdge / 2, iconEdge, iconEdge);
    const QRect chevron(inner.right() - iconEdge, icon.top(), iconEdge, iconEdge);
    theme::icon(iconOf(m_summary.look), tone).paint(&painter, placed(icon));
    theme::icon(QStringLiteral("chevron-up"), Tone::TextMuted).paint(&painter, placed(chevron));
    const QRect text(icon.right() + theme::space2, inner.top(),
                     chevron.left() - icon.right() - 2 * theme::space2, inner.height());
    painter.setPen(m_summary.look == UploadSummary::Look::Trouble
                       ? theme::color(tone, palette())
                       : palette().color(QPalette::WindowText));
    painter.drawText(placed(text), Qt::AlignVCenter | Qt::AlignLeading,
                     fontMetrics().elidedText(m_summary.words, Qt::ElideRight, text.width()));
}

} // namespace peregrine
