/** Folders that a command needs for a while. */
@org.jspecify.annotations.NullMarked
package io.restock.local.files;
