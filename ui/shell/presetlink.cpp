#include "ui/shell/presetlink.h"

#include "core/presets/presetbook.h"
#include "core/presets/presetfile.h"
#include "core/presets/presetthumbnail.h"
#include "core/schema/formmodel.h"
#include "ui/form/inputform.h"
#include "ui/presets/presetbutton.h"
#include "ui/shell/formpanel.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QDropEvent>
#include <QMimeData>
#include <QUrl>

#include <utility>

namespace peregrine {

namespace {

QStringList presetFiles(const QMimeData &data)
{
    QStringList paths;
    const QList<QUrl> urls = data.urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile()
            && url.toLocalFile().endsWith(presetfile::extension(), Qt::CaseInsensitive))
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace

PresetLink::PresetLink(FormPanel &form, PresetBook &book, Dialogs &dialogs, QObject *parent)
    : QObject(parent)
    , m_form(form)
    , m_book(book)
    , m_button(new PresetButton(book, dialogs))
    , m_open(new QAction(theme::icon(QStringLiteral("star")), tr("Pre&sets…"), this))
    , m_saveAs(new QAction(theme::icon(QStringLiteral("save")), tr("Save as p&reset…"), this))
{
    form.addHeadWidget(m_button);
    form.setAcceptDrops(true);
    form.installEventFilter(this);
    m_button->setEndpoint({});
    m_open->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    m_saveAs->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    connect(m_open, &QAction::triggered, m_button, &PresetButton::openPopup);
    connect(m_saveAs, &QAction::triggered, m_button, &PresetButton::openSave);

    connect(&form, &FormPanel::formShown, this, &PresetLink::follow);
    connect(&form, &FormPanel::formGone, this, [this] {
        m_button->setEndpoint({});
        m_isDefaultDue = false;
    });
    connect(m_button, &PresetButton::presetChosen, this, &PresetLink::choose);
    connect(m_button, &PresetButton::saveRequested, this, &PresetLink::save);
    connect(m_button, &PresetButton::overwriteRequested, this, &PresetLink::overwrite);
    connect(m_button, &PresetButton::messageForUser, this, &PresetLink::messageForUser);
    connect(m_button, &PresetButton::imported, this, [this](const Preset &preset) {
        Q_EMIT messageForUser(
            tr("The preset “%1” for %2 was added.").arg(preset.name, preset.endpoint));
    });
    connect(&book, &PresetBook::loaded, this, [this] {
        if (std::exchange(m_isDefaultDue, false))
            startWithDefault();
    });
    connect(&book, &PresetBook::failed, this,
            [this](const Error &error) { Q_EMIT messageForUser(error.message); });
}

void PresetLink::setPicture(const QImage &picture)
{
    m_button->setPicture(picture);
}

void PresetLink::importFiles(const QStringList &paths)
{
    m_button->importFiles(paths);
}

QList<QAction *> PresetLink::actions() const
{
    return {m_open, m_saveAs};
}

void PresetLink::follow(bool isFirst)
{
    m_button->setEndpoint(m_form.endpoint().toString());
    const auto waiting = std::exchange(m_waiting, std::nullopt);
    if (waiting && waiting->endpoint == m_form.endpoint().toString())
        apply(*waiting);
    else if (isFirst && m_book.isLoaded())
        startWithDefault();
    else
        m_isDefaultDue = isFirst;
}

void PresetLink::startWithDefault()
{
    if (const auto preset = m_book.defaultFor(m_form.endpoint().toString()))
        apply(*preset);
}

void PresetLink::choose(const Preset &preset)
{
    if (preset.endpoint == m_form.endpoint().toString()) {
        apply(preset);
        return;
    }
    m_waiting = preset;
    Q_EMIT modelWanted(preset.endpoint);
}

void PresetLink::apply(const Preset &preset)
{
    const QStringList leftOut = applyPreset(preset, *m_form.input().model());
    if (!leftOut.isEmpty())
        Q_EMIT messageForUser(tr("“%1” was applied without what this model or this computer no "
                                 "longer has: %2.")
                                  .arg(preset.name, leftOut.join(QStringLiteral(", "))));
}

void PresetLink::save(const QString &name, const PresetContent &content, const QImage &picture)
{
    const FormModel &model = *m_form.input().model();
    const QString endpoint = m_form.endpoint().toString();
    const FormValues values = presetValues(model, content);
    if (values.input.isEmpty()) {
        Q_EMIT messageForUser(
            tr("There was nothing to save: the form is as it comes, or holds only what you left "
               "out. Change something, or choose “The whole form”."));
        return;
    }
    const QByteArray thumbnail = presetThumbnail(picture);
    if (const auto known = m_book.find(endpoint, name)) {
        saveOver(*known, content, thumbnail);
        return;
    }
    Preset preset;
    preset.name = name;
    preset.endpoint = endpoint;
    preset.scope = content.scope;
    preset.values = values;
    preset.thumbnail = thumbnail;
    const auto added = m_book.add(preset);
    Q_EMIT messageForUser(added ? tr("Saved as preset “%1”.").arg(name) : added.error().message);
}

void PresetLink::overwrite(const PresetId &id)
{
    const auto preset = m_book.find(id);
    if (!preset)
        return;
    // What kinds of fields it holds now is what it holds afterwards.
    const FormModel &model = *m_form.input().model();
    saveOver(*preset, contentOf(*preset, model.schema().input), {});
}

void PresetLink::saveOver(const Preset &preset, const PresetContent &content,
                          const QByteArray &thumbnail)
{
    m_book.overwrite(preset.id, content.scope, presetValues(*m_form.input().model(), content),
                     thumbnail);
    Q_EMIT undoOffered(
        tr("The preset “%1” was overwritten.").arg(preset.name), [this, before = preset] {
            Q_EMIT messageForUser(m_book.restore(before)
                                      ? tr("The preset “%1” is as it was before.").arg(before.name)
                                      : tr("The preset “%1” is no longer there.").arg(before.name));
        });
}

bool PresetLink::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove
        || event->type() == QEvent::Drop) {
        auto *drop = static_cast<QDropEvent *>(event);
        const QStringList paths = presetFiles(*drop->mimeData());
        if (!paths.isEmpty()) {
            // A copy: the source must not take it for moved and delete it.
            drop->setDropAction(Qt::CopyAction);
            drop->accept();
            if (event->type() == QEvent::Drop)
                importFiles(paths);
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace peregrine
