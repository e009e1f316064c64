/** What people's overrides were worth, from what was said on the topics. */
@org.jspecify.annotations.NullMarked
package io.restock.local.value;
