/**
 * Messages as bytes: one JSON object each, with a {@code type}. Read strictly and said back
 * exactly; nothing here knows Kafka or Flink.
 */
@NullMarked
package io.restock.jobs.wire;

import org.jspecify.annotations.NullMarked;
