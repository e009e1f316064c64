/** Benchmarks: ratios against limits that are measured in the same run. */
@NullMarked
package io.restock.local.bench;

import org.jspecify.annotations.NullMarked;
