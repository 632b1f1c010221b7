#include "ui/batch/batchdialog.h"

#include "core/base/async.h"
#include "core/base/json.h"
#include "core/batch/promptfile.h"
#include "core/prompts/seedpolicy.h"
#include "ui/batch/axiscard.h"
#include "ui/batch/fieldcard.h"
#include "ui/batch/modelsource.h"
#include "ui/batch/previewpane.h"
#include "ui/batch/recordsource.h"
#include "ui/batch/seedsource.h"
#include "ui/batch/textsource.h"
#include "ui/theme/theme.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/tonelabel.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>
#include <QtConcurrent/QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

constexpr int firstCount = 4;
constexpr int cardsWidth = 400;

} // namespace

BatchDialog::BatchDialog(BatchStart start, WildcardLists lists, Dialogs &dialogs, QWidget *parent)
    : QDialog(parent)
    , m_start(std::move(start))
    , m_lists(std::move(lists))
    , m_dialogs(dialogs)
    , m_batch(makeIdText())
    , m_fields(variableFields(m_start.schema.input, m_start.values.input))
    , m_canceled(std::make_shared<std::atomic_bool>(false))
{
    setObjectName(QStringLiteral("batchDialog"));
    setWindowTitle(tr("Generate many"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &BatchDialog::refresh);
    connect(m_send, &QPushButton::clicked, this, &BatchDialog::send);
    connect(m_menu, &QMenu::aboutToShow, this, &BatchDialog::makeMenu);
    addRuns();
    m_runs->setFocus();
    refreshSoon();
}

BatchDialog::~BatchDialog()
{
    *m_canceled = true;
}

void BatchDialog::build()
{
    auto *cards = new QWidget;
    m_column = new QVBoxLayout(cards);
    m_column->setContentsMargins(0, 0, theme::space2, 0);
    m_column->setSpacing(theme::space3);
    m_add = new QPushButton(theme::icon(QStringLiteral("plus")), tr("&Vary a field"));
    m_menu = new QMenu(m_add);
    m_add->setObjectName(QStringLiteral("varyField"));
    m_add->setMenu(m_menu);
    m_add->setAutoDefault(false);
    m_column->addWidget(m_add, 0, Qt::AlignLeft);
    m_column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("axisCards"));
    scroll->setWidget(cards);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(cardsWidth);

    m_preview = new PreviewPane;
    auto *middle = new QHBoxLayout;
    middle->setSpacing(theme::space4);
    middle->addWidget(scroll, 3);
    middle->addWidget(m_preview, 4);

    m_words = new QLabel;
    m_words->setObjectName(QStringLiteral("batchWords"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_problem = new ToneLabel(theme::Tone::Danger);
    m_problem->setObjectName(QStringLiteral("batchProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    auto *news = new QVBoxLayout;
    news->setSpacing(theme::space1);
    news->addWidget(m_words);
    news->addWidget(m_problem);
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_send = new QPushButton(tr("Generate"));
    m_send->setObjectName(QStringLiteral("batchSend"));
    m_send->setProperty("primary", true);
    m_send->setToolTip(tr("Send all of them (Ctrl+Enter)"));
    m_send->setDefault(true);
    m_send->setMinimumWidth(132);
    auto *footer = new QHBoxLayout;
    footer->setSpacing(theme::space2);
    footer->addLayout(news, 1);
    footer->addWidget(cancel);
    footer->addWidget(m_send);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space4, theme::space4, theme::space4, theme::space4);
    layout->setSpacing(theme::space3);
    layout->addLayout(middle, 1);
    layout->addLayout(footer);
    resize(980, 620);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        connect(shortcut, &QShortcut::activated, this, &BatchDialog::send);
    }
}

void BatchDialog::addRuns()
{
    const FieldSpec *seed = seedField(m_start.schema.input);
    std::optional<qint64> held;
    if (seed) {
        const QJsonValue value = m_start.values.input.value(seed->name);
        if (isWhole(value))
            held = value.toInteger();
    }
    m_runs =
        addCard(new AxisCard(tr("Runs of each"), seed ? jsonPointer({seed->name}) : QString()));
    m_runs->setRemovable(false);
    m_runs->addSource(tr("How many"),
                      new SeedSource(seed ? std::optional(*seed) : std::nullopt, held, firstCount));
    if (!seed)
        return;
    const VariableField field{jsonPointer({seed->name}), seed->title, *seed, QJsonValue::Undefined,
                              true};
    m_runs->addSource(tr("These seeds"),
                      new TextSource(field, held ? QString::number(*held) : QString()));
}

AxisCard *BatchDialog::addCard(AxisCard *card)
{
    m_cards.append(card);
    // Before the menu and the stretch beneath it.
    m_column->insertWidget(m_column->count() - 2, card);
    connect(card, &AxisCard::changed, this, &BatchDialog::refreshSoon);
    connect(card, &AxisCard::removeRequested, this, [this, card] { removeCard(card); });
    return card;
}

void BatchDialog::removeCard(AxisCard *card)
{
    if (m_models && card->isAncestorOf(m_models))
        m_models = nullptr;
    m_cards.removeOne(card);
    card->hide();
    card->deleteLater();
    m_add->setFocus();
    refreshSoon();
}

AxisCard *BatchDialog::vary(const QString &pointer)
{
    const bool isVaried =
        std::any_of(m_cards.cbegin(), m_cards.cend(),
                    [&pointer](const AxisCard *card) { return card->pointer() == pointer; });
    const auto field =
        std::find_if(m_fields.cbegin(), m_fields.cend(),
                     [&pointer](const VariableField &entry) { return entry.pointer == pointer; });
    if (isVaried || field == m_fields.cend())
        return nullptr;
    AxisCard *card = addCard(makeFieldCard(*field, m_lists, m_dialogs));
    card->setFocus();
    refreshSoon();
    return card;
}

AxisCard *BatchDialog::varyModels()
{
    if (m_models)
        return nullptr;
    AxisCard *card = addCard(new AxisCard(tr("Models"), {}));
    m_models = new ModelSource({m_start.endpoint, m_start.modelTitle});
    connect(m_models, &ModelSource::modelWanted, this, &BatchDialog::modelWanted);
    connect(m_models, &ModelSource::schemaWanted, this, &BatchDialog::schemaWanted);
    card->addSource(tr("Models"), m_models);
    card->setFocus();
    refreshSoon();
    return card;
}

void BatchDialog::addModel(const EndpointId &endpoint, const QString &title)
{
    if (!m_models)
        varyModels();
    m_models->add({endpoint, title});
}

void BatchDialog::setSchema(const EndpointId &endpoint, const ModelSchema &schema)
{
    if (m_models)
        m_models->setSchema(endpoint, schema);
}

void BatchDialog::setSchemaProblem(const EndpointId &endpoint, const QString &words)
{
    if (m_models)
        m_models->setProblem(endpoint, words);
}

void BatchDialog::setPrices(const BatchPrices &prices)
{
    m_prices = prices;
    refreshSoon();
}

void BatchDialog::makeMenu()
{
    m_menu->clear();
    QMenu *more = nullptr;
    for (const VariableField &field : std::as_const(m_fields)) {
        // Its seeds are what the runs are about.
        if (field.pointer == m_runs->pointer())
            continue;
        if (!field.important && !more)
            more = new QMenu(tr("&More fields"), m_menu);
        QAction *action = (field.important ? m_menu : more)->addAction(field.title);
        action->setEnabled(
            std::none_of(m_cards.cbegin(), m_cards.cend(), [&field](const AxisCard *card) {
                return card->pointer() == field.pointer;
            }));
        connect(action, &QAction::triggered, this,
                [this, pointer = field.pointer] { vary(pointer); });
    }
    if (more)
        m_menu->addMenu(more);
    m_menu->addSeparator();
    QAction *models =
        m_menu->addAction(theme::icon(QStringLiteral("models")), tr("Several models"));
    models->setObjectName(QStringLiteral("varyModels"));
    models->setEnabled(!m_models);
    connect(models, &QAction::triggered, this, &BatchDialog::varyModels);
    QAction *file =
        m_menu->addAction(theme::icon(QStringLiteral("folder-open")), tr("Prompts from a file…"));
    file->setObjectName(QStringLiteral("varyFile"));
    connect(file, &QAction::triggered, this, &BatchDialog::choosePromptFile);
}

void BatchDialog::choosePromptFile()
{
    m_dialogs.openFile(this, tr("Prompts from a file"),
                       tr("Prompts (*.txt *.csv *.tsv);;All files (*)"),
                       [this](const QString &path) {
                           if (!path.isEmpty())
                               addPromptFile(path);
                       });
}

void BatchDialog::addPromptFile(const QString &path)
{
    const auto reading = QtConcurrent::run(
        [root = m_start.schema.input, path] { return readPromptFile(root, path); });
    whenDone(this, reading, [this, path](const axismaker::Axis &axis) {
        if (!axis) {
            say({}, axis.error().message);
            return;
        }
        const QString fileName = QFileInfo(path).fileName();
        AxisCard *card = addCard(new AxisCard(
            axis->title == fileName ? tr("Rows of a file") : tr("%1 from a file").arg(axis->title),
            {}));
        card->addSource(fileName, new RecordSource(fileName, *axis));
        refreshSoon();
    });
}

void BatchDialog::refreshSoon()
{
    // What is on show is no longer what would be sent, and what is on its way is out of date.
    *m_canceled = true;
    m_offer.reset();
    m_send->setEnabled(false);
    m_soon.start();
}

std::optional<VariationPlan> BatchDialog::readPlan()
{
    VariationPlan plan;
    for (const AxisCard *card : std::as_const(m_cards)) {
        const axismaker::Axis &axis = card->axis();
        if (!axis) {
            //: what is varied, and what is wrong with its values
            say({}, tr("%1: %2").arg(card->title(), axis.error().message));
            return std::nullopt;
        }
        // One run of each is nothing that varies, but its seed counts.
        const bool isOneRun = card == m_runs && axis->stops.size() == 1;
        if (isOneRun) {
            const QList<FieldChange> changes = axis->stops.constFirst().changes;
            for (const FieldChange &change : changes)
                m_start.values.input =
                    withValueAt(m_start.values.input, change.pointer, change.value).toObject();
        } else {
            plan.axes.append(*axis);
        }
    }
    if (m_models && m_models->isWaiting()) {
        say({}, tr("The form of a model is on its way."));
        return std::nullopt;
    }
    const QString problem = plan.problem();
    if (!problem.isEmpty()) {
        say(plan.words(), problem);
        return std::nullopt;
    }
    return plan;
}

void BatchDialog::refresh()
{
    if (const auto plan = readPlan())
        workOut(*plan);
    else
        m_preview->clear();
}

void BatchDialog::workOut(const VariationPlan &plan)
{
    BatchStart start = m_start;
    if (m_models)
        start.models = m_models->schemas();
    m_canceled = std::make_shared<std::atomic_bool>(false);
    const auto working = QtConcurrent::run(
        [expansion = BatchExpansion(plan, std::move(start), m_batch), prices = m_prices,
         canceled = m_canceled] { return makeBatchOffer(expansion, prices, *canceled); });
    whenDone(this, working,
             [this, plan, canceled = m_canceled](const Expected<BatchOffer, Error> &offer) {
                 if (!*canceled)
                     take(plan, offer);
             });
}

void BatchDialog::take(const VariationPlan &plan, const Expected<BatchOffer, Error> &offer)
{
    if (!offer) {
        m_preview->clear();
        say(plan.words(), offer.error().message);
        return;
    }
    m_plan = plan;
    m_offer = *offer;
    const int count = static_cast<int>(offer->requests.size());
    m_preview->setJobs(plan, offer->requests);
    const QString jobs = tr("%n job(s)", nullptr, count);
    const QString varied = plan.axes.isEmpty() ? jobs
                                               //: what is varied, and how many jobs that makes
                                               : tr("%1 = %2").arg(plan.words(), jobs);
    //: what a batch is, and its price
    say(tr("%1, %2").arg(varied, offer->costWords()), {});
    m_send->setText(tr("Generate %n", nullptr, count));
    m_send->setEnabled(true);
}

void BatchDialog::say(const QString &words, const QString &problem)
{
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    if (problem.isEmpty())
        return;
    m_send->setText(tr("Generate"));
    m_send->setEnabled(false);
}

void BatchDialog::send()
{
    if (!m_offer || !m_send->isEnabled())
        return;
    Batch batch;
    batch.id = m_batch;
    batch.createdAt = QDateTime::currentDateTimeUtc();
    batch.plan = m_plan;
    Job first;
    first.input = m_offer->requests.constFirst().input;
    batch.title = first.title().isEmpty() ? m_start.modelTitle : first.title();
    const QList<JobRequest> requests = m_offer->requests;
    accept();
    Q_EMIT sendRequested(batch, requests);
}

} // namespace peregrine
