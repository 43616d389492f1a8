/**
 * What is asked of a collection, the same from the command line and over HTTP.
 */
@NullMarked
package io.kalmstream.deploy.query;

import org.jspecify.annotations.NullMarked;
