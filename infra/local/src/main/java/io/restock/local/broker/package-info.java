/** A real Kafka broker for one machine. */
@org.jspecify.annotations.NullMarked
package io.restock.local.broker;
