#pragma once

#include "app/cli/command.h"
#include "core/fal/objectlifecycle.h"

#include <QStringList>

namespace peregrine::cli {

/// peregrine-cli upload FILE... [--expires TIME]
class UploadCommand final : public Command
{
    Q_OBJECT

public:
    UploadCommand(Context context, QStringList files, ObjectLifecycle lifecycle);
    void start() override;

private:
    void next();

    QStringList m_files;
    ObjectLifecycle m_lifecycle;
    qsizetype m_position = 0;
};

} // namespace peregrine::cli
