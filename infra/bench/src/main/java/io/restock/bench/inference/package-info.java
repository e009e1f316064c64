/** How fast models are asked, beside what bounds that. */
package io.restock.bench.inference;
