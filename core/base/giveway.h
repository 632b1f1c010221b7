#pragma once

namespace peregrine {

/// From now on the calling thread gets a small part of the processor where other threads want it,
/// and all of it where none does. Unlike QThread::IdlePriority it never comes to a stop on a busy
/// machine: whoever closes an object waits for what its threads do at that moment.
/// For threads of a pool of one's own; a thread cannot take it back.
void giveWay();

} // namespace peregrine
