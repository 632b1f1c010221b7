#pragma once

#include "core/schema/openapireader.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

/// The schema of one of our own documents in tests/data/schemas.
inline peregrine::ModelSchema ownSchema(const QString &name)
{
    QFile file(QStringLiteral(PEREGRINE_TEST_DATA "/schemas/%1.json").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no such fixture");
    const auto read =
        peregrine::OpenApiReader::read(QJsonDocument::fromJson(file.readAll()).object());
    if (!read)
        qFatal("the fixture cannot be read");
    return *read;
}
