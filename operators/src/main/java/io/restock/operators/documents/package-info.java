/** Orders as documents of X12, EDIFACT and UBL, and answers of them; pure but for the operators. */
@NullMarked
package io.restock.operators.documents;

import org.jspecify.annotations.NullMarked;
