package io.restock.optimizer;

/**
 * The whole plan of an item: the allele of the genetic algorithm, not changed once made.
 *
 * @param pairs by location
 * @param moves units by lane
 * @param cost money: of the pairs and of moving units, without what items share
 */
record ItemPlan(PairPlan[] pairs, long[] moves, double cost) {}
