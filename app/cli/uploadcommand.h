#pragma once

#include "app/cli/command.h"

#include <QStringList>

namespace peregrine::cli {

/// peregrine-cli upload FILE...
class UploadCommand final : public Command
{
    Q_OBJECT

public:
    UploadCommand(Context context, QStringList files);
    void start() override;

private:
    void next();

    QStringList m_files;
    qsizetype m_position = 0;
};

} // namespace peregrine::cli
