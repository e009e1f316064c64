/** Everything a user can set, with its type, default and meaning; checked before a job starts. */
@NullMarked
package io.restock.jobs.settings;

import org.jspecify.annotations.NullMarked;
