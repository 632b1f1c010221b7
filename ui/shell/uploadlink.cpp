#include "ui/shell/uploadlink.h"

#include "core/catalog/modelcatalog.h"
#include "core/schema/formmodel.h"
#include "core/uploads/uploadtray.h"
#include "ui/form/inputform.h"
#include "ui/shell/formpanel.h"
#include "ui/uploads/uploadbar.h"

namespace peregrine {

UploadLink::UploadLink(FormPanel &form, UploadTray &tray, const ModelCatalog &catalog,
                       Thumbnailer &thumbnails, QObject *parent)
    : QObject(parent)
    , m_form(form)
    , m_tray(tray)
    , m_catalog(catalog)
{
    form.input().setUploads(&tray);
    auto *bar = new UploadBar(tray, thumbnails);
    form.addFoot(bar);
    connect(bar, &UploadBar::removeRequested, this, &UploadLink::remove);
    FormModel *model = form.input().model();
    connect(model, &FormModel::valueChanged, this, &UploadLink::follow);
    connect(model, &FormModel::schemaChanged, this, &UploadLink::follow);
    connect(&catalog, &ModelCatalog::modelsChanged, this, &UploadLink::follow);
}

void UploadLink::follow()
{
    m_tray.setServer(m_catalog.server());
    QStringList paths;
    const QList<FileInput> files = m_form.input().model()->files();
    for (const FileInput &file : files)
        paths.append(file.path);
    m_tray.setFiles(paths);
}

void UploadLink::remove(const QString &path)
{
    FormModel &model = *m_form.input().model();
    model.beginStep(QString());
    // From the end, so that places in lists that come before stay what they are.
    const QList<FileInput> files = model.files();
    for (auto file = files.crbegin(); file != files.crend(); ++file) {
        if (file->path != path)
            continue;
        const qsizetype slash = file->pointer.lastIndexOf(QLatin1Char('/'));
        const QString parent = file->pointer.left(slash);
        const FieldSpec *spec = model.spec(parent);
        bool isIndex = false;
        const int index = file->pointer.mid(slash + 1).toInt(&isIndex);
        if (spec && spec->kind == FieldKind::List && isIndex)
            model.removeItem(parent, index);
        else
            model.setFile(file->pointer, QString());
    }
    model.endStep();
}

} // namespace peregrine
