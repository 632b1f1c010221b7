#include "ui/uploads/uploadrow.h"

#include "core/base/async.h"
#include "core/media/thumbnailer.h"
#include "core/schema/mediahints.h"
#include "ui/theme/theme.h"
#include "ui/uploads/uploadwords.h"
#include "ui/widgets/tonelabel.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace peregrine {

namespace {

constexpr int pictureEdge = 40;

} // namespace

UploadRow::UploadRow(const QString &path, Thumbnailer &thumbnails, QWidget *parent)
    : QWidget(parent)
    , m_path(path)
    , m_picture(new QLabel(this))
    , m_name(new QLabel(this))
    , m_words(new ToneLabel(theme::Tone::TextMuted, this))
    , m_progress(new QProgressBar(this))
{
    setObjectName(QStringLiteral("uploadRow"));
    m_picture->setFixedSize(pictureEdge, pictureEdge);
    m_picture->setAlignment(Qt::AlignCenter);
    const auto kind = mediaKindOfFileName(path).value_or(MediaKind::Other);
    const QString icon =
        kind == MediaKind::Image ? QStringLiteral("image") : QStringLiteral("folder");
    m_picture->setPixmap(theme::icon(icon, theme::Tone::TextMuted).pixmap(pictureEdge / 2));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_name->setToolTip(path);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(3);
    m_progress->setRange(0, 1000);

    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_name);
    texts->addWidget(m_words);
    texts->addWidget(m_progress);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme::space2, theme::space2, theme::space1, theme::space2);
    row->setSpacing(theme::space2);
    row->addWidget(m_picture);
    row->addLayout(texts, 1);
    m_stop = addButton(QStringLiteral("cancel"), tr("Stop the upload"));
    m_stop->setObjectName(QStringLiteral("stopUpload"));
    m_retry = addButton(QStringLiteral("retry"), tr("Upload again"));
    m_retry->setObjectName(QStringLiteral("retryUpload"));
    m_remove = addButton(QStringLiteral("trash"), tr("Take it out of the form"));
    m_remove->setObjectName(QStringLiteral("removeUpload"));
    connect(m_stop, &QToolButton::clicked, this, &UploadRow::stopRequested);
    connect(m_retry, &QToolButton::clicked, this, &UploadRow::retryRequested);
    connect(m_remove, &QToolButton::clicked, this, &UploadRow::removeRequested);

    if (kind != MediaKind::Other) {
        whenDone(this, thumbnails.thumbnail(path, kind), [this](const LoadedImage &image) {
            if (!image)
                return;
            const QSize size = m_picture->size() * devicePixelRatioF();
            QPixmap picture = QPixmap::fromImage(
                image->scaled(size, Qt::KeepAspectRatio, Qt::SmoothTransformation));
            picture.setDevicePixelRatio(devicePixelRatioF());
            m_picture->setPixmap(picture);
        });
    }
}

QToolButton *UploadRow::addButton(const QString &icon, const QString &text)
{
    auto *button = new QToolButton(this);
    button->setIcon(theme::icon(icon));
    button->setAutoRaise(true);
    button->setToolTip(text);
    const QString name = QFileInfo(m_path).fileName();
    //: %1 is what the button does, %2 the file's name
    button->setAccessibleName(tr("%1: %2").arg(text, name));
    layout()->addWidget(button);
    return button;
}

void UploadRow::show(const UploadState &state)
{
    using Step = UploadState::Step;
    const bool busy = state.step == Step::Waiting || state.step == Step::Sending;
    const bool failed = state.step == Step::Failed;
    m_details = uploadWords(state);
    m_words->setTone(failed ? theme::Tone::Danger : theme::Tone::TextMuted);
    m_words->setToolTip(failed ? state.problem : QString());
    m_progress->setVisible(busy);
    m_progress->setValue(state.total > 0 ? int(state.sent * 1000 / state.total) : 0);
    m_stop->setVisible(busy);
    m_retry->setVisible(failed || state.step == Step::Stopped);
    elide();
    setAccessibleName(QFileInfo(m_path).fileName());
    setAccessibleDescription(m_details);
}

void UploadRow::elide()
{
    m_name->setText(m_name->fontMetrics().elidedText(QFileInfo(m_path).fileName(), Qt::ElideMiddle,
                                                     m_name->width()));
    m_words->setText(
        m_words->fontMetrics().elidedText(m_details, Qt::ElideRight, m_words->width()));
}

void UploadRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    elide();
}

} // namespace peregrine
