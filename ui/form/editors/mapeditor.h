#pragma once

#include "ui/form/fieldeditor.h"

class QPushButton;
class QVBoxLayout;

namespace peregrine {

class MapEntry;

/// An object of any keys: each key is typed, each value has an editor of its own.
class MapEditor final : public FieldEditor
{
    Q_OBJECT

public:
    MapEditor(const FieldSpec &spec, const QString &pointer, FormContext &context, QWidget *parent);
    ~MapEditor() override;

    [[nodiscard]] QWidget *mainWidget() override;
    [[nodiscard]] bool isOutlined() const override { return false; }

protected:
    void refresh() override;

private:
    [[nodiscard]] const FieldSpec &valueSpec() const { return spec().children.constFirst(); }
    [[nodiscard]] QString freeKey() const;
    void addKey();
    void addEntry(const QString &key);
    void checkKey(MapEntry *entry, const QString &typed);
    void rename(const QString &from, const QString &to);
    void remove(const QString &key);
    void focusKey(const QString &key);

    QWidget *m_entries;
    QVBoxLayout *m_entriesLayout;
    QPushButton *m_add;
};

} // namespace peregrine
