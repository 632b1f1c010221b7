#include "core/fal/storage/filestamp.h"

#include <chrono>
#include <filesystem>
#include <system_error>

namespace peregrine {

std::optional<FileStamp> FileStamp::of(const QString &path)
{
    const std::filesystem::path native(path.toStdU16String());
    std::error_code problem;
    const auto size = std::filesystem::file_size(native, problem);
    if (problem)
        return std::nullopt;
    const auto modified = std::filesystem::last_write_time(native, problem);
    if (problem)
        return std::nullopt;
    FileStamp stamp;
    stamp.size = static_cast<qint64>(size);
    stamp.modified =
        std::chrono::duration_cast<std::chrono::nanoseconds>(modified.time_since_epoch()).count();
    return stamp;
}

} // namespace peregrine
