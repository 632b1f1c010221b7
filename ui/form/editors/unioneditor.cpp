#include "ui/form/editors/unioneditor.h"

#include "core/schema/formmodel.h"
#include "core/schema/formvalidator.h"
#include "core/schema/unionbranch.h"
#include "ui/form/editors/dropzone.h"
#include "ui/form/fieldeditorregistry.h"
#include "ui/form/formcontext.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace peregrine {

UnionEditor::UnionEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                         FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_kinds(new QComboBox(this))
    , m_layout(new QVBoxLayout(this))
    , m_canBeUnset(!fieldSpec.required)
{
    if (m_canBeUnset)
        m_kinds->addItem(tr("Default", "kind of value: left to the model"));
    for (const FieldSpec &branch : fieldSpec.children)
        m_kinds->addItem(branch.title);
    m_kinds->setPlaceholderText(tr("Choose…"));
    formContext.guardWheel(m_kinds);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(theme::space2);
    m_layout->addWidget(m_kinds);
    connect(m_kinds, &QComboBox::currentIndexChanged, this,
            [this](int index) { choose(m_canBeUnset ? index - 1 : index); });
    m_kinds->setAccessibleName(tr("Kind of “%1”").arg(fieldSpec.title));
    ready();
    // The field's own name is for the editor of the value.
    m_kinds->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".kind"));
}

QWidget *UnionEditor::mainWidget()
{
    return m_kinds;
}

DropZone *UnionEditor::dropZone()
{
    const bool isUp = m_branch >= 0 && takesFiles(spec().children.at(m_branch));
    const int branch = isUp ? m_branch : fileBranch(spec());
    if (branch < 0)
        return nullptr;
    m_kinds->setCurrentIndex(m_canBeUnset ? branch + 1 : branch);
    return m_editor ? m_editor->dropZone() : nullptr;
}

int UnionEditor::branchIndex(const QJsonValue &held) const
{
    const bool file = !model().file(pointer()).isEmpty();
    if (held.isUndefined() || (held.isNull() && !file))
        return -1;
    // What several branches admit stays with the one that is up: the user chose it.
    if (!file && m_branch >= 0 && FormValidator::admits(spec().children.at(m_branch), held))
        return m_branch;
    const FieldSpec *branch = file ? nullptr : branchOf(spec(), held);
    for (qsizetype i = 0; i < spec().children.size(); ++i) {
        const FieldSpec &each = spec().children.at(i);
        if (file ? each.kind == FieldKind::Media : &each == branch)
            return static_cast<int>(i);
    }
    return m_branch;
}

void UnionEditor::choose(int branch)
{
    if (branch == m_branch)
        return;
    if (m_branch >= 0)
        m_remembered.insert(m_branch, value());
    const QJsonValue start = branch < 0 ? QJsonValue(QJsonValue::Undefined)
        : m_remembered.contains(branch) ? m_remembered.value(branch)
                                        : emptyValue(spec().children.at(branch));
    commit(start);
    delete m_editor;
    show(branch);
}

void UnionEditor::show(int branch)
{
    m_branch = branch;
    m_editor = nullptr;
    if (branch >= 0) {
        FieldSpec shown = spec().children.at(branch);
        shown.name = spec().name;
        m_editor = context().registry.create(shown, pointer(), context(), this);
        m_layout->addWidget(m_editor);
        m_editor->show();
    }
    Q_EMIT context().rowsChanged();
}

bool UnionEditor::isAtWork() const
{
    if (!m_editor)
        return false;
    const QWidget *focus = QApplication::focusWidget();
    return m_editor->isCommitting() || (focus && m_editor->isAncestorOf(focus));
}

void UnionEditor::refresh()
{
    const QJsonValue held = value();
    // What is emptied or half done under the user's hands keeps its editor.
    const bool unset = held.isUndefined() || held.isNull();
    const bool keeps = isAtWork()
        && (unset || m_editor->isCommitting() || FormValidator::admits(m_editor->spec(), held));
    if (keeps)
        return;
    const int branch = branchIndex(held);
    const QSignalBlocker quiet(m_kinds);
    m_kinds->setCurrentIndex(m_canBeUnset ? branch + 1 : branch);
    if (branch == m_branch && (branch < 0 || m_editor))
        return;
    // It may be the one that tells: it goes when it has finished.
    if (m_editor) {
        m_editor->hide();
        m_editor->deleteLater();
    }
    show(branch);
}

} // namespace peregrine
