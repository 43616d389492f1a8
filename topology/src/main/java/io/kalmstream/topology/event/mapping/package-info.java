/**
 * Anybody's records as events: which field is the id, which make up the text, and so on. Producers change nothing for us.
 *
 * <pre>
 *  value --ContentReader--> Value (a tree, whatever it was written in) --InputMapping--> Document
 *  key   --KeyReader------> id, where the value names none, and of every tombstone ----> Deletion
 * </pre>
 *
 * <p>What is missing or of the wrong kind makes a dead letter that names the field and quotes nothing of the record. What the
 * records do not say is never made up: an event without its tenant must not end up among another tenant's.
 */
@NullMarked
package io.kalmstream.topology.event.mapping;

import org.jspecify.annotations.NullMarked;
