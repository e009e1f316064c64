/** What coordination would do if something were otherwise. */
@NullMarked
package io.restock.local.whatif;

import org.jspecify.annotations.NullMarked;
