#include "ui/presets/presetlistmodel.h"

#include "core/presets/presetthumbnail.h"
#include "core/schema/fieldwords.h"

namespace peregrine {

namespace {

constexpr qsizetype namedFields = 3;
constexpr qsizetype mostPictures = 500;

} // namespace

void PresetListModel::setPresets(const QList<Preset> &presets, const QString &endpoint)
{
    beginResetModel();
    m_presets = presets;
    m_endpoint = endpoint;
    if (m_pictures.size() > mostPictures)
        m_pictures.clear();
    endResetModel();
}

Preset PresetListModel::presetAt(const QModelIndex &index) const
{
    return m_presets.value(index.row());
}

QModelIndex PresetListModel::indexOf(const PresetId &id) const
{
    for (qsizetype row = 0; row < m_presets.size(); ++row) {
        if (m_presets.at(row).id == id)
            return index(static_cast<int>(row), 0);
    }
    return {};
}

int PresetListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_presets.size());
}

QString PresetListModel::detailOf(const Preset &preset) const
{
    QStringList parts;
    if (preset.endpoint != m_endpoint)
        parts.append(preset.endpoint);
    if (preset.isDefault)
        parts.append(tr("Default"));
    QStringList fields;
    for (const QString &name : preset.values.input.keys())
        fields.append(wordsOfName(name));
    if (preset.scope == Preset::Scope::All)
        parts.append(tr("Whole form"));
    else if (fields.size() > namedFields)
        parts.append(tr("%1 and %n more", nullptr, static_cast<int>(fields.size() - namedFields))
                         .arg(fields.mid(0, namedFields).join(QStringLiteral(", "))));
    else
        parts.append(fields.join(QStringLiteral(", ")));
    return parts.join(QStringLiteral("  ·  "));
}

QVariant PresetListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_presets.size())
        return {};
    const Preset &preset = m_presets.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return preset.name;
    case Qt::AccessibleTextRole:
        return QStringList{preset.name, detailOf(preset)}.join(QStringLiteral(", "));
    case Qt::DecorationRole: {
        if (preset.thumbnail.isEmpty())
            return {};
        const QString key =
            preset.id.toString() + QString::number(preset.changedAt.toMSecsSinceEpoch());
        auto known = m_pictures.constFind(key);
        if (known == m_pictures.cend())
            known = m_pictures.insert(key, QPixmap::fromImage(presetPicture(preset.thumbnail)));
        return *known;
    }
    case PresetRole:
        return QVariant::fromValue(preset);
    case DetailRole:
        return detailOf(preset);
    default:
        return {};
    }
}

bool PresetListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid())
        return false;
    const Preset preset = presetAt(index);
    if (value.toString() != preset.name)
        Q_EMIT renameRequested(preset.id, value.toString());
    return true;
}

Qt::ItemFlags PresetListModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags usual = QAbstractListModel::flags(index);
    return index.isValid() ? usual | Qt::ItemIsEditable : usual;
}

} // namespace peregrine
