#include "ui/form/editors/groupeditor.h"

#include "core/base/json.h"
#include "core/schema/formmodel.h"
#include "ui/form/fieldrow.h"
#include "ui/form/formcontext.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace peregrine {

GroupEditor::GroupEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                         FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_body(new QWidget(this))
    , m_rows(new QVBoxLayout(m_body))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(theme::space3);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space3, 0, 0, 0);
    layout->setSpacing(theme::space2);
    layout->addWidget(m_body);
    if (!fieldSpec.required) {
        m_add = new QPushButton(theme::icon(QStringLiteral("plus")), tr("Add"), this);
        m_add->setAccessibleName(tr("Add “%1”").arg(fieldSpec.title));
        m_add->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".add"));
        m_remove = new QPushButton(theme::icon(QStringLiteral("minus")), tr("Remove"), this);
        m_remove->setAccessibleName(tr("Remove “%1”").arg(fieldSpec.title));
        m_remove->setObjectName(fieldObjectName(fieldPointer) + QStringLiteral(".remove"));
        layout->addWidget(m_add, 0, Qt::AlignLeft);
        layout->addWidget(m_remove, 0, Qt::AlignLeft);
        connect(m_add, &QPushButton::clicked, this, [this] {
            model().setValue(pointer(), emptyValue(spec()));
            m_body->setFocus(Qt::OtherFocusReason);
        });
        connect(m_remove, &QPushButton::clicked, this, [this] {
            model().setValue(pointer(), QJsonValue::Undefined);
            m_add->setFocus(Qt::OtherFocusReason);
        });
    }
    ready();
}

void GroupEditor::build()
{
    m_built = true;
    QWidget *first = nullptr;
    for (const FieldSpec &member : spec().children) {
        if (member.hidden)
            continue;
        auto *row = new FieldRow(member, pointer() + jsonPointer({member.name}), context(), m_body);
        m_rows->addWidget(row);
        if (!first)
            first = row->editor()->mainWidget();
    }
    m_body->setFocusProxy(first);
}

void GroupEditor::refresh()
{
    const bool present = value().isObject() || spec().required;
    // The fields of an absent group are made when it is added: models have dozens of them.
    if (present && !m_built)
        build();
    m_body->setVisible(present);
    layout()->setContentsMargins(present ? theme::space3 : 0, 0, 0, 0);
    if (m_add) {
        m_add->setVisible(!present);
        m_remove->setVisible(present);
    }
    update();
}

void GroupEditor::paintEvent(QPaintEvent *)
{
    if (m_body->isHidden())
        return;
    QPainter painter(this);
    painter.fillRect(QRect(0, 2, 2, height() - 4), theme::color(theme::Tone::Border, palette()));
}

} // namespace peregrine
