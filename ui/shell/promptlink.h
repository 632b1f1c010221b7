#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/prompts/prompttemplate.h"
#include "core/schema/formvalues.h"

#include <QList>
#include <QObject>

class QAction;

namespace peregrine {

class FormPanel;
class PromptHistory;
class Settings;
class WildcardFolder;

/// Joins the prompts and the seed of the form with what is remembered about them: sent prompts,
/// wildcard lists, and for each model whether wildcards count and where its seeds come from.
class PromptLink : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    PromptLink(FormPanel &form, PromptHistory &history, WildcardFolder &wildcards,
               Settings &settings, QObject *parent = nullptr);

    /// What one run sends.
    struct Prepared
    {
        FormValues values;
        PromptOrigin origin;
    };
    /// Decides wildcards and seed. Changes nothing. The error's fields say where it lies.
    [[nodiscard]] Expected<Prepared, Error> prepare(const FormValues &values) const;
    /// The form's values went out as a run that was prepared so: its prompts are remembered, and
    /// the seed field gets what the next run takes.
    void sent(const FormValues &values, const Prepared &prepared);

    /// For menus: sent prompts, wildcards on and off, the folder of lists.
    [[nodiscard]] QList<QAction *> actions() const;

Q_SIGNALS:
    void messageForUser(const QString &message);

private:
    void attach();
    void followModel();
    void setWildcardsOn(bool on);
    void openHistory();
    void openFolder();
    [[nodiscard]] QString endpoint() const;

    FormPanel &m_form;
    PromptHistory &m_history;
    WildcardFolder &m_wildcards;
    Settings &m_settings;
    QAction *m_recall;
    QAction *m_on;
    QAction *m_folder;
};

} // namespace peregrine
