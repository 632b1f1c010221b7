#pragma once

#include "core/presets/preset.h"

#include <QAbstractListModel>
#include <QHash>
#include <QList>
#include <QPixmap>

namespace peregrine {

/// Presets for a list. Names are edited through the edit role.
class PresetListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PresetRole = Qt::UserRole,
        /// A second line in words: what it holds, or which other model it is for.
        DetailRole
    };

    using QAbstractListModel::QAbstractListModel;

    /// `endpoint` is the model whose form is up: its presets need not say which model they are for.
    void setPresets(const QList<Preset> &presets, const QString &endpoint);
    [[nodiscard]] Preset presetAt(const QModelIndex &index) const;
    /// Invalid when it is not listed.
    [[nodiscard]] QModelIndex indexOf(const PresetId &id) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void renameRequested(const peregrine::PresetId &id, const QString &name);

private:
    [[nodiscard]] QString detailOf(const Preset &preset) const;

    QList<Preset> m_presets;
    QString m_endpoint;
    /// Decoded once, by id and by when the preset was changed.
    mutable QHash<QString, QPixmap> m_pictures;
};

} // namespace peregrine
