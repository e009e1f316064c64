/** Planning problems and plans as files, and the command that turns one into the other. */
@org.jspecify.annotations.NullMarked
package io.restock.local.plan;
