#include "ui/form/editors/mediaadder.h"

#include "ui/form/editors/dropzone.h"
#include "ui/form/editors/mediawords.h"
#include "ui/form/fieldeditor.h"
#include "ui/form/fieldrow.h"
#include "ui/form/formcontext.h"
#include "ui/theme/theme.h"
#include "ui/widgets/dialogs.h"

#include <QLineEdit>
#include <QPointer>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace peregrine {

MediaAdder::MediaAdder(const FieldSpec &list, const QString &pointer, FormContext &context,
                       QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_kind(list.children.constFirst().mediaKind)
    , m_title(list.title)
    , m_name(fieldObjectName(pointer))
    , m_zone(new DropZone(m_kind, this))
    , m_address(new QLineEdit(this))
{
    m_zone->showEmpty(dropInvitation(m_kind, true));
    m_zone->setAccessibleName(m_title);
    if (m_context.pickAsset && m_kind != MediaKind::Other) {
        QToolButton *library = addButton(QStringLiteral("library"), tr("Choose from the library"),
                                         QStringLiteral("library"));
        connect(library, &QToolButton::clicked, this,
                [this, library] { chooseFromLibrary(library); });
    }
    QToolButton *paste =
        addButton(QStringLiteral("paste"), tr("Paste a picture, files or an address"),
                  QStringLiteral("paste"));
    connect(paste, &QToolButton::clicked, m_zone, &DropZone::paste);
    QToolButton *link =
        addButton(QStringLiteral("link"), tr("Type a web address"), QStringLiteral("link"));
    connect(link, &QToolButton::clicked, this, &MediaAdder::openAddressLine);

    m_address->setPlaceholderText(QStringLiteral("https://"));
    m_address->setAccessibleName(tr("Web address to add to “%1”").arg(m_title));
    m_address->setToolTip(tr("Enter adds it to the list."));
    m_address->setObjectName(m_name + QStringLiteral(".address"));
    m_address->setClearButtonEnabled(true);
    m_address->hide();
    m_context.watchText(m_address);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space1);
    layout->addWidget(m_zone);
    layout->addWidget(m_address);

    connect(m_zone, &DropZone::dropped, this, &MediaAdder::given);
    connect(m_zone, &DropZone::chooseRequested, this, &MediaAdder::chooseFiles);
    connect(m_zone, &DropZone::nothingToPaste, this, [this] {
        Q_EMIT m_context.messageForUser(tr("The clipboard holds nothing for “%1”.").arg(m_title));
    });
    connect(m_address, &QLineEdit::editingFinished, this, &MediaAdder::takeAddress);
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), m_address);
    escape->setContext(Qt::WidgetShortcut);
    connect(escape, &QShortcut::activated, this, &MediaAdder::closeAddressLine);
}

QToolButton *MediaAdder::addButton(const QString &icon, const QString &words, const QString &part)
{
    QToolButton *button = makeQuietButton(icon, words, m_zone);
    button->setObjectName(m_name + u'.' + part);
    button->setFixedSize(26, 26);
    button->setIconSize({16, 16});
    button->setFocusPolicy(Qt::StrongFocus);
    m_zone->addButton(button);
    return button;
}

void MediaAdder::chooseFiles()
{
    m_context.dialogs.openFiles(this, tr("Choose files for “%1”").arg(m_title), fileFilter(m_kind),
                                [this](const QStringList &paths) {
                                    if (!paths.isEmpty())
                                        Q_EMIT given({paths, {}, {}});
                                });
}

void MediaAdder::chooseFromLibrary(QWidget *anchor)
{
    m_context.pickAsset(anchor, m_kind, [adder = QPointer<MediaAdder>(this)](const QString &path) {
        if (adder)
            Q_EMIT adder->given({{path}, {}, {}});
    });
}

void MediaAdder::openAddressLine()
{
    m_address->show();
    m_address->setFocus(Qt::OtherFocusReason);
}

void MediaAdder::closeAddressLine()
{
    m_address->clear();
    m_zone->setFocus(Qt::OtherFocusReason);
    m_address->hide();
}

void MediaAdder::takeAddress()
{
    const QString address = m_address->text().trimmed();
    m_address->clear();
    // By Enter one goes on typing: the next address.
    if (!m_address->hasFocus())
        m_address->hide();
    if (!address.isEmpty())
        Q_EMIT given({{}, {}, address});
}

} // namespace peregrine
