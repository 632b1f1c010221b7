#pragma once

#include "core/base/result.h"
#include "core/code/importedinput.h"

#include <QObject>

#include <optional>

class QAction;
class QMimeData;
class QPoint;

namespace peregrine {

class FormModel;
class FormPanel;
class ImportBanner;
class JsonView;
class ModelCatalog;
class Settings;
class ViewSwitch;

/// Joins the form with its JSON and with code: the switch between form and JSON, the call as code,
/// and inputs that are pasted or dropped as JSON, receipts, code or pictures.
class CodeLink : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    CodeLink(FormPanel &form, ModelCatalog &catalog, Settings &settings, QObject *parent = nullptr);

    /// For menus: JSON, copy as code, paste as inputs.
    [[nodiscard]] QList<QAction *> actions() const;

    void importText(const QString &text);
    void importFile(const QString &path);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// What was imported is of another model: it fills that model's form when that is up.
    void modelWanted(const peregrine::EndpointId &endpoint);

private:
    enum class Offer { None, Text, File };

    void makeActions();
    void copyAsCode();
    void paste();
    void take(const Expected<ImportedInput, ImportFault> &imported);
    void fill(const ImportedInput &imported, const QString &remark = {});
    [[nodiscard]] Offer offerOf(const QMimeData &mime, const QPoint &point) const;
    [[nodiscard]] FormModel &model() const;

    FormPanel &m_form;
    ModelCatalog &m_catalog;
    Settings &m_settings;
    ViewSwitch *m_switch;
    JsonView *m_json;
    ImportBanner *m_banner;
    QAction *m_showJson = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_paste = nullptr;
    /// For a model whose form is on its way.
    std::optional<ImportedInput> m_waiting;
    bool m_hasForm = false;
    bool m_filling = false;
};

} // namespace peregrine
