/**
 * Models of the Hugging Face Hub: from a name to a folder on this machine. The cache is the Hub's own, so what {@code hf download} or
 * {@code transformers} fetched is not fetched again, and they find what was fetched here.
 *
 * <pre>
 *  hf:org/name@revision
 *      |  cached and complete? --------------------------------------------------------------+
 *      v  no                                                                                 v
 *  RemoteListing (commit, files, checksums) --wanted--> BlobDownload --checked--> blobs/ &lt;--links-- snapshots/commit/
 *                                                        | resumes, retries          refs/revision --> commit
 *                                                        +--> *.kalmstream.incomplete
 * </pre>
 *
 * <p>A file becomes visible under its own name only when its checksum is right, a revision only when all its wanted files are there.
 * Locks: one a blob, held over its download by this process and, through a lock file, against other processes of ours; other
 * libraries' locks are of another kind, so nothing of theirs is written to: every partial file is ours alone, and what ends up under a
 * common name is complete and renamed into place.
 */
@NullMarked
package io.kalmstream.encoder.hub;

import org.jspecify.annotations.NullMarked;
