#include "ui/form/editors/problemlabel.h"

#include "core/schema/formmodel.h"
#include "ui/form/fieldeditor.h"
#include "ui/theme/theme.h"

#include <utility>

namespace peregrine {

ProblemLabel::ProblemLabel(const FormModel &model, QString pointer, QWidget *parent)
    : QLabel(parent)
    , m_model(model)
    , m_pointer(std::move(pointer))
{
    setObjectName(fieldObjectName(m_pointer) + QStringLiteral(".problem"));
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    hide();
    connect(&model, &FormModel::errorsChanged, this, &ProblemLabel::appear);
}

void ProblemLabel::say(const QString &words, theme::Tone tone)
{
    QPalette colours = parentWidget()->palette();
    colours.setColor(QPalette::WindowText, theme::color(tone, colours));
    setPalette(colours);
    setText(words);
    appear();
}

void ProblemLabel::appear()
{
    setVisible(!text().isEmpty() && !m_model.error(m_pointer).contains(text()));
}

} // namespace peregrine
