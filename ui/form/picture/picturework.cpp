#include "ui/form/picture/picturework.h"

#include "core/base/async.h"
#include "core/schema/coordinates.h"
#include "core/schema/formmodel.h"
#include "ui/form/fieldeditor.h"
#include "ui/form/fieldrow.h"
#include "ui/form/formcontext.h"
#include "ui/form/mask/maskdialog.h"
#include "ui/form/pastedpictures.h"
#include "ui/form/picking/pickdialog.h"
#include "ui/form/picture/formpictures.h"
#include "ui/form/picture/picturewait.h"

#include <QCoreApplication>
#include <QToolButton>

#include <algorithm>
#include <functional>
#include <utility>

namespace peregrine {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::PictureWork)
};

/// Larger pictures are worked on at this size: strokes stay quick, and no screen shows more.
constexpr int workEdge = 3072;

using Then = std::function<void(const QImage &picture, const QSize &pixels)>;

void goOn(const QImage &picture, const Then &then)
{
    const QSize pixels = picture.size();
    const bool large = std::max(pixels.width(), pixels.height()) > workEdge;
    then(large ? picture.scaled(workEdge, workEdge, Qt::KeepAspectRatio, Qt::SmoothTransformation)
               : picture,
         pixels);
}

/// Waits for a picture of the web in a window of its own, then goes on with it.
void waitForPicture(QToolButton *button, WebPictures &pictures, const FormPicture &picture,
                    const Then &then)
{
    auto *wait = new PictureWait(pictures, picture, button->window());
    wait->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(button, &QObject::destroyed, wait, &QDialog::reject);
    QObject::connect(wait, &PictureWait::arrived, button,
                     [then](const QImage &fetched) { goOn(fetched, then); });
    wait->open();
}

/// Loads the form's picture and goes on with it, or says what is missing.
void withPicture(QToolButton *button, const QString &pointer, FormContext &context, Then then)
{
    const FormPicture picture = pictureFor(context.model, pointer);
    if (picture.path.isEmpty() && picture.address.isEmpty()) {
        Q_EMIT context.messageForUser(
            picture.title.isEmpty()
                ? Words::tr("This model takes no picture that could be drawn on.")
                : Words::tr("Choose a file for “%1” first.").arg(picture.title));
        return;
    }
    if (picture.isOnTheWeb() && context.webPictures) {
        waitForPicture(button, *context.webPictures, picture, then);
        return;
    }
    button->setEnabled(false);
    whenDone(button, loadFormPicture(context.thumbnails, picture),
             [button, &context, then = std::move(then)](const LoadedImage &loaded) {
                 button->setEnabled(true);
                 if (loaded)
                     goOn(*loaded, then);
                 else
                     Q_EMIT context.messageForUser(loaded.error().message);
             });
}

void keepMask(QToolButton *button, const QString &pointer, FormContext &context, const QImage &mask)
{
    if (mask.isNull()) {
        context.model.setValue(pointer, QJsonValue::Undefined);
        return;
    }
    const QString picture = pictureFor(context.model, pointer).name();
    const QString name = picture.isEmpty() ? Words::tr("mask", "name of a file")
                                           : Words::tr("mask of %1", "name of a file").arg(picture);
    whenDone(button, context.pasted.save(mask, name),
             [pointer, &context](const SavedPicture &saved) {
                 if (saved)
                     context.model.setFile(pointer, *saved);
                 else
                     Q_EMIT context.messageForUser(saved.error().message);
             });
}

void openMask(QToolButton *button, const QString &pointer, FormContext &context,
              const QImage &picture, const QSize &pixels, const QImage &mask)
{
    auto *dialog = new MaskDialog(picture, pixels, mask, context.dialogs, button->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // The button goes with its field; the dialog must not speak of a field that is gone.
    QObject::connect(button, &QObject::destroyed, dialog, &MaskDialog::abandon);
    QObject::connect(dialog, &MaskDialog::painted, button,
                     [button, pointer, &context](const QImage &painted) {
                         keepMask(button, pointer, context, painted);
                     });
    dialog->open();
}

/// Loads what the field holds, to be gone on with; null when it holds nothing, or nothing that can
/// be read.
void withMask(QToolButton *button, const QString &pointer, FormContext &context,
              const QString &title, const std::function<void(const QImage &mask)> &then)
{
    const FormPicture held{context.model.file(pointer), context.model.value(pointer).toString(),
                           MediaKind::Image, title};
    if (held.path.isEmpty() && held.address.isEmpty()) {
        then({});
        return;
    }
    if (held.isOnTheWeb() && context.webPictures) {
        waitForPicture(button, *context.webPictures, held,
                       [then](const QImage &mask, const QSize &) { then(mask); });
        return;
    }
    whenDone(button, loadFormPicture(context.thumbnails, held),
             [then](const LoadedImage &mask) { then(mask ? *mask : QImage()); });
}

} // namespace

QToolButton *makeMaskButton(const FieldSpec &spec, const QString &pointer, FormContext &context)
{
    QToolButton *button = makeQuietButton(
        QStringLiteral("brush"), Words::tr("Paint “%1” over the picture").arg(spec.title), nullptr);
    button->setObjectName(fieldObjectName(pointer) + QStringLiteral(".paint"));
    QObject::connect(
        button, &QToolButton::clicked, button, [button, pointer, &context, title = spec.title] {
            withPicture(button, pointer, context,
                        [=, &context](const QImage &picture, const QSize &pixels) {
                            withMask(button, pointer, context, title,
                                     [=, &context](const QImage &mask) {
                                         openMask(button, pointer, context, picture, pixels, mask);
                                     });
                        });
        });
    return button;
}

QToolButton *makePickButton(const FieldSpec &spec, const QString &pointer, FormContext &context)
{
    const std::optional<CoordinateForm> form = CoordinateForm::of(spec);
    if (!form)
        return nullptr;
    const QString title = Words::tr("Pick “%1” in the picture").arg(spec.title);
    QToolButton *button = makeQuietButton(QStringLiteral("pick"), title, nullptr);
    button->setObjectName(fieldObjectName(pointer) + QStringLiteral(".pick"));
    const auto open = [button, pointer, &context, form = *form, title](const QImage &picture,
                                                                       const QSize &pixels) {
        // Places are in the picture's own pixels; the board shows them in those it has.
        const QSize shown = picture.size();
        auto *dialog = new PickDialog(
            title, picture, form,
            scaledPlaces(form.read(context.model.value(pointer), pixels), pixels, shown),
            context.dialogs, button->window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(button, &QObject::destroyed, dialog, &PickDialog::abandon);
        QObject::connect(dialog, &PickDialog::picked, button,
                         [pointer, &context, form, pixels, shown](const PickedPlaces &places) {
                             FormModel &model = context.model;
                             model.setValue(pointer,
                                            form.write(scaledPlaces(places, shown, pixels), pixels,
                                                       model.value(pointer)));
                         });
        dialog->open();
    };
    QObject::connect(button, &QToolButton::clicked, button, [button, pointer, &context, open] {
        withPicture(button, pointer, context, open);
    });
    return button;
}

} // namespace peregrine
