/** Keyed state that is touched once per key and bundle of events, not once per event. */
@NullMarked
package io.restock.operators.bundle;

import org.jspecify.annotations.NullMarked;
