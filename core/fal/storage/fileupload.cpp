#include "core/fal/storage/fileupload.h"

#include "core/base/async.h"
#include "core/base/clock.h"
#include "core/fal/storage/cdnupload.h"
#include "core/fal/storage/lifecycleheaders.h"
#include "core/fal/storage/multipartupload.h"
#include "core/fal/storage/signedupload.h"

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

/// Whether the trouble lies with the way and not with the key, the account or the content.
bool anotherWayMayHelp(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Network:
    case Error::Kind::Timeout:
    case Error::Kind::Forbidden:
    case Error::Kind::NotFound:
    case Error::Kind::Server:
    case Error::Kind::Malformed:
        return true;
    default:
        return false;
    }
}

} // namespace

FileUpload::FileUpload(const UploadMeans &means, const FalFile &file, const UploadOptions &options,
                       QObject *parent)
    : FalCall<QUrl>(parent)
    , m_means(means)
    , m_options(options)
{
    m_ways.append(options.repository);
    for (const Repository way : options.fallbackRepository) {
        if (!m_ways.contains(way))
            m_ways.append(way);
    }
    whenDone(this, m_means.hashes.look(file, m_means.clock->now().toMSecsSinceEpoch()),
             [this](const FileFacts &facts) { take(facts); });
}

FileUpload::~FileUpload()
{
    m_means.underWay.remove(this);
}

void FileUpload::stop()
{
    m_means.underWay.remove(this);
    unfollow();
    for (QObject *part : {static_cast<QObject *>(m_recall), static_cast<QObject *>(m_route)}) {
        if (!part)
            continue;
        part->disconnect(this);
        part->deleteLater();
    }
}

void FileUpload::take(const FileFacts &facts)
{
    if (hasSettled())
        return;
    if (!facts.problem.isEmpty()) {
        fail(Error::storage(facts.problem));
        return;
    }
    m_facts = facts;
    m_identity = {ownerOf(m_means.transport),
                  {},
                  facts.body.size(),
                  facts.contentType,
                  lifecycleHeader(m_options.lifecycle)};
    if (!m_options.reuse) {
        send();
        return;
    }
    m_recall = new UploadRecall(
        m_means, facts.body, m_identity,
        [this](const UploadRecall::Answer &answer) {
            m_recall->deleteLater();
            m_recall.clear();
            if (hasSettled())
                return;
            m_identity = answer.identity;
            if (answer.url.isEmpty()) {
                joinOrSend();
            } else {
                m_remembered = true;
                succeedWith(answer.url);
            }
        },
        this);
}

void FileUpload::joinOrSend()
{
    if (FileUpload *leader = m_means.underWay.find(m_identity, m_facts.body)) {
        follow(leader);
        return;
    }
    m_means.underWay.add(m_identity, m_facts.body, this);
    send();
}

void FileUpload::follow(FileUpload *leader)
{
    m_leader = leader;
    connect(leader, &FalReply::progressed, this, [this](qint64 sent) { advance(sent); });
    connect(leader, &FalReply::succeeded, this, [this] {
        const QUrl url = m_leader->value();
        unfollow();
        m_remembered = true;
        succeedWith(url);
    });
    const auto goOn = [this] {
        unfollow();
        if (!hasSettled())
            joinOrSend();
    };
    connect(leader, &FalReply::failed, this, goOn);
    connect(leader, &QObject::destroyed, this, goOn);
}

void FileUpload::unfollow()
{
    if (m_leader)
        m_leader->disconnect(this);
    m_leader.clear();
}

void FileUpload::send()
{
    if (m_options.reuse && m_identity.sha256.isEmpty())
        m_hash = m_means.hashes.hash(m_facts.body, FileHashes::Urgency::WhenIdle);
    tryNext(std::nullopt);
}

UploadRoute *FileUpload::routeTo(Repository repository)
{
    const UploadRoute::Means means{m_means.transport, m_means.sender, m_means.tokens};
    switch (repository) {
    case Repository::FalV3:
        return new CdnUpload(means, m_facts, m_options, this);
    case Repository::Fal:
        return new SignedUpload(means, m_facts, m_options, QStringLiteral("gcs"), this);
    case Repository::SignedUrl:
        break;
    }
    if (m_facts.body.size() > m_options.multipartThreshold.value_or(SignedUpload::maxBytes))
        return new MultipartUpload(means, m_facts, m_options, this);
    return new SignedUpload(means, m_facts, m_options, QStringLiteral("fal-cdn-v3"), this);
}

void FileUpload::tryNext(const std::optional<Error> &trouble)
{
    if (hasSettled())
        return;
    // The way that was wanted explains best why nothing worked.
    if (trouble && !m_firstTrouble)
        m_firstTrouble = trouble;
    if (m_ways.isEmpty() || (trouble && !anotherWayMayHelp(*trouble))) {
        fail(trouble && !anotherWayMayHelp(*trouble) ? *trouble : *m_firstTrouble);
        return;
    }
    m_route = routeTo(m_ways.takeFirst());
    connect(m_route, &UploadRoute::progressed, this, &FileUpload::advance);
    connect(m_route, &UploadRoute::succeeded, this, &FileUpload::arrive);
    connect(m_route, &UploadRoute::failed, this, [this](const Error &error) {
        m_route->deleteLater();
        m_route.clear();
        tryNext(error);
    });
    m_route->start();
}

RememberedUpload FileUpload::made(const QUrl &url) const
{
    RememberedUpload upload;
    upload.identity = m_identity;
    upload.url = url;
    upload.checkedAt = m_means.clock->now();
    if (const auto seconds = lifetimeSeconds(m_options.lifecycle))
        upload.expiresAt = upload.checkedAt.addSecs(*seconds);
    return upload;
}

void FileUpload::arrive(const QUrl &url)
{
    if (m_options.reuse) {
        if (!m_identity.sha256.isEmpty()) {
            m_means.memory->remember(made(url));
        } else {
            // The call does not wait for the hash; what it needs must not be this object.
            const auto note = [memory = m_means.memory,
                               made = made(url)](const QByteArray &sha256) mutable {
                made.identity.sha256 = sha256;
                if (!sha256.isEmpty())
                    memory->remember(made);
            };
            whenDone(&m_means.hashes, m_hash, note);
        }
    }
    // Whoever hears of the last byte may delete the upload.
    const QPointer<FileUpload> alive(this);
    advance(m_facts.body.size());
    if (alive)
        succeedWith(url);
}

void FileUpload::advance(qint64 sent)
{
    if (hasSettled() || sent <= m_sent)
        return;
    m_sent = sent;
    Q_EMIT progressed(sent, m_facts.body.size());
}

} // namespace peregrine
