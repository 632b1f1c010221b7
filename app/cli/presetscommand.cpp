#include "app/cli/presetscommand.h"

#include "core/presets/presetfile.h"
#include "core/settings/folders.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <utility>

namespace peregrine::cli {

using namespace Qt::StringLiterals;

namespace {

using Action = PresetsCommand::Options::Action;

QJsonObject jsonOf(const Preset &preset)
{
    QJsonArray files;
    for (const FileInput &file : preset.values.files)
        files.append(QJsonObject{{u"pointer"_s, file.pointer}, {u"path"_s, file.path}});
    QJsonObject json{{u"id"_s, preset.id.toString()},
                     {u"name"_s, preset.name},
                     {u"endpoint"_s, preset.endpoint},
                     {u"scope"_s, preset.scope == Preset::Scope::All ? u"all"_s : u"some"_s},
                     {u"default"_s, preset.isDefault},
                     {u"input"_s, preset.values.input},
                     {u"changed_at"_s, preset.changedAt.toString(Qt::ISODateWithMs)}};
    if (!files.isEmpty())
        json.insert(u"files"_s, files);
    return json;
}

} // namespace

PresetsCommand::PresetsCommand(Context context, Options options)
    : Command(std::move(context))
    , m_options(std::move(options))
    , m_shelf(this->context().folders)
{
    connect(&m_shelf, &PresetShelf::failed, this, &PresetsCommand::fail);
    connect(&m_shelf, &PresetShelf::opened, this, &PresetsCommand::act);
    connect(&m_shelf, &PresetShelf::settled, this, [this] { Q_EMIT finished(ExitDone); });
}

void PresetsCommand::start()
{
    // Looking makes no library.
    const bool isThere = QFileInfo::exists(context().folders.database());
    if (isThere || m_options.action == Action::Import)
        m_shelf.open();
    else
        act();
}

void PresetsCommand::act()
{
    if (m_options.action == Action::List) {
        list();
        return;
    }
    if (m_options.action == Action::Import) {
        import();
        return;
    }
    const auto preset = m_shelf.find(m_options.name, m_options.endpoint);
    if (!preset)
        fail(preset.error());
    else if (m_options.action == Action::Show)
        show(*preset);
    else if (m_options.action == Action::Export)
        write(*preset);
    else
        remove(*preset);
}

void PresetsCommand::list()
{
    QJsonArray json;
    int count = 0;
    for (const Preset &preset : m_shelf.book().presets()) {
        if (!m_options.endpoint.isEmpty() && preset.endpoint != m_options.endpoint)
            continue;
        ++count;
        if (output().json())
            json.append(jsonOf(preset));
        else
            output().text(preset.isDefault
                              ? tr("%1  %2  (default)").arg(preset.endpoint, preset.name)
                              : QStringLiteral("%1  %2").arg(preset.endpoint, preset.name));
    }
    if (output().json())
        output().document(json);
    else
        output().note(tr("%n preset(s)", nullptr, count));
    Q_EMIT finished(ExitDone);
}

void PresetsCommand::show(const Preset &preset)
{
    if (output().json())
        output().document(jsonOf(preset));
    else
        output().text(QString::fromUtf8(QJsonDocument(preset.values.input).toJson()).trimmed());
    Q_EMIT finished(ExitDone);
}

void PresetsCommand::write(const Preset &preset)
{
    if (!preset.values.files.isEmpty())
        output().note(tr("The files of this computer are left out."));
    if (m_options.files.isEmpty()) {
        output().bytes(presetfile::write(preset));
    } else if (const auto saved = presetfile::save(preset, m_options.files.first()); !saved) {
        fail(saved.error());
        return;
    }
    Q_EMIT finished(ExitDone);
}

void PresetsCommand::import()
{
    QList<Preset> read;
    for (const QString &path : std::as_const(m_options.files)) {
        auto preset = presetfile::load(path);
        if (!preset) {
            Error error = preset.error();
            error.kind = Error::Kind::Validation;
            fail(error);
            return;
        }
        read.append(*preset);
    }
    QJsonArray json;
    for (const Preset &preset : std::as_const(read)) {
        const auto id = m_shelf.book().import(preset);
        if (!id) {
            fail(id.error());
            return;
        }
        const Preset added = *m_shelf.book().find(*id);
        json.append(jsonOf(added));
        if (!output().json())
            output().text(QStringLiteral("%1  %2").arg(added.endpoint, added.name));
    }
    if (output().json())
        output().document(json);
    m_shelf.settle();
}

void PresetsCommand::remove(const Preset &preset)
{
    m_shelf.book().remove(preset.id);
    output().note(tr("Deleted \"%1\" of %2.").arg(preset.name, preset.endpoint));
    m_shelf.settle();
}

} // namespace peregrine::cli
