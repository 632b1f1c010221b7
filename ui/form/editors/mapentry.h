#pragma once

#include "core/schema/fieldspec.h"

#include <QWidget>

class QLineEdit;

namespace peregrine {

class FormContext;

/// One key of an object with its value.
class MapEntry : public QWidget
{
    Q_OBJECT

public:
    MapEntry(const FieldSpec &spec, const QString &key, const QString &pointer,
             FormContext &context, QWidget *parent);

    [[nodiscard]] const QString &key() const { return m_key; }
    void focusKey();
    /// What is typed can be a key: leaving the line renames the entry.
    void setKeyAllowed(bool allowed) { m_allowed = allowed; }

Q_SIGNALS:
    void keyTyped(const QString &text);
    void renameRequested(const QString &to);
    void removeRequested();

private:
    void leaveLine();

    QString m_key;
    QLineEdit *m_line;
    bool m_allowed = true;
};

} // namespace peregrine
