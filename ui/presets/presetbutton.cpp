#include "ui/presets/presetbutton.h"

#include "core/base/async.h"
#include "core/presets/presetbook.h"
#include "core/presets/presetfile.h"
#include "ui/presets/presetpopup.h"
#include "ui/presets/presetsavepopup.h"
#include "ui/theme/theme.h"
#include "ui/widgets/dialogs.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QtConcurrent>

namespace peregrine {

namespace {

constexpr QSize popupSize{380, 420};
/// A whole folder dropped by mistake should not become presets.
constexpr qsizetype mostAtOnce = 100;

QString fileFilter()
{
    return PresetButton::tr("Presets (*%1);;All files (*)").arg(presetfile::extension());
}

} // namespace

PresetButton::PresetButton(PresetBook &book, Dialogs &dialogs, QWidget *parent)
    : QToolButton(parent)
    , m_book(book)
    , m_dialogs(dialogs)
{
    setObjectName(QStringLiteral("presets"));
    setText(tr("Presets"));
    setIcon(theme::icon(QStringLiteral("star")));
    setIconSize({16, 16});
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Presets"));
    setToolTip(tr("Presets of this model (Ctrl+Shift+P)"));
    connect(this, &QToolButton::clicked, this, &PresetButton::openPopup);
}

void PresetButton::setEndpoint(const QString &endpoint)
{
    m_endpoint = endpoint;
    setEnabled(!endpoint.isEmpty());
}

void PresetButton::setPicture(const QImage &picture)
{
    m_picture = picture;
}

void PresetButton::openPopup()
{
    if (m_endpoint.isEmpty())
        return;
    if (!m_popup) {
        m_popup = new PresetPopup(m_book, this);
        connect(m_popup, &PresetPopup::presetChosen, this, &PresetButton::presetChosen);
        connect(m_popup, &PresetPopup::overwriteRequested, this, &PresetButton::overwriteRequested);
        connect(m_popup, &PresetPopup::saveRequested, this, &PresetButton::openSave);
        connect(m_popup, &PresetPopup::exportRequested, this, &PresetButton::share);
        connect(m_popup, &PresetPopup::importRequested, this, &PresetButton::chooseImports);
    }
    m_popup->setEndpoint(m_endpoint);
    m_popup->openBeneath(*this, popupSize);
}

void PresetButton::openSave()
{
    if (m_endpoint.isEmpty())
        return;
    if (!m_savePopup) {
        m_savePopup = new PresetSavePopup(m_book, this);
        connect(m_savePopup, &PresetSavePopup::saveRequested, this, &PresetButton::saveRequested);
    }
    m_savePopup->openBeneath(*this, m_endpoint, m_picture);
}

void PresetButton::share(const PresetId &id)
{
    const auto preset = m_book.find(id);
    if (!preset)
        return;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString suggested = QDir(folder).filePath(presetfile::suggestedName(*preset));
    m_dialogs.saveFile(
        this, tr("Share preset"), suggested, fileFilter(), [this, preset = *preset](QString path) {
            if (path.isEmpty())
                return;
            if (QFileInfo(path).suffix().isEmpty())
                path += presetfile::extension();
            const auto work =
                QtConcurrent::run([preset, path] { return presetfile::save(preset, path); });
            whenDone(this, work, [this, preset, path](const Expected<Done, Error> &saved) {
                if (!saved)
                    Q_EMIT messageForUser(saved.error().message);
                else if (preset.values.files.isEmpty())
                    Q_EMIT messageForUser(
                        tr("The preset was written to %1.").arg(QDir::toNativeSeparators(path)));
                else
                    Q_EMIT messageForUser(
                        tr("The preset was written to %1, without the files of this computer.")
                            .arg(QDir::toNativeSeparators(path)));
            });
        });
}

void PresetButton::chooseImports()
{
    m_dialogs.openFiles(this, tr("Import presets"), fileFilter(),
                        [this](const QStringList &paths) { importFiles(paths); });
}

void PresetButton::importFiles(const QStringList &paths)
{
    for (const QString &path : paths.mid(0, mostAtOnce)) {
        const auto work = QtConcurrent::run([path] { return presetfile::load(path); });
        whenDone(this, work, [this](const Expected<Preset, Error> &preset) {
            if (!preset) {
                Q_EMIT messageForUser(preset.error().message);
                return;
            }
            const auto id = m_book.import(*preset);
            if (!id) {
                Q_EMIT messageForUser(id.error().message);
                return;
            }
            Q_EMIT imported(*m_book.find(*id));
        });
    }
}

} // namespace peregrine
