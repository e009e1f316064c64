package io.restock.operators.forecast.life;

import io.restock.domain.ModelNews;
import org.jspecify.annotations.Nullable;

/**
 * The models that are asked at a moment.
 *
 * @param champion whose forecasts are sent
 * @param challenger asked beside it, to see whether it is better; null = none
 * @param former the champion before, asked beside it for a while; null = none
 */
public record ModelsInUse(
        ModelInUse champion, @Nullable ModelInUse challenger, @Nullable ModelInUse former) {
    /** As long as there is no news: the model of the settings. */
    public static final ModelsInUse FIRST = new ModelsInUse(ModelInUse.RESERVE, null, null);

    /** The same without those that are only compared. */
    public ModelsInUse championAlone() {
        return challenger == null && former == null ? this : new ModelsInUse(champion, null, null);
    }

    /** What is asked once the news has come; news of models that are not asked change nothing. */
    ModelsInUse after(ModelNews news) {
        String version = news.version();
        return switch (news.change()) {
            case ANNOUNCED ->
                    is(champion, version)
                            ? this
                            : new ModelsInUse(
                                    champion,
                                    new ModelInUse(
                                            version,
                                            news.folder(),
                                            ModelRole.CHALLENGER,
                                            news.timeMillis()),
                                    without(former, version));
            case PROMOTED ->
                    is(champion, version)
                            ? this
                            : new ModelsInUse(
                                    new ModelInUse(
                                            version,
                                            news.folder(),
                                            ModelRole.CHAMPION,
                                            news.timeMillis()),
                                    without(challenger, version),
                                    champion.as(ModelRole.FORMER, news.timeMillis()));
            case REJECTED -> new ModelsInUse(champion, without(challenger, version), former);
            case RETIRED ->
                    former != null && former.isReserve() // whose version only its machines know
                            ? new ModelsInUse(champion, challenger, null)
                            : new ModelsInUse(champion, challenger, without(former, version));
            case ROLLED_BACK ->
                    is(champion, version)
                            ? new ModelsInUse(
                                    (former == null ? ModelInUse.RESERVE : former)
                                            .as(ModelRole.CHAMPION, news.timeMillis()),
                                    challenger,
                                    null)
                            : this;
        };
    }

    private static boolean is(@Nullable ModelInUse model, String version) {
        return model != null && model.version().equals(version);
    }

    private static @Nullable ModelInUse without(@Nullable ModelInUse model, String version) {
        return is(model, version) ? null : model;
    }
}
