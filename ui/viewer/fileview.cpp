#include "ui/viewer/fileview.h"

#include "ui/viewer/assettext.h"
#include "ui/widgets/messagepage.h"

#include <QFileInfo>
#include <QPushButton>
#include <QVBoxLayout>

namespace peregrine {

FileView::FileView(QWidget *parent)
    : QWidget(parent)
    , m_message(new MessagePage(this))
{
    QPushButton *open = m_message->addButton(tr("Open with…"));
    open->setAccessibleName(tr("Open with the system's program"));
    QPushButton *folder = m_message->addButton(tr("Show in folder"));
    connect(open, &QPushButton::clicked, this, &FileView::openExternallyRequested);
    connect(folder, &QPushButton::clicked, this, &FileView::showInFolderRequested);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_message);
    setFocusProxy(open);
}

void FileView::setAsset(const Asset &asset)
{
    //: kind of a file, its size on disk
    m_message->setContent(
        assettext::iconName(asset.kind), QFileInfo(asset.path).fileName(),
        tr("%1, %2").arg(assettext::kind(asset.kind), assettext::bytes(asset.bytes)));
}

void FileView::setFailed(const Asset &asset, const QString &reason)
{
    m_message->setContent(QStringLiteral("warning"),
                          //: %1 is a file's name
                          tr("\"%1\" cannot be shown").arg(QFileInfo(asset.path).fileName()),
                          reason);
}

} // namespace peregrine
