#include "ui/presets/presetsavepopup.h"

#include "core/presets/presetbook.h"
#include "core/presets/presetname.h"
#include "ui/theme/theme.h"
#include "ui/widgets/tonelabel.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QRadioButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

namespace {

constexpr int leastWidth = 320;
constexpr int previewEdge = 72;

} // namespace

PresetSavePopup::PresetSavePopup(PresetBook &book, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_book(book)
    , m_name(new QLineEdit(this))
    , m_some(new QRadioButton(tr("Only what I changed"), this))
    , m_all(new QRadioButton(tr("The whole form"), this))
    , m_withPrompts(new QCheckBox(tr("Prompts"), this))
    , m_withMedia(new QCheckBox(tr("Pictures and other files"), this))
    , m_withSeed(new QCheckBox(tr("Seed"), this))
    , m_withPicture(new QCheckBox(tr("Show it with the result on the stage"), this))
    , m_preview(new QLabel(this))
    , m_save(new QPushButton(this))
{
    setObjectName(QStringLiteral("presetSavePopup"));
    setAccessibleName(tr("Save as preset"));
    m_name->setObjectName(QStringLiteral("presetSaveName"));
    m_name->setPlaceholderText(tr("Name"));
    m_name->setAccessibleName(tr("Name of the preset"));
    m_name->setMaxLength(Preset::maxNameLength);
    m_some->setObjectName(QStringLiteral("presetSome"));
    m_some->setToolTip(tr("Applied over a form: its other fields stay as they are."));
    m_all->setObjectName(QStringLiteral("presetAll"));
    m_all->setToolTip(tr("Applied in place of a form: its other fields go to their defaults."));
    m_some->setChecked(true);
    m_withPrompts->setObjectName(QStringLiteral("presetPrompts"));
    m_withMedia->setObjectName(QStringLiteral("presetMedia"));
    m_withSeed->setObjectName(QStringLiteral("presetSeed"));
    m_withPicture->setObjectName(QStringLiteral("presetPicture"));
    m_withPrompts->setChecked(true);
    m_preview->setFixedSize(previewEdge, previewEdge);
    m_preview->setAlignment(Qt::AlignCenter);
    m_save->setObjectName(QStringLiteral("presetSaveButton"));
    m_save->setProperty("primary", true);

    auto *title = new QLabel(tr("Save as preset"), this);
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    auto *with = new ToneLabel(theme::Tone::TextMuted, this);
    with->setText(tr("With"));
    auto *pictureLine = new QHBoxLayout;
    pictureLine->addWidget(m_withPicture, 1);
    pictureLine->addWidget(m_preview);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space4, theme::space3, theme::space4, theme::space4);
    column->setSpacing(theme::space2);
    column->addWidget(title);
    column->addWidget(m_name);
    column->addSpacing(theme::space1);
    column->addWidget(m_some);
    column->addWidget(m_all);
    column->addSpacing(theme::space1);
    column->addWidget(with);
    column->addWidget(m_withPrompts);
    column->addWidget(m_withMedia);
    column->addWidget(m_withSeed);
    column->addLayout(pictureLine);
    column->addSpacing(theme::space1);
    column->addLayout(buttons);
    setFocusProxy(m_name);

    connect(m_name, &QLineEdit::textChanged, this, &PresetSavePopup::follow);
    connect(m_name, &QLineEdit::returnPressed, this, &PresetSavePopup::save);
    connect(m_save, &QPushButton::clicked, this, &PresetSavePopup::save);
    connect(cancel, &QPushButton::clicked, this, &QWidget::hide);
}

void PresetSavePopup::openBeneath(QWidget &anchor, const QString &endpoint, const QImage &picture)
{
    m_endpoint = endpoint;
    m_picture = picture;
    m_name->clear();
    m_withPicture->setVisible(!picture.isNull());
    m_withPicture->setChecked(!picture.isNull());
    m_preview->setVisible(!picture.isNull());
    if (!picture.isNull())
        m_preview->setPixmap(QPixmap::fromImage(
            picture.scaled(m_preview->size(), Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    follow();
    const QRect room = anchor.screen()->availableGeometry();
    const QSize size(std::max(leastWidth, anchor.width()), sizeHint().height());
    QPoint corner = anchor.mapToGlobal(QPoint(0, anchor.height() + 2));
    corner.setX(
        std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - size.width())));
    corner.setY(
        std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom() - size.height())));
    setGeometry(QRect(corner, size));
    show();
    m_name->setFocus(Qt::PopupFocusReason);
}

void PresetSavePopup::follow()
{
    const auto name = presetNameOf(m_name->text());
    m_save->setEnabled(name.hasValue());
    m_save->setText(name && m_book.find(m_endpoint, *name) ? tr("Overwrite") : tr("Save"));
}

void PresetSavePopup::save()
{
    const auto name = presetNameOf(m_name->text());
    if (!name)
        return;
    PresetContent content;
    content.scope = m_all->isChecked() ? Preset::Scope::All : Preset::Scope::Some;
    content.withPrompts = m_withPrompts->isChecked();
    content.withMedia = m_withMedia->isChecked();
    content.withSeed = m_withSeed->isChecked();
    hide();
    Q_EMIT saveRequested(*name, content, m_withPicture->isChecked() ? m_picture : QImage());
}

void PresetSavePopup::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(theme::Tone::SurfaceRaised, palette()));
    painter.setPen(theme::color(theme::Tone::BorderStrong, palette()));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace peregrine
