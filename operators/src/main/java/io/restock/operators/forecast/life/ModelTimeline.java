package io.restock.operators.forecast.life;

import io.restock.domain.ModelNews;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which models are asked, from moment to moment. A forecast depends on the news from before it was
 * issued, in the order of their time, and not on when they came.
 *
 * @param before what was asked before the oldest news that is kept
 * @param news by time, those of one time in the order in which they came; at most {@link #KEPT}
 */
public record ModelTimeline(ModelsInUse before, List<ModelNews> news) {
    /** News kept one by one; what is older counts for every forecast. */
    static final int KEPT = 32;

    /** No news yet. */
    public static ModelTimeline empty() {
        return new ModelTimeline(ModelsInUse.FIRST, List.of());
    }

    /** The timeline with one more piece of news. */
    public ModelTimeline with(ModelNews more) {
        List<ModelNews> all = new ArrayList<>(news);
        all.add(more);
        all.sort(Comparator.comparingLong(ModelNews::timeMillis)); // stable
        ModelsInUse oldest = before;
        while (all.size() > KEPT) {
            oldest = oldest.after(all.remove(0));
        }
        return new ModelTimeline(oldest, all);
    }

    /** The models asked for a forecast that is issued at a moment of event time. */
    public ModelsInUse at(long issuedMillis) {
        ModelsInUse use = before;
        for (ModelNews one : news) {
            if (one.timeMillis() < issuedMillis) {
                use = use.after(one);
            }
        }
        return use;
    }
}
