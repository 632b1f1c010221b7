#include "ui/code/copycodedialog.h"

#include "core/code/codewriter.h"
#include "ui/code/codehighlighter.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace peregrine {

CopyCodeDialog::CopyCodeDialog(CodeRequest request, CodeLanguage language, QWidget *parent)
    : QDialog(parent)
    , m_request(std::move(request))
    , m_languages(new QListWidget(this))
    , m_call(new QComboBox(this))
    , m_webhook(new QLineEdit(m_request.webhookUrl, this))
    , m_onlyChanged(new QCheckBox(tr("Leave out what equals the default"), this))
    , m_preview(new QPlainTextEdit(this))
    , m_colours(new CodeHighlighter(m_preview->document(), palette()))
    , m_copy(new QPushButton(theme::icon(QStringLiteral("copy")), tr("Copy"), this))
{
    setObjectName(QStringLiteral("copyCodeDialog"));
    setWindowTitle(tr("Copy as code"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(820, 560);
    build();

    const QList<CodeLanguage> languages = codeLanguages();
    for (const CodeLanguage entry : languages)
        m_languages->addItem(codeLanguageTitle(entry));
    m_languages->setCurrentRow(int(languages.indexOf(language)));
    m_onlyChanged->setChecked(m_request.onlyChanged);
    offerCalls();
    write();

    connect(m_languages, &QListWidget::currentRowChanged, this, [this] {
        offerCalls();
        write();
        Q_EMIT languageChosen(this->language());
    });
    connect(m_call, &QComboBox::currentIndexChanged, this, [this] {
        m_request.call = m_call->currentData().value<CodeCall>();
        write();
    });
    connect(m_onlyChanged, &QCheckBox::toggled, this, [this](bool on) {
        m_request.onlyChanged = on;
        write();
    });
    connect(m_webhook, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_request.webhookUrl = text.trimmed();
        write();
    });
    connect(m_copy, &QPushButton::clicked, this, &CopyCodeDialog::copy);
}

void CopyCodeDialog::build()
{
    m_languages->setObjectName(QStringLiteral("codeLanguages"));
    m_languages->setAccessibleName(tr("Language"));
    m_languages->setFixedWidth(140);
    m_languages->setSpacing(theme::space1);
    m_call->setObjectName(QStringLiteral("codeCall"));
    m_call->setAccessibleName(tr("Call"));
    m_webhook->setObjectName(QStringLiteral("codeWebhook"));
    m_webhook->setPlaceholderText(tr("Webhook address (optional)"));
    m_webhook->setAccessibleName(tr("Webhook address"));
    m_onlyChanged->setObjectName(QStringLiteral("codeOnlyChanged"));
    m_preview->setObjectName(QStringLiteral("codePreview"));
    m_preview->setReadOnly(true);
    m_preview->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_preview->setTabChangesFocus(true);
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_preview->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_preview->setAccessibleName(tr("The code"));
    m_preview->document()->setDocumentMargin(theme::space3);
    m_copy->setObjectName(QStringLiteral("copyCode"));
    m_copy->setProperty("primary", true);
    m_copy->setDefault(true);

    auto *note = new QLabel(this);
    note->setObjectName(QStringLiteral("codeNote"));
    note->setText(m_request.target.server.isEmbedded
                      ? tr("The server inside Peregrine has another address after each start of "
                           "the program; a peregrine-cli call brings up its own.")
                      : tr("The key is never in the code: it is read from FAL_KEY."));
    note->setProperty("muted", true);
    note->setWordWrap(true);

    auto *options = new QHBoxLayout;
    options->setSpacing(theme::space3);
    options->addWidget(m_call);
    options->addWidget(m_webhook, 1);
    options->addWidget(m_onlyChanged);
    options->addStretch();
    auto *right = new QVBoxLayout;
    right->setSpacing(theme::space2);
    right->addLayout(options);
    right->addWidget(m_preview, 1);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(theme::space3);
    middle->addWidget(m_languages);
    middle->addLayout(right, 1);
    auto *close = new QPushButton(tr("Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *footer = new QHBoxLayout;
    footer->setSpacing(theme::space2);
    footer->addWidget(note, 1);
    footer->addWidget(close);
    footer->addWidget(m_copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::space4, theme::space4, theme::space4, theme::space4);
    layout->setSpacing(theme::space3);
    layout->addLayout(middle, 1);
    layout->addLayout(footer);
}

CodeLanguage CopyCodeDialog::language() const
{
    return codeLanguages().value(std::max(0, m_languages->currentRow()));
}

QString CopyCodeDialog::code() const
{
    return m_preview->toPlainText();
}

void CopyCodeDialog::offerCalls()
{
    const QSignalBlocker blocker(m_call);
    m_call->clear();
    const QList<CodeCall> calls = CodeWriter::forLanguage(language())->calls(m_request.target);
    for (const CodeCall call : calls)
        m_call->addItem(codeCallName(call), QVariant::fromValue(call));
    // A call that the language does not have comes back with the next one that has it.
    m_call->setCurrentIndex(int(std::max<qsizetype>(0, calls.indexOf(m_request.call))));
}

void CopyCodeDialog::write()
{
    CodeRequest request = m_request;
    request.call = m_call->currentData().value<CodeCall>();
    m_webhook->setVisible(request.call == CodeCall::Submit);
    const CodeLanguage written = language();
    m_colours->setHashComments(written == CodeLanguage::Python || written == CodeLanguage::Curl
                               || written == CodeLanguage::PeregrineCli);
    m_preview->setPlainText(CodeWriter::forLanguage(language())->write(request));
    m_copy->setText(tr("Copy"));
}

void CopyCodeDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_colours->setPalette(palette());
}

void CopyCodeDialog::copy()
{
    QGuiApplication::clipboard()->setText(code());
    m_copy->setText(tr("Copied"));
}

} // namespace peregrine
