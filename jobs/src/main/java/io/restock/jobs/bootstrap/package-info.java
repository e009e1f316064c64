/** The first savepoint of the forecasting job, made of history. */
@NullMarked
package io.restock.jobs.bootstrap;

import org.jspecify.annotations.NullMarked;
