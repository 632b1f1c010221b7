#include "core/base/logging.h"

Q_LOGGING_CATEGORY(lcFal, "peregrine.fal", QtInfoMsg)
Q_LOGGING_CATEGORY(lcJobs, "peregrine.jobs", QtInfoMsg)
Q_LOGGING_CATEGORY(lcLibrary, "peregrine.library", QtInfoMsg)
Q_LOGGING_CATEGORY(lcMedia, "peregrine.media", QtInfoMsg)
Q_LOGGING_CATEGORY(lcLocalServer, "peregrine.localserver", QtInfoMsg)
Q_LOGGING_CATEGORY(lcUi, "peregrine.ui", QtInfoMsg)
