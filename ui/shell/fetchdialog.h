#pragma once

#include "core/fal/catalog/platformtypes.h"
#include "core/jobs/requestreference.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace peregrine {

class RecentRequests;
class ToneLabel;

/// Asks which request that was sent from elsewhere is to be brought into the library: by its id, an
/// address, or from the list of the account's newest ones. open() it and wait for chosen().
class FetchDialog : public QDialog
{
    Q_OBJECT

public:
    /// `endpoint`: whose ids are meant where only an id is given, and whose requests are listed.
    /// The requests must outlive it.
    FetchDialog(RecentRequests &requests, const QString &server, const EndpointId &endpoint,
                QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const peregrine::RequestReference &reference);

private:
    void take();
    void showRequests(const QList<RequestRecord> &requests);

    EndpointId m_endpoint;
    QLineEdit *m_text;
    QListWidget *m_list;
    QLabel *m_listWords;
    ToneLabel *m_problem;
    QPushButton *m_fetch = nullptr;
};

} // namespace peregrine
