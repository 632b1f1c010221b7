#pragma once

#include <QMenu>

namespace peregrine {

class FalServers;

/// Where requests can go. What cannot be chosen now says why.
class ServerMenu : public QMenu
{
    Q_OBJECT

public:
    /// The servers must outlive it.
    explicit ServerMenu(const FalServers &servers, QWidget *parent = nullptr);

Q_SIGNALS:
    void serverChosen(const QString &server);
};

} // namespace peregrine
