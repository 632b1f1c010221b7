#pragma once

#include "core/schema/openapireader.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>

inline QJsonObject schemaDocument(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("a document cannot be opened");
    return QJsonDocument::fromJson(file.readAll()).object();
}

/// The OpenAPI documents of a folder and those in it, in a stable order.
inline QStringList schemaDocuments(const QString &folder)
{
    QStringList found;
    QDirIterator files(folder, {QStringLiteral("*.json")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (schemaDocument(path).contains(QStringLiteral("paths")))
            found.append(path);
    }
    found.sort();
    return found;
}

/// The schema of one of our own documents in tests/data/schemas.
inline peregrine::ModelSchema ownSchema(const QString &name)
{
    const auto read = peregrine::OpenApiReader::read(
        schemaDocument(QStringLiteral(PEREGRINE_TEST_DATA "/schemas/%1.json").arg(name)));
    if (!read)
        qFatal("the fixture cannot be read");
    return *read;
}
