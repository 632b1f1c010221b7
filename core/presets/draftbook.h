#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/presets/formdraft.h"

#include <QFuture>
#include <QList>
#include <QObject>

#include <optional>

namespace peregrine {

/// What forms hold that was not sent, of the models used last, for the next start of the program.
/// In memory, and on disk by a thread of the pool: no call waits for the disk but the destructor,
/// which writes what is still to be written. failed() tells, once, when it cannot be kept or read;
/// the program works on without.
class DraftBook : public QObject
{
    Q_OBJECT

public:
    /// In this file, which is made when there is something to keep. Nothing is read before load().
    explicit DraftBook(QString file, QObject *parent = nullptr);
    ~DraftBook() override;

    /// What was put meanwhile counts for more than what is read.
    void load();
    /// load() is through, well or not. Nothing is written before.
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }

    /// Those changed last come first.
    [[nodiscard]] const QList<FormDraft> &drafts() const { return m_drafts; }
    [[nodiscard]] std::optional<FormValues> find(const QString &endpoint) const;
    void put(const QString &endpoint, const FormValues &values);
    void remove(const QString &endpoint);

Q_SIGNALS:
    void loaded();
    void failed(const peregrine::Error &error);

private:
    void save();
    void tell(const Error &error);

    QString m_file;
    QList<FormDraft> m_drafts;
    QFuture<Expected<Done, Error>> m_writing;
    bool m_isLoaded = false;
    bool m_isDirty = false;
    bool m_hasTold = false;
};

} // namespace peregrine
