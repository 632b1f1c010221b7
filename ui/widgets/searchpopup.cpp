#include "ui/widgets/searchpopup.h"

#include "ui/theme/theme.h"
#include "ui/widgets/tonelabel.h"

#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

SearchPopup::SearchPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_hint(new ToneLabel(theme::Tone::TextMuted, this))
    , m_column(new QVBoxLayout(this))
{
    m_search->setClearButtonEnabled(true);
    m_search->addAction(theme::icon(QStringLiteral("search"), theme::Tone::TextMuted),
                        QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_list->setFrameShape(QFrame::NoFrame);
    // It lies on the popup's own surface.
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->hide();
    setFocusProxy(m_search);

    m_column->setContentsMargins(theme::space2, theme::space2, theme::space2, theme::space2);
    m_column->setSpacing(theme::space2);
    m_column->addWidget(m_search);
    m_column->addWidget(m_list, 1);
    m_column->addWidget(m_hint, 1);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &words) {
        filter(words);
        selectFirst();
    });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { choose(index); });
}

void SearchPopup::setNames(const QString &name, const QString &searchName,
                           const QString &placeholder)
{
    setAccessibleName(name);
    m_list->setAccessibleName(name);
    m_search->setAccessibleName(searchName);
    m_search->setPlaceholderText(placeholder);
}

void SearchPopup::openBeneath(QWidget &anchor, QSize least)
{
    m_search->clear();
    filter({});
    selectFirst();
    const QRect room = anchor.screen()->availableGeometry();
    const QPoint corner = anchor.mapToGlobal(QPoint(0, anchor.height() + 2));
    const QSize size(std::min(std::max(anchor.width(), least.width()), room.width()),
                     std::min(least.height(), room.height()));
    QRect place(corner, size);
    if (place.bottom() > room.bottom())
        place.moveBottom(anchor.mapToGlobal(QPoint(0, -2)).y());
    if (place.top() < room.top())
        place.moveBottom(room.bottom());
    place.moveLeft(std::clamp(place.left(), room.left(), room.right() - place.width() + 1));
    setGeometry(place);
    show();
    m_search->setFocus(Qt::PopupFocusReason);
}

void SearchPopup::selectFirst()
{
    m_list->setCurrentIndex(m_list->model() ? m_list->model()->index(0, 0) : QModelIndex());
    m_list->scrollToTop();
}

void SearchPopup::setHint(const QString &words)
{
    m_hint->setText(words);
    m_hint->setVisible(!words.isEmpty());
    m_list->setVisible(words.isEmpty());
}

bool SearchPopup::takeKey(QKeyEvent &event)
{
    Q_UNUSED(event)
    return false;
}

bool SearchPopup::openContextMenu()
{
    return false;
}

bool SearchPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::ContextMenu) {
        const auto *menu = static_cast<QContextMenuEvent *>(event);
        return menu->reason() == QContextMenuEvent::Keyboard && openContextMenu();
    }
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QCoreApplication::sendEvent(m_list, event);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!takeKey(*key) && m_list->currentIndex().isValid())
            choose(m_list->currentIndex());
        return true;
    default:
        return takeKey(*key) || QFrame::eventFilter(watched, event);
    }
}

void SearchPopup::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(theme::Tone::SurfaceRaised, palette()));
    painter.setPen(theme::color(theme::Tone::BorderStrong, palette()));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace peregrine
