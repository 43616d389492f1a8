/**
 * Payloads: how they are addressed, edited, indexed and filtered. Every value of a payload becomes a few terms of one Lucene field,
 * each term beginning with the path that leads to the value, so any number of payload keys costs no further Lucene fields and every
 * condition of a Qdrant filter is a term or a range of terms:
 *
 * <pre>
 *   {"tags": ["new", 7]}  ->  tags|string|new   tags|integer|7   tags|number|7.0   tags|count|2   tags|filled   tags[]|string|new ...
 *   match tags = "new"    ->  the term tags|string|new
 *   range tags &gt;= 5       ->  the terms from tags|number|5.0 to the end of tags|number|
 * </pre>
 */
@NullMarked
package io.kalmstream.sinks.embedded.payload;

import org.jspecify.annotations.NullMarked;
