/** Forks of the coordination job, to ask what it would do. */
@NullMarked
package io.restock.jobs.whatif;

import org.jspecify.annotations.NullMarked;
