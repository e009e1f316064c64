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

    /**
     * The same without those whose trial has lasted longer than any: nobody's days have said
     * anything of them.
     */
    public ModelsInUse within(long issuedMillis, long mostMillis) {
        return new ModelsInUse(
                champion,
                isLate(challenger, issuedMillis, mostMillis) ? null : challenger,
                isLate(former, issuedMillis, mostMillis) ? null : former);
    }

    private static boolean isLate(@Nullable ModelInUse model, long issuedMillis, long mostMillis) {
        return model != null && issuedMillis - model.sinceMillis() > mostMillis;
    }

    /** The same without those that are only compared. */
    public ModelsInUse championAlone() {
        return challenger == null && former == null ? this : new ModelsInUse(champion, null, null);
    }

    /**
     * What is asked once the news has come; news of models that are not asked change nothing, and a
     * model that was promoted over another champion than the present one has not met it.
     */
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
                    is(champion, version) || !met(news.comparedWith())
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

    /** People compare with none, and only its machines know the version of the settings' model. */
    private boolean met(String comparedWith) {
        return comparedWith.isEmpty() || champion.isReserve() || is(champion, comparedWith);
    }

    private static boolean is(@Nullable ModelInUse model, String version) {
        return model != null && model.version().equals(version);
    }

    private static @Nullable ModelInUse without(@Nullable ModelInUse model, String version) {
        return is(model, version) ? null : model;
    }
}
