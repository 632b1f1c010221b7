#include "ui/form/picture/picturewait.h"

#include "core/media/picturefetch.h"
#include "core/media/webpictures.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

namespace peregrine {

namespace {

constexpr int leastWidth = 380;
constexpr int progressSteps = 1000;

} // namespace

PictureWait::PictureWait(WebPictures &pictures, FormPicture picture, QWidget *parent)
    : QDialog(parent)
    , m_pictures(pictures)
    , m_picture(std::move(picture))
    , m_words(new QLabel(this))
    , m_progress(new QProgressBar(this))
{
    setObjectName(QStringLiteral("pictureWait"));
    setWindowTitle(tr("Loading “%1”").arg(m_picture.title));
    setMinimumWidth(leastWidth);
    m_words->setObjectName(QStringLiteral("pictureWait.words"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("How much of the picture is there"));

    auto *buttons = new QDialogButtonBox;
    m_again = buttons->addButton(tr("Try again"), QDialogButtonBox::ActionRole);
    m_again->setObjectName(QStringLiteral("pictureWait.again"));
    m_close = buttons->addButton(QDialogButtonBox::Cancel);
    connect(m_again, &QPushButton::clicked, this, &PictureWait::start);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space4, theme::space3, theme::space4, theme::space3);
    layout->setSpacing(theme::space2);
    layout->addWidget(m_words);
    layout->addWidget(m_progress);
    layout->addWidget(buttons);
    start();
}

PictureWait::~PictureWait()
{
    giveUp();
}

void PictureWait::done(int result)
{
    giveUp();
    QDialog::done(result);
}

void PictureWait::giveUp()
{
    if (m_fetch)
        m_fetch->disconnect(this);
    delete m_fetch;
}

void PictureWait::start()
{
    giveUp();
    const QUrl url(m_picture.address.trimmed());
    m_words->setText(tr("Loading the picture from %1…").arg(url.host()));
    m_words->setPalette(palette());
    m_progress->setRange(0, 0);
    m_progress->show();
    m_again->hide();
    m_close->setText(tr("Cancel"));
    m_close->setFocus();

    m_fetch = m_pictures.fetch(url, m_picture.kind);
    connect(m_fetch, &PictureFetch::progressed, this, &PictureWait::showProgress);
    connect(m_fetch, &PictureFetch::failed, this,
            [this](const Error &error) { showProblem(error.message); });
    connect(m_fetch, &PictureFetch::arrived, this, [this](const QImage &picture) {
        // It deletes itself.
        m_fetch = nullptr;
        accept();
        Q_EMIT arrived(picture);
    });
}

void PictureWait::showProgress(qint64 bytes, qint64 total)
{
    const QString there = QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
    m_progress->setToolTip(there);
    if (total <= 0)
        return;
    m_progress->setRange(0, progressSteps);
    m_progress->setValue(static_cast<int>(bytes * progressSteps / total));
}

void PictureWait::showProblem(const QString &words)
{
    m_fetch = nullptr;
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, theme::color(theme::Tone::Danger, colours));
    m_words->setPalette(colours);
    m_words->setText(words);
    m_progress->hide();
    m_again->show();
    m_again->setFocus();
    m_close->setText(tr("Close"));
}

} // namespace peregrine
