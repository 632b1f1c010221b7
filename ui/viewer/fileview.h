#pragma once

#include "core/jobs/asset.h"

#include <QWidget>

class QPushButton;

namespace peregrine {

class MessagePage;

/// A file that is not shown here: what it is, and how to open it.
class FileView : public QWidget
{
    Q_OBJECT

public:
    explicit FileView(QWidget *parent = nullptr);

    void setAsset(const Asset &asset);
    /// As setAsset(), and why a file of a kind that is usually shown is not.
    void setFailed(const Asset &asset, const QString &reason);

Q_SIGNALS:
    void openExternallyRequested();
    void showInFolderRequested();

private:
    MessagePage *m_message = nullptr;
};

} // namespace peregrine
