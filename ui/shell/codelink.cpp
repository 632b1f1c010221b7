#include "ui/shell/codelink.h"

#include "core/base/async.h"
#include "core/base/json.h"
#include "core/catalog/modelcatalog.h"
#include "core/code/coderequest.h"
#include "core/code/importwords.h"
#include "core/code/inputimporter.h"
#include "core/code/inputtext.h"
#include "core/fal/falservers.h"
#include "core/schema/formmodel.h"
#include "core/settings/settingkeys.h"
#include "core/settings/settings.h"
#include "ui/code/copycodedialog.h"
#include "ui/code/importbanner.h"
#include "ui/code/jsonview.h"
#include "ui/code/viewswitch.h"
#include "ui/form/inputform.h"
#include "ui/shell/formpanel.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QDropEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImageReader>
#include <QKeyEvent>
#include <QMimeData>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QtConcurrentRun>

#include <algorithm>

namespace peregrine {

namespace {

/// The one file of this machine that is dropped; empty for anything else.
QString fileOf(const QMimeData &mime)
{
    const QList<QUrl> urls = mime.urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

bool isPicture(const QString &path)
{
    return QImageReader::supportedImageFormats().contains(
        QFileInfo(path).suffix().toLower().toLatin1());
}

} // namespace

CodeLink::CodeLink(FormPanel &form, ModelCatalog &catalog, Settings &settings, QObject *parent)
    : QObject(parent)
    , m_form(form)
    , m_catalog(catalog)
    , m_settings(settings)
    , m_switch(new ViewSwitch)
    , m_json(new JsonView(*form.input().model()))
    , m_banner(new ImportBanner)
{
    makeActions();
    m_form.addHeadWidget(m_switch);
    for (QAction *action : {m_copy, m_paste}) {
        auto *button = new QToolButton;
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setAccessibleName(action->text().remove(u'&'));
        m_form.addHeadWidget(button);
    }
    m_form.addBanner(m_banner);
    m_form.setAcceptDrops(true);
    m_form.installEventFilter(this);
    // A page of the form's stack from the start, so that it has a parent.
    m_form.setView(m_json);
    m_form.setView(nullptr);

    connect(m_switch, &ViewSwitch::jsonChosen, m_showJson, &QAction::setChecked);
    connect(m_showJson, &QAction::toggled, this, [this](bool json) {
        m_switch->setJson(json);
        m_form.setView(json ? m_json : nullptr);
        if (json)
            m_json->setFocus();
        else
            m_form.focusPrompt();
    });
    connect(m_json, &JsonView::submitRequested, &m_form, &FormPanel::generate);
    connect(&m_form, &FormPanel::faultsShown, m_json, [this] {
        if (m_json->isVisible())
            m_json->goToFault();
    });
    connect(&m_form, &FormPanel::formShown, this, [this] {
        m_hasForm = true;
        m_copy->setEnabled(true);
        m_paste->setEnabled(true);
        if (m_waiting && m_waiting->endpoint == m_form.endpoint())
            fill(*std::exchange(m_waiting, std::nullopt));
    });
    connect(&m_form, &FormPanel::formGone, this, [this] {
        m_hasForm = false;
        m_copy->setEnabled(false);
        m_paste->setEnabled(false);
        m_banner->hide();
        if (m_waiting && m_waiting->endpoint != m_form.endpoint())
            m_waiting.reset();
    });
    connect(m_banner, &ImportBanner::undoRequested, this, [this] { model().undo(); });
    // Undo takes back the last step; after another one it would be the wrong one.
    connect(&model(), &FormModel::valueChanged, this, [this] {
        if (!m_filling)
            m_banner->withdrawUndo();
    });
}

FormModel &CodeLink::model() const
{
    return *m_form.input().model();
}

void CodeLink::makeActions()
{
    m_showJson = new QAction(tr("Inputs as &JSON"), this);
    m_showJson->setObjectName(QStringLiteral("showInputsAsJson"));
    m_showJson->setCheckable(true);
    m_showJson->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_J));
    m_copy = new QAction(theme::icon(QStringLiteral("code")), tr("Copy as &code…"), this);
    m_copy->setObjectName(QStringLiteral("copyAsCode"));
    m_copy->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    m_copy->setToolTip(tr("Copy this call as code (Ctrl+Shift+C)"));
    m_paste = new QAction(theme::icon(QStringLiteral("paste")), tr("&Paste as inputs"), this);
    m_paste->setObjectName(QStringLiteral("pasteAsInputs"));
    m_paste->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V));
    m_paste->setToolTip(tr("Fill the form from copied JSON, a receipt or code (Ctrl+Shift+V)"));
    m_copy->setEnabled(false);
    m_paste->setEnabled(false);
    connect(m_copy, &QAction::triggered, this, &CodeLink::copyAsCode);
    connect(m_paste, &QAction::triggered, this, &CodeLink::paste);
}

QList<QAction *> CodeLink::actions() const
{
    return {m_showJson, m_copy, m_paste};
}

void CodeLink::copyAsCode()
{
    CodeRequest request;
    request.target.endpoint = m_form.endpoint();
    request.target.server = CodeServer::named(m_catalog.server(), m_catalog.localBase());
    const QList<ModelCard> &models = m_catalog.models();
    const auto card =
        std::find_if(models.cbegin(), models.cend(), [&request](const ModelCard &candidate) {
            return candidate.endpoint == request.target.endpoint;
        });
    if (card != models.cend()) {
        request.target.streams = card->streamUrl.isValid();
        request.target.realtime = card->hasRealtime;
    }
    request.values = model().values();
    request.schema = model().schema().input;
    const auto language = codeLanguageFromName(m_settings.get(settings::codeLanguage));
    auto *dialog =
        new CopyCodeDialog(request, language.value_or(CodeLanguage::JavaScript), &m_form);
    connect(dialog, &CopyCodeDialog::languageChosen, this, [this](CodeLanguage chosen) {
        m_settings.set(settings::codeLanguage, codeLanguageName(chosen));
    });
    dialog->open();
}

void CodeLink::paste()
{
    importText(QGuiApplication::clipboard()->text());
}

void CodeLink::importText(const QString &text)
{
    take(InputImporter::fromText(text));
}

void CodeLink::importFile(const QString &path)
{
    whenDone(this, QtConcurrent::run(&InputImporter::fromFile, path),
             [this](const Expected<ImportedInput, ImportFault> &imported) { take(imported); });
}

void CodeLink::take(const Expected<ImportedInput, ImportFault> &imported)
{
    if (!imported) {
        m_banner->showProblem(imported.error().sentence());
        return;
    }
    const EndpointId &endpoint = imported->endpoint;
    if (!endpoint.isEmpty() && endpoint != m_form.endpoint()) {
        const QList<ModelCard> &models = m_catalog.models();
        const bool known = m_catalog.server() != FalServers::local
            || std::any_of(models.cbegin(), models.cend(), [&endpoint](const ModelCard &card) {
                               return card.endpoint == endpoint;
                           });
        if (known) {
            m_waiting = *imported;
            Q_EMIT modelWanted(endpoint);
            return;
        }
    }
    if (!m_hasForm)
        return;
    fill(*imported,
         endpoint.isEmpty() || endpoint == m_form.endpoint()
             ? QString()
             : tr("It was for %1, which this server does not have.").arg(endpoint.toString()));
}

void CodeLink::fill(const ImportedInput &imported, const QString &remark)
{
    const QStringList unknown = unknownMembers(model().schema().input, imported.input);
    QJsonValue known = imported.input;
    QStringList names;
    for (const QString &pointer : unknown) {
        known = withValueAt(known, pointer, QJsonValue::Undefined);
        names.append(pathWords(pointer));
    }
    {
        const QScopedValueRollback filling(m_filling, true);
        model().setInput(known.toObject());
    }
    const int count = int(known.toObject().size());
    QString news;
    switch (imported.source) {
    case ImportedInput::Source::Json:
        news = tr("%n input(s) filled from JSON.", nullptr, count);
        break;
    case ImportedInput::Source::Receipt:
        news = tr("%n input(s) filled from a receipt.", nullptr, count);
        break;
    case ImportedInput::Source::Curl:
        news = tr("%n input(s) filled from a curl command.", nullptr, count);
        break;
    case ImportedInput::Source::JavaScript:
        news = tr("%n input(s) filled from JavaScript.", nullptr, count);
        break;
    case ImportedInput::Source::Python:
        news = tr("%n input(s) filled from Python.", nullptr, count);
        break;
    case ImportedInput::Source::Picture:
        news = tr("%n input(s) filled from a picture.", nullptr, count);
        break;
    }
    QStringList details;
    if (!remark.isEmpty())
        details.append(remark);
    if (!names.isEmpty())
        details.append(tr("Left out, not known to this model: %1.").arg(names.join(u", ")));
    if (!imported.unused.isEmpty())
        details.append(tr("Left out, no plain value: %1.").arg(imported.unused.join(u"; ")));
    m_banner->showNews(news, details.join(u'\n'), true);
}

CodeLink::Offer CodeLink::offerOf(const QMimeData &mime, const QPoint &point) const
{
    if (!m_hasForm)
        return Offer::None;
    const QString path = fileOf(mime);
    if (!path.isEmpty()) {
        const bool json = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
        // On the form itself a picture is for a field.
        return json || (m_form.isHead(point) && isPicture(path)) ? Offer::File : Offer::None;
    }
    return !mime.hasUrls() && mime.hasText() && InputImporter::looksLikeInput(mime.text())
        ? Offer::Text
        : Offer::None;
}

bool CodeLink::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop: {
        auto *drop = static_cast<QDropEvent *>(event);
        const QMimeData &mime = *drop->mimeData();
        const Offer offer = offerOf(mime, drop->position().toPoint());
        if (offer == Offer::None)
            break;
        // A copy: the source must not take it for moved and delete it.
        drop->setDropAction(Qt::CopyAction);
        drop->accept();
        if (event->type() != QEvent::Drop)
            return true;
        if (offer == Offer::File)
            importFile(fileOf(mime));
        else
            importText(mime.text());
        return true;
    }
    case QEvent::KeyPress: {
        // Only what no field has taken comes here.
        if (!m_hasForm || !static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste))
            break;
        const QString text = QGuiApplication::clipboard()->text();
        if (!InputImporter::looksLikeInput(text))
            break;
        importText(text);
        return true;
    }
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace peregrine
