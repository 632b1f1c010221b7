#pragma once

#include "core/schema/fieldspec.h"

namespace peregrine {

/// The branch of a union that a value belongs to. A member that names the branch decides (a
/// discriminator, or constants that differ); else the JSON type, then how many of its members the
/// branch knows, then how little of it breaks its rules. nullptr for a union without branches.
/// Total: a value that no branch admits belongs to the one it comes closest to.
[[nodiscard]] const FieldSpec *branchOf(const FieldSpec &united, const QJsonValue &value);

/// Whether it is a field for a file or a list of files.
[[nodiscard]] bool takesFiles(const FieldSpec &field);

/// The first branch of a union that takes files, -1 when none does.
[[nodiscard]] int fileBranch(const FieldSpec &united);

} // namespace peregrine
