#pragma once

#include "ui/form/fieldeditor.h"

#include <QHash>

class QComboBox;
class QVBoxLayout;

namespace peregrine {

/// A value of any JSON type: the user chooses the type, then fills the editor for it. Going back to
/// a type brings back what was there.
class AnyEditor final : public FieldEditor
{
    Q_OBJECT

public:
    AnyEditor(const FieldSpec &spec, const QString &pointer, FormContext &context, QWidget *parent);

    [[nodiscard]] QWidget *mainWidget() override;
    [[nodiscard]] bool isOutlined() const override { return false; }

protected:
    void refresh() override;

private:
    enum Type { Unset, Text, Number, YesNo, ListOfAny, ObjectOfAny, Null };

    [[nodiscard]] static Type typeOf(const QJsonValue &value);
    [[nodiscard]] FieldSpec specOf(Type type) const;
    void addType(const QString &words, Type type);
    void choose(Type type);
    void show(Type type);

    QComboBox *m_types;
    QVBoxLayout *m_layout;
    FieldEditor *m_editor = nullptr;
    Type m_type = Unset;
    QHash<int, QJsonValue> m_remembered;
};

} // namespace peregrine
