package dev.dunlin.http.files;

import java.time.Instant;

/**
 * What names one version of a file to a client (RFC 9110 §8.8). {@link TagPolicy} makes them.
 *
 * @param tag weak where other bytes may bear it, too
 * @param lastModified never later than the time it was made at, which is before the response's {@code Date}: RFC 9110
 *     §8.8.2.1 forbids to send dates from the future, which a file may well bear
 * @param isDateExact whether files that differ are supposed to have dates that differ, so that parts of equal dates may be
 *     put together
 * @param isLasting whether an equal version of the file has equal validators and content later; not so while the file is
 *     young
 */
record Validators(EntityTag tag, Instant lastModified, boolean isDateExact, boolean isLasting) {}
