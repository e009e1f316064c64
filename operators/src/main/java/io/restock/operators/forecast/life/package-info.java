/** Models come, are tried beside the one that forecasts, take its place, and go. */
package io.restock.operators.forecast.life;
