#include "ui/form/mask/maskdialog.h"

#include "ui/form/mask/maskboard.h"
#include "ui/form/picture/boardtools.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace peregrine {

namespace {

constexpr int sliderSteps = 100;

/// A slider's position as a size: fine for small brushes, coarse for large ones.
int sizeOfPosition(int position, int largest)
{
    return std::max(1, qRound(std::pow(double(largest), double(position) / sliderSteps)));
}

int positionOfSize(int size, int largest)
{
    return qRound(sliderSteps * std::log(double(std::max(1, size))) / std::log(double(largest)));
}

} // namespace

MaskDialog::MaskDialog(const QImage &picture, const QSize &pixels, const QImage &mask,
                       Dialogs &dialogs, QWidget *parent)
    : BoardDialog(dialogs, parent)
    , m_board(new MaskBoard(this))
    , m_pixels(pixels)
{
    setObjectName(QStringLiteral("maskDialog"));
    setWindowTitle(tr("Paint a mask"));
    m_board->setObjectName(QStringLiteral("maskBoard"));
    m_board->start(picture, mask);

    auto *hint = new QLabel(tr("Paint what the model is to change. The other mouse button does the "
                               "opposite."));
    hint->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *use = buttons->addButton(tr("Use mask"), QDialogButtonBox::AcceptRole);
    use->setObjectName(QStringLiteral("useMask"));
    use->setProperty("primary", true);
    use->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &MaskDialog::finish);
    connect(buttons, &QDialogButtonBox::rejected, this, &MaskDialog::reject);

    auto *foot = new QHBoxLayout;
    foot->addWidget(hint, 1);
    foot->addWidget(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space4, theme::space3, theme::space4, theme::space3);
    layout->setSpacing(theme::space2);
    layout->addWidget(makeTools());
    layout->addWidget(m_board, 1);
    layout->addWidget(makeSliders());
    layout->addLayout(foot);

    connect(m_board, &MaskBoard::canvasChanged, this, &MaskDialog::updateSteps);
    updateSteps();
    m_board->setFocus();
    resize(900, 720);
}

QWidget *MaskDialog::makeTools()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space1);
    auto *tools = new QButtonGroup(this);
    const auto tool = [&](const QString &icon, const QString &name, const QKeySequence &key,
                          MaskBoard::Tool what) {
        QToolButton *button = makeBoardTool(icon, name, key);
        button->setObjectName(QStringLiteral("mask.") + icon);
        button->setCheckable(true);
        button->setChecked(what == m_board->tool());
        tools->addButton(button);
        layout->addWidget(button);
        connect(button, &QToolButton::clicked, m_board, [this, what] { m_board->setTool(what); });
    };
    tool(QStringLiteral("brush"), tr("Brush"), Qt::Key_B, MaskBoard::Tool::Brush);
    tool(QStringLiteral("eraser"), tr("Eraser"), Qt::Key_E, MaskBoard::Tool::Eraser);
    tool(QStringLiteral("rectangle"), tr("Rectangle"), Qt::Key_R, MaskBoard::Tool::Rectangle);
    tool(QStringLiteral("lasso"), tr("Lasso"), Qt::Key_L, MaskBoard::Tool::Lasso);
    layout->addSpacing(theme::space4);

    const auto action = [&](const QString &icon, const QString &name, const QKeySequence &key,
                            const auto &act) {
        QToolButton *button = makeBoardTool(icon, name, key);
        layout->addWidget(button);
        connect(button, &QToolButton::clicked, m_board, act);
        return button;
    };
    m_undo = action(QStringLiteral("undo"), tr("Undo"), QKeySequence::Undo, [this] {
        m_board->canvas().undo();
        m_board->showCanvas();
    });
    m_redo = action(QStringLiteral("redo"), tr("Redo"), QKeySequence::Redo, [this] {
        m_board->canvas().redo();
        m_board->showCanvas();
    });
    layout->addSpacing(theme::space4);
    action({}, tr("Fill"), {}, [this] {
        m_board->canvas().fillAll(MaskCanvas::Mark::Add);
        m_board->showCanvas();
    });
    action({}, tr("Clear"), {}, [this] {
        m_board->canvas().fillAll(MaskCanvas::Mark::Remove);
        m_board->showCanvas();
    });
    action({}, tr("Invert"), Qt::Key_I, [this] {
        m_board->canvas().invert();
        m_board->showCanvas();
    });
    layout->addStretch(1);
    action(QStringLiteral("zoom-out"), tr("Smaller"), Qt::Key_Minus,
           [this] { m_board->zoomOut(); });
    action(QStringLiteral("zoom-fit"), tr("Whole picture"), Qt::Key_0, [this] { m_board->fit(); });
    action(QStringLiteral("zoom-in"), tr("Larger"), Qt::Key_Plus, [this] { m_board->zoomIn(); });
    return row;
}

QWidget *MaskDialog::makeSliders()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space2);
    const QSize board = m_board->pixels();
    const int largest = std::max({2, board.width(), board.height()});

    const auto slider = [&](const QString &name, int maximum, int position) {
        auto *label = new QLabel(name);
        auto *control = new QSlider(Qt::Horizontal);
        control->setRange(0, maximum);
        control->setValue(position);
        control->setAccessibleName(name);
        label->setBuddy(control);
        auto *number = new QLabel;
        number->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("00000 px")));
        layout->addWidget(label);
        layout->addWidget(control, 1);
        layout->addWidget(number);
        return std::pair(control, number);
    };
    const auto [size, sizeNumber] =
        slider(tr("Brush &size"), sliderSteps, positionOfSize(m_board->brushSize(), largest));
    m_size = size;
    const auto showSize = [this, largest, number = sizeNumber](int position) {
        m_board->setBrushSize(sizeOfPosition(position, largest));
        number->setText(tr("%1 px").arg(m_board->brushSize()));
    };
    connect(size, &QSlider::valueChanged, m_board, showSize);
    showSize(size->value());

    layout->addSpacing(theme::space4);
    const auto [feather, featherNumber] = slider(tr("Soft &edge"), std::max(8, largest / 16), 0);
    const auto showFeather = [this, number = featherNumber](int pixels) {
        m_board->setFeather(pixels);
        number->setText(tr("%1 px").arg(pixels));
    };
    connect(feather, &QSlider::valueChanged, m_board, showFeather);
    showFeather(0);
    return row;
}

void MaskDialog::updateSteps()
{
    m_undo->setEnabled(m_board->canvas().canUndo());
    m_redo->setEnabled(m_board->canvas().canRedo());
}

bool MaskDialog::hasWork() const
{
    return m_board->canvas().canUndo();
}

void MaskDialog::keyPressEvent(QKeyEvent *event)
{
    // As in painting programs.
    if (event->key() == Qt::Key_BracketLeft)
        m_size->setValue(m_size->value() - 4);
    else if (event->key() == Qt::Key_BracketRight)
        m_size->setValue(m_size->value() + 4);
    else
        BoardDialog::keyPressEvent(event);
}

void MaskDialog::finish()
{
    const MaskCanvas &canvas = m_board->canvas();
    QImage mask = canvas.isEmpty() ? QImage() : canvas.feathered(m_board->feather());
    if (!mask.isNull() && mask.size() != m_pixels)
        mask = mask.scaled(m_pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    Q_EMIT painted(mask);
    accept();
}

} // namespace peregrine
