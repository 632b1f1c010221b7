#pragma once

#include "tests/support/scriptedserver.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace peregrine::test {

/// One request that fal's official client was recorded to send.
struct CapturedRequest
{
    QByteArray method;
    /// fal's own URL.
    QString url;
    QList<std::pair<QByteArray, QByteArray>> headers;
    /// As text; empty when there was none or it was binary.
    QByteArray body;
    bool hasTextBody = false;
    ScriptedAnswer answer;

    /// Empty when there is none; names in any case.
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
    /// The target under a base: /HOST/PATH?QUERY.
    [[nodiscard]] QByteArray target() const;
};

/// A recorded scenario of tests/data/captures.
class Capture
{
public:
    /// Ends the test program when the file is not there. Addresses in the answers are put under
    /// `base`, so that a client follows them there.
    Capture(const QString &scenario, const QUrl &base);

    [[nodiscard]] const QList<CapturedRequest> &requests() const { return m_requests; }
    /// What a callback of the client was given, in order: the recorded events of a type.
    [[nodiscard]] QJsonArray events(const QString &type) const;
    /// How the n-th call ended: its `resolved`, else its `rejected`.
    [[nodiscard]] QJsonValue outcome(qsizetype n) const;
    /// Tells the server to answer as the recorder did.
    void script(ScriptedServer &server) const;
    /// What differs between what was recorded and what was seen; empty when nothing that matters.
    [[nodiscard]] QString differences(const QList<SeenRequest> &seen) const;

private:
    QList<CapturedRequest> m_requests;
    QJsonArray m_events;
    QJsonArray m_calls;
};

} // namespace peregrine::test
