package io.restock.domain;

/**
 * An entry of a planning group's decision log. Each holds the hash of the one before it, so that
 * none can be changed, taken out, put in or moved without all that follow being written anew.
 *
 * @param group id of the planning group
 * @param sequence 0, then one more for each
 * @param kind what it is about
 * @param timeMillis when that was said, event time
 * @param by who decided; empty where the job did
 * @param subject of a decision its event id, of a plan its decision id, of a document number and
 *     revision: {@code number:revision}
 * @param text what was decided in short, or why it was refused; may be empty
 * @param digest SHA-256 of what was said, 64 hexadecimal digits
 * @param previous hash of the entry before; 64 zeros in the first
 * @param hash SHA-256 of all of this, 64 hexadecimal digits
 */
public record LogEntry(
        String group,
        long sequence,
        LogKind kind,
        long timeMillis,
        String by,
        String subject,
        String text,
        String digest,
        String previous,
        String hash) {}
