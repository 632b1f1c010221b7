#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QString>

#include <utility>

namespace peregrine {

/// Content for fal's storage: a file on disk, which is read while it goes out, or bytes in memory.
struct FalFile
{
    /// Absolute path; empty: bytes.
    QString path;
    QByteArray bytes;
    /// The name that the server is told. Empty: the path's, else one made from the type.
    QString fileName;
    /// MIME type. Empty: found from content and name, else application/octet-stream.
    QString contentType;

    [[nodiscard]] static FalFile atPath(QString path)
    {
        FalFile file;
        file.path = std::move(path);
        return file;
    }

    friend bool operator==(const FalFile &, const FalFile &) = default;
};

/// A model's input. Files go up first and their URLs take their places, as fal's JavaScript client
/// does with every Blob in an input.
struct FalInput
{
    // No default constructor: an input written as {} would not know which overload to take.
    FalInput(QJsonObject json) // NOLINT(google-explicit-constructor): most inputs have no files
        : values(std::move(json))
    { }
    FalInput(QJsonObject json, QMap<QString, FalFile> filesAt)
        : values(std::move(json))
        , files(std::move(filesAt))
    { }

    QJsonObject values;
    /// By JSON pointer into the values: "/image_url", "/loras/0/path".
    QMap<QString, FalFile> files;
};

} // namespace peregrine
