#pragma once

#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QString>

namespace peregrine {

/// A file on this machine that stands for an input until it is uploaded.
struct FileInput
{
    /// JSON pointer into the input: "/image_url", "/loras/0/path".
    QString pointer;
    /// Absolute path.
    QString path;

    friend bool operator==(const FileInput &, const FileInput &) = default;
};

/// A filled form: what is sent. Where a file of this machine stands, input holds null.
struct FormValues
{
    QJsonObject input;
    QList<FileInput> files;

    friend bool operator==(const FormValues &, const FormValues &) = default;
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::FormValues)
