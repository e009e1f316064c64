/** Topics, sources and sinks: the only code that knows Kafka. */
@NullMarked
package io.restock.jobs.kafka;

import org.jspecify.annotations.NullMarked;
