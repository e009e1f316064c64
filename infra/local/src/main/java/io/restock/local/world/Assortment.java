package io.restock.local.world;

import java.util.List;

/**
 * What the generated world sells, and how its customers are. Levels are units a day in a store of
 * middling size; effects are factors on it.
 */
final class Assortment {
    private Assortment() {}

    /**
     * An article.
     *
     * @param id its id
     * @param category for people
     * @param fresh whether it belongs to the fresh group, else to the dry one
     * @param level units a day in a store of middling size
     * @param cost standard cost, money a unit
     * @param warmth relative change of demand for each degree above 12 °C
     * @param rain relative change of demand on a wet day
     * @param weekend relative change on Friday and Saturday
     * @param holiday factor on a public holiday
     * @param elasticity demand in a promotion is discount ^ −elasticity
     * @param launched whether it is launched during the run
     */
    record Article(
            String id,
            String category,
            boolean fresh,
            double level,
            double cost,
            double warmth,
            double rain,
            double weekend,
            double holiday,
            double elasticity,
            boolean launched) {}

    /** The range, fresh articles first. */
    static final List<Article> RANGE =
            List.of(
                    fresh("strawberries", "fruit", 14, 2.10, .045, -.15, .35, .6, 3.0),
                    fresh("bananas", "fruit", 28, .90, .004, -.05, .10, .6, 2.0),
                    fresh("apples", "fruit", 22, 1.20, -.006, 0, .10, .5, 2.2),
                    fresh("tomatoes", "vegetables", 24, 1.40, .018, -.06, .20, .6, 2.4),
                    fresh("lettuce", "vegetables", 15, .80, .030, -.12, .15, .5, 1.8),
                    fresh("potatoes", "vegetables", 12, 1.90, -.018, .06, .10, .4, 1.5),
                    fresh("milk", "dairy", 30, .85, 0, .02, .15, .3, 1.2),
                    fresh("yoghurt", "dairy", 21, .60, .012, 0, .10, .5, 2.6),
                    fresh("grill sausages", "meat", 9, 3.20, .055, -.30, .60, 1.3, 2.8),
                    fresh("minced meat", "meat", 7, 4.10, -.010, .08, .40, .5, 2.2),
                    launch("oat drink", "dairy", true, 11, 1.10),
                    dry("mineral water", "drinks", 26, 1.80, .040, -.10, .25, .7, 1.8),
                    dry("lemonade", "drinks", 16, 1.10, .045, -.12, .40, .8, 2.6),
                    dry("beer", "drinks", 12, 7.50, .035, -.15, .70, 1.2, 3.0),
                    dry("coffee", "pantry", 8, 4.60, -.008, .04, .15, .4, 3.2),
                    dry("pasta", "pantry", 13, .70, -.006, .05, .20, .4, 2.2),
                    dry("rice", "pantry", 6, 1.30, 0, .03, .15, .4, 1.6),
                    dry("chocolate", "sweets", 18, .95, -.020, .06, .25, .9, 3.0),
                    dry("crisps", "sweets", 10, 1.25, .006, 0, .55, 1.1, 2.8),
                    dry("paper towels", "household", 5, 2.20, 0, 0, .10, .4, 2.4),
                    dry("detergent", "household", 3, 4.90, 0, 0, .10, .3, 2.6),
                    launch("iced tea", "drinks", false, 9, 1.00));

    private static Article fresh(
            String id,
            String category,
            double level,
            double cost,
            double warmth,
            double rain,
            double weekend,
            double holiday,
            double elasticity) {
        return new Article(
                id, category, true, level, cost, warmth, rain, weekend, holiday, elasticity, false);
    }

    private static Article dry(
            String id,
            String category,
            double level,
            double cost,
            double warmth,
            double rain,
            double weekend,
            double holiday,
            double elasticity) {
        return new Article(
                id,
                category,
                false,
                level,
                cost,
                warmth,
                rain,
                weekend,
                holiday,
                elasticity,
                false);
    }

    private static Article launch(
            String id, String category, boolean fresh, double level, double cost) {
        return new Article(id, category, fresh, level, cost, .02, 0, .2, .6, 2.0, true);
    }
}
