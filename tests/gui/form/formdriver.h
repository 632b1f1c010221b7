#pragma once

#include "core/schema/fieldspec.h"

#include <QJsonValue>
#include <QString>
#include <QStringList>

namespace peregrine {
class FormModel;
class InputForm;
} // namespace peregrine

/// Fills a form as a user does, by keys and clicks on the controls it finds, and tells what the
/// form should then hold.
class FormDriver
{
public:
    explicit FormDriver(peregrine::InputForm &form);

    /// Fills the field at the pointer with all it can hold. Undefined where there is nothing to
    /// fill: a frozen field, or a structure that goes on for ever.
    QJsonValue fill(const peregrine::FieldSpec &spec, const QString &pointer, int depth = 0);
    /// Fields without a control, and controls that did not take what was done.
    [[nodiscard]] const QStringList &problems() const { return m_problems; }
    [[nodiscard]] qsizetype filled() const { return m_filled; }

private:
    template <typename T> T *find(const QString &pointer, const char *part = "");
    QJsonValue typeInto(QWidget *widget, const QString &text, const QJsonValue &meant);
    QJsonValue fillNumber(const peregrine::FieldSpec &spec, const QString &pointer);
    QJsonValue fillChoice(const peregrine::FieldSpec &spec, const QString &pointer);
    QJsonValue fillBoolean(const QString &pointer);
    QJsonValue fillSize(const peregrine::FieldSpec &spec, const QString &pointer);
    QJsonValue fillMedia(const QString &pointer);
    QJsonValue fillColor(const peregrine::FieldSpec &spec, const QString &pointer);
    QJsonValue fillList(const peregrine::FieldSpec &spec, const QString &pointer, int depth);
    QJsonValue fillTuple(const peregrine::FieldSpec &spec, const QString &pointer, int depth);
    QJsonValue fillObject(const peregrine::FieldSpec &spec, const QString &pointer, int depth);
    QJsonValue fillMap(const peregrine::FieldSpec &spec, const QString &pointer, int depth);
    QJsonValue fillUnion(const peregrine::FieldSpec &spec, const QString &pointer, int depth);
    QJsonValue fillAny(const QString &pointer);
    void missing(const QString &pointer, const char *what);

    peregrine::InputForm &m_form;
    peregrine::FormModel &m_model;
    QStringList m_problems;
    qsizetype m_filled = 0;
};
