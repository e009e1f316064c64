/** What happens to clusters, done on purpose: whether orders stay what they would have been. */
@org.jspecify.annotations.NullMarked
package io.restock.local.chaos;
