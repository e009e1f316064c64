package io.restock.operators.documents;

import io.restock.domain.DocumentTerms;

/**
 * A partner whom orders are told in documents.
 *
 * @param supplier as its latest order names it
 * @param control control number of the latest interchange to it; 0 before the first
 */
public record Partner(String supplier, DocumentTerms terms, long control) {}
