#include "core/fal/storage/uploadreader.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <cstring>
#include <utility>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::UploadReader)
};

} // namespace

UploadReader::UploadReader(UploadBody body)
    : m_body(std::move(body))
    , m_file(m_body.path())
{ }

bool UploadReader::open()
{
    if (m_body.path().isEmpty() || m_file.isOpen())
        return true;
    // Unbuffered: the caller's buffer is large, QFile's own would only copy once more.
    if (!m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        m_problem = Text::tr("The file %1 cannot be read: %2.")
                        .arg(QFileInfo(m_body.path()).fileName(), m_file.errorString());
        return false;
    }
    return seek(0) && isUnchanged();
}

qint64 UploadReader::read(char *into, qint64 most)
{
    const qint64 wanted = std::min(most, m_body.size() - m_position);
    if (wanted <= 0)
        return 0;
    if (m_body.path().isEmpty()) {
        std::memcpy(into, m_body.bytes().constData() + m_body.offset() + m_position,
                    static_cast<size_t>(wanted));
        m_position += wanted;
        return wanted;
    }
    const qint64 count = m_file.read(into, wanted);
    // The size was agreed with the server: a file that ends earlier has been cut.
    if (count <= 0) {
        changed();
        return -1;
    }
    m_position += count;
    return count;
}

bool UploadReader::seek(qint64 position)
{
    if (position < 0 || position > m_body.size())
        return false;
    m_position = position;
    if (m_body.path().isEmpty() || m_file.seek(m_body.offset() + position))
        return true;
    changed();
    return false;
}

bool UploadReader::isUnchanged()
{
    if (m_body.path().isEmpty() || FileStamp::of(m_body.path()) == m_body.stamp())
        return true;
    changed();
    return false;
}

void UploadReader::changed()
{
    m_problem = Text::tr("The file %1 changed while it was uploaded. Upload it again when nothing "
                         "writes to it any more.")
                    .arg(QFileInfo(m_body.path()).fileName());
}

} // namespace peregrine
