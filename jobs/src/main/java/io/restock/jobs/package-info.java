/** The jobs: their mains, and their pipelines of operators. */
@NullMarked
package io.restock.jobs;

import org.jspecify.annotations.NullMarked;
