#pragma once

#include "core/base/ids.h"
#include "core/jobs/judgement.h"

#include <QString>
#include <QStringList>

namespace peregrine {

/// All that a person has added to one asset: what undo puts back.
struct AssetMarks
{
    AssetId id;
    Judgement judgement;
    QStringList tags;
    QString note;

    friend bool operator==(const AssetMarks &, const AssetMarks &) = default;
};

} // namespace peregrine
