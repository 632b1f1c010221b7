#pragma once

#include "core/settings/setting.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace peregrine::settings {

/// 0 follows the system, 1 is light, 2 is dark: the order of theme::Appearance.
inline constexpr Setting<int> appearance{"appearance/mode", 0,
                                         [](const int &mode) { return mode >= 0 && mode <= 2; }};

/// QWidget::saveGeometry() of the main window.
inline const Setting<QByteArray> windowGeometry{"window/geometry", {}};
/// Splitters and docks of the areas.
inline const Setting<QByteArray> createLayout{"window/createLayout", {}};
inline const Setting<QByteArray> libraryLayout{"window/libraryLayout", {}};

/// The chosen server: "fal", "local" or a base URL; empty while no choice was made.
inline const Setting<QString> server{"server/current", {}};
/// Profiles as JSON text, and the name of the one in use; see ProfileRepository.
inline const Setting<QString> profiles{"profiles/list", {}};
inline const Setting<QString> profile{"profiles/current", {}};
/// No waiting job is sent until the user goes on with the queue.
inline constexpr Setting<bool> queuePaused{"queue/paused", false};
/// Of batches that end while nobody looks at the window.
inline constexpr Setting<bool> notifications{"notifications/enabled", true};
inline constexpr Setting<bool> notificationSound{"notifications/sound", false};
/// The computer does not go to sleep by itself while jobs are under way.
inline constexpr Setting<bool> keepAwake{"power/keepAwake", false};
/// QueuePanel::saveState().
inline const Setting<QByteArray> queueView{"queue/view", {}};
/// The large view goes on to the next result when one was judged by key.
inline constexpr Setting<bool> goOnAfterJudging{"library/goOnAfterJudging", true};
/// Where results are kept; empty: the usual place of Folders.
inline const Setting<QString> resultsFolder{"folders/results", {}};
/// Endpoint ids, in the order in which they were marked.
inline const Setting<QStringList> favourites{"models/favourites", {}};
/// Endpoint ids that the account has as favourites and that were taken off here.
inline const Setting<QStringList> unfavourites{"models/unfavourites", {}};
/// Endpoint ids that were opened last, the newest first.
inline const Setting<QStringList> recentModels{"models/recent", {}};
/// What a call was copied as last: a name of codeLanguageName().
inline const Setting<QString> codeLanguage{"code/language", {}};

} // namespace peregrine::settings
