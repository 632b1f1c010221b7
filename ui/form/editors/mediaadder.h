#pragma once

#include "core/schema/fieldspec.h"
#include "ui/form/mimedrop.h"

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace peregrine {

class DropZone;
class FormContext;

/// Where files are added to a list: dropped, pasted, chosen on this machine or in the library, or
/// named by their web addresses. Only tells what was given.
class MediaAdder final : public QWidget
{
    Q_OBJECT

public:
    /// `list` is a list of files at the pointer. The context must outlive it.
    MediaAdder(const FieldSpec &list, const QString &pointer, FormContext &context,
               QWidget *parent);

    /// What has the focus for the whole.
    [[nodiscard]] DropZone *zone() const { return m_zone; }

Q_SIGNALS:
    void given(const peregrine::Drop &drop);

private:
    [[nodiscard]] QToolButton *addButton(const QString &icon, const QString &words,
                                         const QString &part);
    void chooseFiles();
    void chooseFromLibrary(QWidget *anchor);
    void openAddressLine();
    void closeAddressLine();
    void takeAddress();

    FormContext &m_context;
    MediaKind m_kind;
    QString m_title;
    QString m_name;
    DropZone *m_zone;
    QLineEdit *m_address;
};

} // namespace peregrine
