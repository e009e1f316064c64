/** A history folder as the first savepoint of the forecasting job. */
@NullMarked
package io.restock.local.bootstrap;

import org.jspecify.annotations.NullMarked;
