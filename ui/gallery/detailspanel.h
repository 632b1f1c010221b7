#pragma once

#include "core/jobs/asset.h"
#include "core/jobs/job.h"

#include <QList>
#include <QPair>
#include <QWidget>

#include <optional>

class QPushButton;
class QTextBrowser;

namespace peregrine {

class AssetActions;

/// Everything known about one result: what made it, from which inputs, when, and where its file
/// is. Values can be selected, and all of them copied.
class DetailsPanel : public QWidget
{
    Q_OBJECT

public:
    /// The buttons are those actions; they must outlive it.
    explicit DetailsPanel(const AssetActions &actions, QWidget *parent = nullptr);

    void setAsset(const Asset &asset);
    /// Of the asset on show; others are ignored.
    void setJob(const Job &job);
    /// Several are chosen: says how many and how large they are.
    void setMany(const QList<Asset> &assets);
    void clear();

    /// One line for each value, "Name: value".
    [[nodiscard]] QString asText() const { return m_lines.join(QLatin1Char('\n')); }

protected:
    void changeEvent(QEvent *event) override;

private:
    using Row = QPair<QString, QString>;

    void rebuild();
    [[nodiscard]] QString note(const QString &text) const;
    [[nodiscard]] QString section(const QString &title, const QList<Row> &rows);
    [[nodiscard]] QList<Row> inputRows() const;
    [[nodiscard]] QList<Row> requestRows() const;
    [[nodiscard]] QList<Row> fileRows() const;
    void copyAll();

    std::optional<Asset> m_asset;
    std::optional<Job> m_job;
    QList<Asset> m_many;
    QStringList m_lines;
    QTextBrowser *m_text = nullptr;
    QWidget *m_buttons = nullptr;
};

} // namespace peregrine
