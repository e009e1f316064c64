/**
 * Forecasters that a user would pick instead of ours, made with libraries that ours do not need.
 */
package io.restock.bench;
