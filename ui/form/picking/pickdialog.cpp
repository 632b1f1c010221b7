#include "ui/form/picking/pickdialog.h"

#include "ui/form/picking/pickboard.h"
#include "ui/form/picture/boardtools.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace peregrine {

namespace {

QString hintFor(const CoordinateForm &form)
{
    switch (form.shape()) {
    case CoordinateForm::Shape::Points:
        return form.isLabelled()
            ? PickDialog::tr("Click what is meant. The other mouse button marks what is not.")
            : PickDialog::tr("Click to set a point; pull a point to move it.");
    case CoordinateForm::Shape::Boxes:
        return PickDialog::tr("Pull a box open around what is meant; pull a corner to change it.");
    case CoordinateForm::Shape::Paths:
        break;
    }
    return PickDialog::tr("Click the points of a path one after the other.");
}

} // namespace

PickDialog::PickDialog(const QString &title, const QImage &picture, const CoordinateForm &form,
                       const PickedPlaces &places, Dialogs &dialogs, QWidget *parent)
    : BoardDialog(dialogs, parent)
    , m_board(new PickBoard(this))
{
    setObjectName(QStringLiteral("pickDialog"));
    setWindowTitle(title);
    m_board->setObjectName(QStringLiteral("pickBoard"));
    auto *hint = new QLabel(hintFor(form));
    hint->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *use = buttons->addButton(tr("Use"), QDialogButtonBox::AcceptRole);
    use->setObjectName(QStringLiteral("usePlaces"));
    use->setProperty("primary", true);
    use->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &PickDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT picked(m_board->places());
        accept();
    });

    auto *foot = new QHBoxLayout;
    foot->addWidget(hint, 1);
    foot->addWidget(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space4, theme::space3, theme::space4, theme::space3);
    layout->setSpacing(theme::space2);
    layout->addWidget(makeTools(form));
    layout->addWidget(m_board, 1);
    layout->addLayout(foot);

    connect(m_board, &PickBoard::placesChanged, this, &PickDialog::updateTools);
    m_board->start(picture, form, places);
    m_board->setFocus();
    resize(900, 720);
}

QWidget *PickDialog::makeTools(const CoordinateForm &form)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space1);
    const auto add = [&](const QString &icon, const QString &name, const QKeySequence &key,
                         const auto &act) {
        QToolButton *button = makeBoardTool(icon, name, key);
        layout->addWidget(button);
        connect(button, &QToolButton::clicked, m_board, act);
        return button;
    };
    m_undo =
        add(QStringLiteral("undo"), tr("Undo"), QKeySequence::Undo, [this] { m_board->undo(); });
    m_redo =
        add(QStringLiteral("redo"), tr("Redo"), QKeySequence::Redo, [this] { m_board->redo(); });
    m_remove =
        add(QStringLiteral("trash"), tr("Remove"), {}, [this] { m_board->removeSelected(); });
    add({}, tr("Clear"), {}, [this] { m_board->removeAll(); });
    if (form.shape() == CoordinateForm::Shape::Paths && form.maximum() != 1)
        add({}, tr("New path"), Qt::Key_P, [this] { m_board->beginPath(); });
    layout->addStretch(1);
    m_count = new QLabel;
    layout->addWidget(m_count);
    layout->addSpacing(theme::space4);
    add(QStringLiteral("zoom-out"), tr("Smaller"), {}, [this] { m_board->zoomOut(); });
    add(QStringLiteral("zoom-fit"), tr("Whole picture"), {}, [this] { m_board->fit(); });
    add(QStringLiteral("zoom-in"), tr("Larger"), {}, [this] { m_board->zoomIn(); });
    return row;
}

bool PickDialog::hasWork() const
{
    return m_board->canUndo();
}

void PickDialog::updateTools()
{
    m_undo->setEnabled(m_board->canUndo());
    m_redo->setEnabled(m_board->canRedo());
    m_remove->setEnabled(m_board->count() > 0);
    m_count->setText(tr("%n picked", nullptr, int(m_board->count())));
}

} // namespace peregrine
