#include "ui/uploads/uploadwords.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace peregrine {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::UploadWords)
};

QString sizeWords(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

/// Speed and what it still takes; as far as they are known.
QStringList paceWords(qint64 left, qint64 bytesPerSecond)
{
    if (bytesPerSecond <= 0)
        return {};
    //: a speed, %1 is "1.2 MB"
    QStringList words{Words::tr("%1/s").arg(sizeWords(bytesPerSecond))};
    const qint64 seconds = left / bytesPerSecond + 1;
    if (seconds < 60)
        words.append(Words::tr("%n s left", nullptr, int(seconds)));
    else
        words.append(
            Words::tr("%n min left", nullptr, int(std::min<qint64>((seconds + 59) / 60, 9999))));
    return words;
}

QString joined(const QStringList &words)
{
    return words.join(QStringLiteral(" · "));
}

} // namespace

QString uploadWords(const UploadState &state)
{
    using Step = UploadState::Step;
    switch (state.step) {
    case Step::Waiting:
        return Words::tr("Waits for its turn");
    case Step::Sending:
        if (state.total <= 0)
            return Words::tr("Being read");
        return joined(
            QStringList{Words::tr("%1 of %2").arg(sizeWords(state.sent), sizeWords(state.total))}
            + paceWords(state.total - state.sent, state.bytesPerSecond));
    case Step::Done:
        return state.remembered ? Words::tr("Was there already, nothing sent")
                                : Words::tr("Uploaded");
    case Step::Failed:
        return state.problem;
    case Step::Stopped:
        return Words::tr("Stopped; sent when a job needs it");
    }
    Q_UNREACHABLE();
}

UploadSummary summaryOf(const UploadTray &tray)
{
    using Step = UploadState::Step;
    int busy = 0;
    int failed = 0;
    int stopped = 0;
    int done = 0;
    qint64 rate = 0;
    qint64 sent = 0;
    qint64 total = 0;
    const QStringList &files = tray.files();
    for (const QString &path : files) {
        const auto state = tray.stateOf(path);
        if (!state)
            continue;
        busy += int(state->step == Step::Waiting || state->step == Step::Sending);
        failed += int(state->step == Step::Failed);
        stopped += int(state->step == Step::Stopped);
        done += int(state->step == Step::Done);
        if (state->step == Step::Sending) {
            rate += state->bytesPerSecond;
            sent += state->sent;
            total += state->total;
        }
    }
    UploadSummary summary;
    const double sending = total > 0 ? double(sent) / double(total) : 0;
    summary.part = files.isEmpty()
        ? 1
        : (done + (busy > 0 ? sending : 0)) / double(done + busy + failed + stopped);
    if (busy > 0) {
        summary.look = UploadSummary::Look::Busy;
        summary.words = joined(QStringList{Words::tr("Uploading %n file(s)", nullptr, busy)}
                               + paceWords(total - sent, rate));
    } else if (failed > 0) {
        summary.look = UploadSummary::Look::Trouble;
        summary.words = Words::tr("%n file(s) not uploaded", nullptr, failed);
    } else if (stopped > 0) {
        summary.look = UploadSummary::Look::Stopped;
        summary.words = Words::tr("%n upload(s) stopped", nullptr, stopped);
    } else {
        summary.words = Words::tr("%n file(s) uploaded", nullptr, done);
    }
    return summary;
}

} // namespace peregrine
