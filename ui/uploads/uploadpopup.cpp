#include "ui/uploads/uploadpopup.h"

#include "core/uploads/uploadtray.h"
#include "ui/theme/theme.h"
#include "ui/uploads/uploadrow.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

namespace {

constexpr int narrowest = 440;
constexpr int tallest = 360;

bool canRetry(const UploadState &state)
{
    return state.step == UploadState::Step::Failed || state.step == UploadState::Step::Stopped;
}

} // namespace

UploadPopup::UploadPopup(UploadTray &tray, Thumbnailer &thumbnails, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_tray(tray)
    , m_thumbnails(thumbnails)
    , m_scroll(new QScrollArea(this))
    , m_all(new QPushButton(tr("Upload all again"), this))
{
    setObjectName(QStringLiteral("uploadPopup"));
    setAccessibleName(tr("Uploads"));
    setFrameShape(QFrame::StyledPanel);
    auto *title = new QLabel(tr("Uploads"), this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    m_all->setObjectName(QStringLiteral("retryAllUploads"));

    auto *content = new QWidget;
    m_list = new QVBoxLayout(content);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(0);
    m_list->addStretch(1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme::space2, theme::space1, theme::space1, 0);
    head->addWidget(title, 1);
    head->addWidget(m_all);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space1, theme::space1, theme::space1, theme::space1);
    layout->setSpacing(theme::space1);
    layout->addLayout(head);
    layout->addWidget(m_scroll, 1);

    connect(&tray, &UploadTray::filesChanged, this, &UploadPopup::takeFiles);
    connect(&tray, &UploadTray::changed, this, &UploadPopup::showState);
    connect(m_all, &QPushButton::clicked, this, [this] {
        const QStringList files = m_tray.files();
        for (const QString &path : files)
            m_tray.retry(path);
    });
    takeFiles();
}

void UploadPopup::takeFiles()
{
    const QStringList files = m_tray.files();
    const QStringList shown = m_rows.keys();
    for (const QString &path : shown) {
        if (!files.contains(path)) {
            // Its own button may be what took it out.
            UploadRow *row = m_rows.take(path);
            row->hide();
            row->deleteLater();
        }
    }
    for (const QString &path : files) {
        if (m_rows.contains(path))
            continue;
        auto *row = new UploadRow(path, m_thumbnails, this);
        connect(row, &UploadRow::stopRequested, this, [this, path] { m_tray.cancel(path); });
        connect(row, &UploadRow::retryRequested, this, [this, path] { m_tray.retry(path); });
        connect(row, &UploadRow::removeRequested, this,
                [this, path] { Q_EMIT removeRequested(path); });
        m_list->insertWidget(m_list->count() - 1, row);
        m_rows.insert(path, row);
        showState(path);
    }
    if (files.isEmpty())
        hide();
    else if (isVisible())
        fit();
}

void UploadPopup::showState(const QString &path)
{
    UploadRow *row = m_rows.value(path);
    const auto state = m_tray.stateOf(path);
    if (row && state)
        row->show(*state);
    const QStringList &files = m_tray.files();
    m_all->setVisible(std::any_of(files.cbegin(), files.cend(), [this](const QString &file) {
        const auto of = m_tray.stateOf(file);
        return of && canRetry(*of);
    }));
}

void UploadPopup::fit()
{
    const int bottom = geometry().bottom();
    const QSize wanted = m_scroll->widget()->sizeHint();
    const int head = layout()->sizeHint().height() - m_scroll->sizeHint().height();
    resize(width(), std::min(tallest, wanted.height() + head + 2 * theme::space1));
    move(x(), bottom - height() + 1);
}

void UploadPopup::openAbove(const QWidget &anchor)
{
    const QRect room = anchor.screen()->availableGeometry();
    resize(std::max(narrowest, anchor.width()), tallest);
    fit();
    QPoint at = anchor.mapToGlobal(QPoint(0, -height() - 2));
    if (at.y() < room.top())
        at.setY(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)).y());
    at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())));
    move(at);
    QFrame::show();
    setFocus(Qt::PopupFocusReason);
}

} // namespace peregrine
