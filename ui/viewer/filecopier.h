#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QFuture>
#include <QList>
#include <QObject>
#include <QString>
#include <QThreadPool>

namespace peregrine {

/// Copies files on a thread of its own. A copy appears under its name only when it is whole, so an
/// existing file is replaced or left as it was. Deleting the copier gives up what is under way.
class FileCopier : public QObject
{
    Q_OBJECT

public:
    explicit FileCopier(QObject *parent = nullptr);
    ~FileCopier() override;

    /// Ends with copied() or failed(). Absolute paths; `to` is replaced when it exists.
    void copy(const QString &from, const QString &to);

Q_SIGNALS:
    void copied(const QString &to);
    /// For people: names the file and the reason.
    void failed(const QString &message);

private:
    using Copied = Expected<Done, Error>;

    QThreadPool m_pool;
    QList<QFuture<Copied>> m_running;
};

} // namespace peregrine
