#pragma once

#include <QObject>
#include <QString>

namespace peregrine {

class FormPanel;
class ModelCatalog;
class Thumbnailer;
class UploadTray;

/// Lets the files of a form go up while it is being filled, and shows the tray beneath the form.
class UploadLink : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    UploadLink(FormPanel &form, UploadTray &tray, const ModelCatalog &catalog,
               Thumbnailer &thumbnails, QObject *parent);

private:
    void follow();
    /// Takes the file out of every field that holds it, as one step that can be undone.
    void remove(const QString &path);

    FormPanel &m_form;
    UploadTray &m_tray;
    const ModelCatalog &m_catalog;
};

} // namespace peregrine
