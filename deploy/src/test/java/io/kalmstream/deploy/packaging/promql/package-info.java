/**
 * Reads PromQL strictly enough to find what would show an empty panel or an alert that never fires: syntax, types, arguments, and
 * whether every metric, label and label value is one that a scrape has.
 *
 * <pre>
 *  text --> Tokens --> Parser --> Expression --> SeriesCheck (against what is scraped) --> Shape
 * </pre>
 *
 * <p>It is a part of the language: what no expression of ours uses is refused, not guessed.
 */
@NullMarked
package io.kalmstream.deploy.packaging.promql;

import org.jspecify.annotations.NullMarked;
