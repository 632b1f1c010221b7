#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/presets/formdraft.h"

#include <QByteArray>
#include <QList>

namespace peregrine::draftfile {

/// Drafts kept; the newest come first.
inline constexpr qsizetype maxDrafts = 40;
inline constexpr qint64 maxBytes = maxDrafts * (FormDraft::maxValuesBytes + 64 * 1024);

struct Contents
{
    QList<FormDraft> drafts;
    /// How many others there were that make no sense.
    int broken = 0;
};

/// Drafts that are too large are left out.
[[nodiscard]] QByteArray write(const QList<FormDraft> &drafts);
/// A file of somebody else's or of a newer program is an error; the message is a sentence about
/// what is wrong with it.
[[nodiscard]] Expected<Contents, Error> read(const QByteArray &bytes);

/// Writes them in one go. Blocks.
[[nodiscard]] Expected<Done, Error> save(const QList<FormDraft> &drafts, const QString &path);
/// Nothing where there is no file. Blocks.
[[nodiscard]] Expected<Contents, Error> load(const QString &path);

} // namespace peregrine::draftfile
