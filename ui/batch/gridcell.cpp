#include "ui/batch/gridcell.h"

#include <QCoreApplication>

namespace peregrine {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::GridCell)
};

using State = GridCell::State;
using theme::Tone;

} // namespace

QString cellWords(State state)
{
    switch (state) {
    case State::Absent:
        return Words::tr("No job");
    case State::Waiting:
        return Words::tr("Waiting");
    case State::Running:
        return Words::tr("Running");
    case State::Done:
        return Words::tr("Done");
    case State::Failed:
        return Words::tr("Failed");
    case State::Canceled:
        return Words::tr("Canceled");
    case State::Unknown:
        return Words::tr("Unknown");
    }
    return {};
}

QString cellIcon(State state)
{
    switch (state) {
    case State::Absent:
        return QStringLiteral("minus");
    case State::Waiting:
        return QStringLiteral("clock");
    case State::Running:
        return QStringLiteral("play");
    case State::Done:
        return QStringLiteral("check");
    case State::Failed:
        return QStringLiteral("error");
    case State::Canceled:
        return QStringLiteral("close");
    case State::Unknown:
        return QStringLiteral("warning");
    }
    return {};
}

Tone cellTone(State state)
{
    switch (state) {
    case State::Running:
        return Tone::Accent;
    case State::Done:
        return Tone::Success;
    case State::Failed:
        return Tone::Danger;
    case State::Unknown:
        return Tone::Warning;
    case State::Absent:
    case State::Waiting:
    case State::Canceled:
        break;
    }
    return Tone::TextMuted;
}

State cellStateOf(JobState state)
{
    switch (state) {
    case JobState::Waiting:
    case JobState::Queued:
        return State::Waiting;
    case JobState::Uploading:
    case JobState::Submitting:
    case JobState::Running:
    case JobState::Canceling:
    case JobState::Fetching:
        return State::Running;
    case JobState::Done:
        return State::Done;
    case JobState::Failed:
        return State::Failed;
    case JobState::Canceled:
        return State::Canceled;
    case JobState::Unknown:
        return State::Unknown;
    }
    return State::Absent;
}

} // namespace peregrine
