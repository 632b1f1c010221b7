#pragma once

#include "core/localserver/drawingslots.h"
#include "core/localserver/emulation/emulatedmodels.h"
#include "core/localserver/storage/filestore.h"

#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <optional>

/// Runs emulated models as the server's queue does, without a server: small pictures, short films.
class EmulationBench
{
public:
    explicit EmulationBench(const QString &folder);

    [[nodiscard]] const peregrine::localserver::EmulatedModels &models() const { return m_models; }
    /// The answer of a valid input, completed with its defaults; the faults of another as a 422.
    [[nodiscard]] peregrine::localserver::ModelAnswer run(const QString &endpoint,
                                                          const QJsonObject &input);
    /// What stopped the work when it was asked to at the first line of its log.
    [[nodiscard]] bool stopsAtOnce(const QString &endpoint, const QJsonObject &input);
    /// The bytes that an output's {url} names.
    [[nodiscard]] QByteArray bytesOf(const QJsonValue &file) const;
    /// Puts a file where inputs can name it.
    [[nodiscard]] QString upload(const QByteArray &bytes, const QByteArray &type);
    [[nodiscard]] const QStringList &log() const { return m_log; }

    /// The folder of the documents that come with the tests.
    [[nodiscard]] static QString ownDocuments();

private:
    std::optional<peregrine::localserver::ModelAnswer>
    runUntil(const peregrine::localserver::LocalModel &model, const QJsonObject &input,
             std::stop_source stop, bool stopAtFirstLine);

    QTemporaryDir m_folder;
    peregrine::localserver::FileStore m_files;
    peregrine::localserver::DrawingSlots m_slots;
    peregrine::localserver::EmulatedModels m_models;
    QStringList m_log;
};
