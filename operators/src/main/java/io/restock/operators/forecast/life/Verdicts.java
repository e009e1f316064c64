package io.restock.operators.forecast.life;

import io.restock.domain.ModelChange;
import io.restock.domain.ModelNews;
import io.restock.domain.Texts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When a model takes the champion's place, and when it goes. One is better than another when its
 * pinball loss over the last days is lower by the margin, and by more than {@value #CERTAIN}
 * standard errors of a day's difference: days, not rows, as the rows of a day err together. It is
 * looked at every day: of models that are alike one in twenty is so taken for better in four weeks,
 * one in six were two standard errors enough (drawn, normal differences of 2 to 10 % a day).
 */
final class Verdicts {
    private static final double CERTAIN = 3; // standard errors

    private final TrialSettings settings;

    Verdicts(TrialSettings settings) {
        this.settings = settings;
    }

    /** What becomes of a trial at a moment; null as long as that is open. */
    @Nullable ModelNews of(Trial trial, long timeMillis) {
        boolean enough =
                trial.days.size() >= settings.leastDays()
                        && trial.sum(Trial.ROWS) >= settings.leastRows();
        boolean former = trial.model.role() == ModelRole.FORMER;
        if (enough && isBetter(trial, 1)) {
            return former
                    ? champions(trial, ModelChange.ROLLED_BACK, timeMillis)
                    : models(trial, ModelChange.PROMOTED, "", timeMillis);
        }
        if (enough && !former && isBetter(trial, -1)) {
            return models(trial, ModelChange.REJECTED, "", timeMillis);
        }
        if (trial.age() < settings.mostDays()) {
            return null;
        }
        String why =
                enough
                        ? ", which is no difference"
                        : ", which is too little to tell: %d rows of %d days were asked for"
                                .formatted(settings.leastRows(), settings.leastDays());
        return models(trial, former ? ModelChange.RETIRED : ModelChange.REJECTED, why, timeMillis);
    }

    /** What becomes of a model that cannot be used. */
    static ModelNews of(ModelEvidence broken) {
        ModelInUse model = broken.model();
        ModelChange change =
                switch (model.role()) {
                    case CHAMPION -> ModelChange.ROLLED_BACK;
                    case CHALLENGER -> ModelChange.REJECTED;
                    case FORMER -> ModelChange.RETIRED;
                };
        return ModelNews.of(
                model.version(), model.folder(), change, broken.trouble(), broken.timeMillis());
    }

    /**
     * @param sign 1: whether the model is better; -1: whether the champion is
     */
    private boolean isBetter(Trial trial, int sign) {
        long good = trial.sum(sign > 0 ? Trial.LOSS : Trial.CHAMPION_LOSS);
        long bad = trial.sum(sign > 0 ? Trial.CHAMPION_LOSS : Trial.LOSS);
        return good < bad
                && good <= (1 - settings.margin()) * bad
                && sign * trial.certainty() > CERTAIN;
    }

    private static ModelNews models(Trial trial, ModelChange change, String why, long timeMillis) {
        return news(
                trial,
                trial.model.version(),
                trial.model.folder(),
                change,
                trial.against,
                Trial.LOSS,
                Trial.CHAMPION_LOSS,
                why,
                timeMillis);
    }

    private static ModelNews champions(Trial trial, ModelChange change, long timeMillis) {
        return news(
                trial,
                trial.against,
                "",
                change,
                trial.model.version(),
                Trial.CHAMPION_LOSS,
                Trial.LOSS,
                "",
                timeMillis);
    }

    private static ModelNews news(
            Trial trial,
            String version,
            String folder,
            ModelChange change,
            String comparedWith,
            int own,
            int other,
            String why,
            long timeMillis) {
        long rows = trial.sum(Trial.ROWS);
        double loss = ModelEvidence.units(trial.sum(own)) / rows;
        double compared = ModelEvidence.units(trial.sum(other)) / rows;
        String reason =
                String.format(
                        Locale.ROOT,
                        "lost %.1f %% %s than %s in %d rows of %d days%s",
                        Math.abs(100 * (loss / compared - 1)),
                        loss <= compared ? "less" : "more",
                        comparedWith,
                        rows,
                        trial.days.size(),
                        why);
        return new ModelNews(
                version,
                folder,
                change,
                Texts.cut(reason),
                comparedWith,
                trial.days.size(),
                rows,
                loss,
                compared,
                Double.NaN,
                Double.NaN,
                timeMillis);
    }
}
