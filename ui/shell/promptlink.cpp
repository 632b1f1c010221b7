#include "ui/shell/promptlink.h"

#include "core/base/json.h"
#include "core/prompts/promptexpansion.h"
#include "core/prompts/prompthistory.h"
#include "core/prompts/prompttexts.h"
#include "core/prompts/seedpolicy.h"
#include "core/prompts/wildcardfolder.h"
#include "core/schema/formmodel.h"
#include "core/schema/formvalidator.h"
#include "core/settings/settings.h"
#include "ui/form/inputform.h"
#include "ui/prompts/promptaid.h"
#include "ui/shell/formpanel.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QDesktopServices>
#include <QPlainTextEdit>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QUrl>

namespace peregrine {

namespace {

/// A number in the field stays, whoever put it there; only counting up is a choice of its own.
SeedPolicy effectivePolicy(SeedPolicy chosen, const QJsonValue &held)
{
    if (chosen == SeedPolicy::Increment)
        return chosen;
    return isWhole(held) ? SeedPolicy::Fixed : SeedPolicy::Random;
}

Error invalid(const QList<FieldFault> &faults)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = faults.constFirst().message;
    error.fields = faults;
    return error;
}

} // namespace

PromptLink::PromptLink(FormPanel &form, PromptHistory &history, WildcardFolder &wildcards,
                       Settings &settings, QObject *parent)
    : QObject(parent)
    , m_form(form)
    , m_history(history)
    , m_wildcards(wildcards)
    , m_settings(settings)
    , m_recall(new QAction(theme::icon(QStringLiteral("clock")), tr("Sent p&rompts…"), this))
    , m_on(new QAction(tr("&Wildcards in prompts"), this))
    , m_folder(
          new QAction(theme::icon(QStringLiteral("folder")), tr("Open &wildcards folder"), this))
{
    m_recall->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_R));
    m_on->setCheckable(true);
    m_on->setObjectName(QStringLiteral("wildcardsOn"));
    connect(m_recall, &QAction::triggered, this, &PromptLink::openHistory);
    connect(m_on, &QAction::toggled, this, &PromptLink::setWildcardsOn);
    connect(m_folder, &QAction::triggered, this, &PromptLink::openFolder);
    connect(&form.input(), &InputForm::rowsArranged, this, &PromptLink::attach);
    connect(&form, &FormPanel::formShown, this, &PromptLink::followModel);
    connect(&form.input(), &InputForm::seedPolicyChanged, this, [this](SeedPolicy policy) {
        m_settings.setSeedPolicy(endpoint(),
                                 policy == SeedPolicy::Random ? QString() : seedPolicyName(policy));
    });
    connect(&history, &PromptHistory::failed, this,
            [this](const Error &error) { Q_EMIT messageForUser(error.message); });
    followModel();
}

QString PromptLink::endpoint() const
{
    return m_form.endpoint().toString();
}

QList<QAction *> PromptLink::actions() const
{
    return {m_recall, m_on, m_folder};
}

void PromptLink::followModel()
{
    {
        const QSignalBlocker quiet(m_on);
        m_on->setChecked(m_settings.wildcards(endpoint()));
    }
    m_form.input().setSeedPolicy(
        seedPolicyFromName(m_settings.seedPolicy(endpoint())).value_or(SeedPolicy::Random));
    attach();
}

void PromptLink::attach()
{
    const QList<InputForm::PromptField> fields = m_form.input().promptFields();
    for (const InputForm::PromptField &field : fields) {
        auto *aid = field.text->findChild<PromptAid *>(QString(), Qt::FindDirectChildrenOnly);
        if (!aid) {
            aid = new PromptAid(field.text, *promptKindOf(field.meaning), m_history, m_wildcards);
            m_form.input().addTitleWidget(field.pointer, aid->takeTitleWidget());
            connect(aid, &PromptAid::wildcardsToggled, m_on, &QAction::setChecked);
            connect(aid, &PromptAid::folderRequested, this, &PromptLink::openFolder);
        }
        aid->setWildcardsOn(m_on->isChecked());
    }
}

void PromptLink::setWildcardsOn(bool on)
{
    m_settings.setWildcards(endpoint(), on);
    attach();
}

void PromptLink::openHistory()
{
    const QList<InputForm::PromptField> fields = m_form.input().promptFields();
    for (const InputForm::PromptField &field : fields) {
        auto *aid = field.text->findChild<PromptAid *>(QString(), Qt::FindDirectChildrenOnly);
        if (aid && field.text->isVisible()) {
            aid->openHistory();
            return;
        }
    }
}

void PromptLink::openFolder()
{
    if (m_wildcards.prepare())
        QDesktopServices::openUrl(QUrl::fromLocalFile(m_wildcards.path()));
    else
        Q_EMIT messageForUser(tr("The folder %1 cannot be made. Check the permissions of the "
                                 "folder above it.")
                                  .arg(m_wildcards.path()));
}

Expected<PromptLink::Prepared, Error> PromptLink::prepare(const FormValues &values) const
{
    Prepared prepared{values, {}};
    const FieldSpec &root = m_form.input().model()->schema().input;
    if (m_on->isChecked()) {
        const auto expanded = expandPrompts(root, values.input, m_wildcards.lists(),
                                            QRandomGenerator::global()->generate());
        if (!expanded)
            return Unexpected{expanded.error()};
        prepared.values.input = expanded->input;
        prepared.origin = expanded->origin;
        if (!prepared.origin.templates.isEmpty()) {
            // The form was checked with the braces in it.
            const QList<FieldFault> faults = FormValidator::check(root, prepared.values);
            if (!faults.isEmpty())
                return Unexpected{invalid(faults)};
        }
    }
    if (const FieldSpec *seed = seedField(root)) {
        const QJsonValue held = values.input.value(seed->name);
        const SeedTurn turn = seedTurn(effectivePolicy(m_form.input().seedPolicy(), held),
                                       seed->range, held, *QRandomGenerator::global());
        prepared.values.input.insert(seed->name, turn.sent);
    }
    return prepared;
}

void PromptLink::sent(const FormValues &values, const Prepared &prepared)
{
    FormModel &model = *m_form.input().model();
    const FieldSpec &root = model.schema().input;
    m_history.add(promptTexts(root, values.input), endpoint());
    const FieldSpec *seed = seedField(root);
    if (!seed || m_form.input().seedPolicy() != SeedPolicy::Increment)
        return;
    const qint64 used = prepared.values.input.value(seed->name).toInteger();
    model.setValue(jsonPointer({seed->name}), seedAfter(seed->range, used));
}

} // namespace peregrine
