/**
 * What was recommended, as readers of it see it: what a topic of recommendations said last about a user.
 */
@NullMarked
package io.kalmstream.deploy.recommend;

import org.jspecify.annotations.NullMarked;
