/**
 * What users like, and what they should see next.
 *
 * <pre>
 *  interactions --&gt; profile of the user (store, changelog) --&gt; owed --&gt; debounced --&gt; vector store --&gt; recommendations
 * </pre>
 *
 * <p>A user whose profile has changed is owed recommendations until they are forwarded, and that is part of the state: so a crash at
 * any moment costs none, and none is told twice.
 */
@NullMarked
package io.kalmstream.topology.profile;

import org.jspecify.annotations.NullMarked;
