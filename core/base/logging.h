#pragma once

#include <QLoggingCategory>

// Categories are peregrine.<module>. Default level Info; QT_LOGGING_RULES overrides. Log sentences
// are not translated, and never carry a key, an input or a query.
Q_DECLARE_LOGGING_CATEGORY(lcFal)
Q_DECLARE_LOGGING_CATEGORY(lcJobs)
Q_DECLARE_LOGGING_CATEGORY(lcLibrary)
Q_DECLARE_LOGGING_CATEGORY(lcMedia)
Q_DECLARE_LOGGING_CATEGORY(lcLocalServer)
Q_DECLARE_LOGGING_CATEGORY(lcUi)
