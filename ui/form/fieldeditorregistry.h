#pragma once

#include "core/schema/fieldspec.h"

#include <functional>
#include <vector>

class QWidget;

namespace peregrine {

class FieldEditor;
class FormContext;

/// Which editor a field gets. Later entries win; the first accepts everything.
class FieldEditorRegistry
{
public:
    using Accepts = std::function<bool(const FieldSpec &spec)>;
    using Create = std::function<FieldEditor *(const FieldSpec &spec, const QString &pointer,
                                               FormContext &context, QWidget *parent)>;

    /// With the editors of this program.
    FieldEditorRegistry();

    void add(Accepts accepts, Create create);
    [[nodiscard]] FieldEditor *create(const FieldSpec &spec, const QString &pointer,
                                      FormContext &context, QWidget *parent) const;

private:
    struct Entry
    {
        Accepts accepts;
        Create create;
    };

    template <typename Editor> void addEditor(Accepts accepts);

    std::vector<Entry> m_entries;
};

} // namespace peregrine
