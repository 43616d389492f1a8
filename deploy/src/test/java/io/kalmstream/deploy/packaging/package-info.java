/** What is shipped beside the program: dashboard, alerts, image, compose file, chart. Each is read here as the tool it is for reads it. */
@NullMarked
package io.kalmstream.deploy.packaging;

import org.jspecify.annotations.NullMarked;
