/** What looks wrong about data and forecasts: flagged with its reason, never changed. */
package io.restock.operators.quality;
