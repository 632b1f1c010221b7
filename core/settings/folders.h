#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QCoreApplication>
#include <QProcessEnvironment>
#include <QString>

namespace peregrine {

/// Where everything of one profile lies on disk; all paths are absolute. The window and
/// peregrine-cli resolve the same ones.
struct Folders
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::Folders)

public:
    /// With a data folder, from --data-dir or else PEREGRINE_DATA_DIR, everything is under it.
    /// Otherwise the platform's places (XDG on Linux), results in Pictures/Peregrine.
    [[nodiscard]] static Folders
    resolve(const QString &dataDirOption,
            const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());

    [[nodiscard]] const QString &data() const { return m_data; }
    [[nodiscard]] QString database() const;
    [[nodiscard]] const QString &results() const { return m_results; }
    /// What may be deleted at any time: thumbnails, the catalogue's copies.
    [[nodiscard]] const QString &cache() const { return m_cache; }
    [[nodiscard]] QString settingsFile() const;
    /// What forms held that was not sent.
    [[nodiscard]] QString drafts() const;
    /// Of the programs that work on this library, one file for each.
    [[nodiscard]] QString runs() const;
    /// The embedded server's uploads and results.
    [[nodiscard]] QString localServer() const;

    /// Pictures from the clipboard, until they are sent.
    [[nodiscard]] QString pasted() const;
    /// Lists for prompts, which the user writes.
    [[nodiscard]] QString wildcards() const;

    /// Results go to another folder, the user's choice; an empty one changes nothing.
    void setResults(const QString &folder);

    /// Makes the folders and proves that they can be written, before anything is opened in them.
    /// The error says in words for people which folder is unusable and what to do. Blocks.
    [[nodiscard]] Expected<Done, Error> prepare() const;

private:
    QString m_data;
    QString m_results;
    QString m_cache;
    QString m_config;
};

} // namespace peregrine
