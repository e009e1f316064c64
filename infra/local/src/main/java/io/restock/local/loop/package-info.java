/** The closed loop on one machine: a world, Kafka, both jobs, suppliers, day by day. */
@org.jspecify.annotations.NullMarked
package io.restock.local.loop;
