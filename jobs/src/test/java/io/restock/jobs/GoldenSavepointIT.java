package io.restock.jobs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restock.domain.Covariates;
import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;
import io.restock.domain.DocumentFormat;
import io.restock.domain.ModelChange;
import io.restock.domain.ModelNews;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanRecord;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SeriesHistory;
import io.restock.domain.SupplierReply;
import io.restock.jobs.state.StateInventory;
import io.restock.operators.documents.AnswerMessage;
import io.restock.operators.documents.Envelope;
import io.restock.operators.documents.PartnerFormat;
import io.restock.operators.documents.SupplierDocument;
import io.restock.operators.forecast.ForecastRequest;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.ProgressListener;
import io.restock.operators.forecast.TrainSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State written by every released version is read by this one. {@code v<N>} is the Nth form of a
 * job's state; a folder, once released, is never written again.
 *
 * <p>The first form of the forecasting job ends before its model; from the second one on it is
 * whole. What is kept are answers and news, not weights: the model is another one at each test.
 */
class GoldenSavepointIT {
    private static final Path SAVEPOINTS = Path.of("src", "test", "resources", "savepoints");
    private static final int DAYS = 3;

    /** The order that the coordination job had sent when it was stopped. */
    private static final String ORDER = "P25052708G1FARMS1";

    /** What a person had set for the next cut-off, units. */
    private static final long OVERRIDE = 7;

    @TempDir private Path folder;

    /** Whose promotion is in state, and whose folder is gone. */
    private static final String GONE = "gone";

    static Stream<Arguments> forecastSavepointsWithoutAModel() throws IOException {
        return savepoints(ForecastJob.NAME).filter(each -> version(each).endsWith("v1"));
    }

    static Stream<Arguments> forecastSavepoints() throws IOException {
        return savepoints(ForecastJob.NAME).filter(each -> !version(each).endsWith("v1"));
    }

    private static Path version(Arguments savepoint) {
        return (Path) savepoint.get()[0];
    }

    static Stream<Arguments> coordinationSavepointsFromBeforeOverrides() throws IOException {
        return savepoints(CoordinationJob.NAME).filter(each -> version(each).endsWith("v1"));
    }

    static Stream<Arguments> coordinationSavepoints() throws IOException {
        return savepoints(CoordinationJob.NAME).filter(each -> !version(each).endsWith("v1"));
    }

    static Stream<Arguments> documentsSavepoints() throws IOException {
        return savepoints(DocumentsJob.NAME);
    }

    @ParameterizedTest(name = "{0} into {1} at {2}")
    @MethodSource("forecastSavepoints")
    void goesOnWithHistoriesAndModels(Path savepoint, String backend, int parallelism)
            throws Exception {
        StreamExecutionEnvironment env = restoring(savepoint, backend, parallelism);
        int next = Chain.MONDAY + DAYS;

        Jobs.Answered answered =
                Jobs.answer(
                        env,
                        model(),
                        Chain.sales(next, 1, 5),
                        Chain.stock(next, 1, 20),
                        Chain.silence(next, 1),
                        List.of(),
                        false);
        env.execute();

        assertThat(answered.forecasts().rest())
                .hasSize(Chain.ITEMS.size())
                .allSatisfy(
                        forecast -> {
                            assertThat(forecast.originEpochDay()).isEqualTo(next);
                            assertThat(forecast.isFallback()).as("has days enough").isFalse();
                        });
        assertThat(answered.models().rest())
                .as("what was promoted to begin with this day")
                .extracting(ModelNews::version, ModelNews::change)
                .containsExactly(tuple(GONE, ModelChange.ROLLED_BACK));
    }

    @ParameterizedTest(name = "{0} into {1} at {2}")
    @MethodSource("forecastSavepointsWithoutAModel")
    void goesOnWithTheHistoryOfEverySeries(Path savepoint, String backend, int parallelism)
            throws Exception {
        StreamExecutionEnvironment env = restoring(savepoint, backend, parallelism);
        int next = Chain.MONDAY + DAYS;

        Jobs.Asked asked =
                Jobs.ask(
                        env,
                        Chain.sales(next, 1, 5),
                        Chain.stock(next, 1, 20),
                        Chain.silence(next, 1),
                        false);
        env.execute();

        assertThat(asked.requests().rest())
                .hasSize(Chain.ITEMS.size())
                .extracting(ForecastRequest::history)
                .allSatisfy(history -> assertThat(history.units()).containsExactly(3, 3, 3, 5));
    }

    @ParameterizedTest(name = "{0} into {1} at {2}")
    @MethodSource("coordinationSavepointsFromBeforeOverrides")
    void knowsWhatIsOnOrder(Path savepoint, String backend, int parallelism) throws Exception {
        StreamExecutionEnvironment env = restoring(savepoint, backend, parallelism);
        int next = Chain.MONDAY + DAYS;
        List<Object> replies = new ArrayList<>();
        replies.add(
                new SupplierReply(
                        "a1", ORDER, 0, "G1", ReplyKind.ACCEPTED, Chain.at(next, 9, 0), List.of()));
        replies.addAll(Chain.silence(next, 1));

        Jobs.Planned planned =
                Jobs.plan(
                        env,
                        Chain.forecasts(next, 1, 10),
                        Chain.stock(next, 1, 4),
                        replies,
                        List.of(),
                        false);
        env.execute();

        assertThat(planned.refused().rest()).isEmpty();
        assertThat(planned.plans().rest())
                .extracting(PlanRecord::cycleEpochDay)
                .startsWith(next + 1);
        assertThat(planned.orders().rest()).as("what is missing is on its way").isEmpty();
    }

    @ParameterizedTest(name = "{0} into {1} at {2}")
    @MethodSource("coordinationSavepoints")
    void knowsWhatHasComeAndWhatPeopleHaveSet(Path savepoint, String backend, int parallelism)
            throws Exception {
        StreamExecutionEnvironment env = restoring(savepoint, backend, parallelism);
        int next = Chain.MONDAY + DAYS;
        List<Object> replies = new ArrayList<>();
        replies.add(received("r2", 2, Chain.at(next, 9, 0)));
        replies.addAll(Chain.silence(next, 1));

        Jobs.Planned planned =
                Jobs.plan(
                        env,
                        Chain.forecasts(next, 1, 10),
                        Chain.stock(next, 1, 4),
                        replies,
                        List.of(),
                        false);
        env.execute();

        assertThat(planned.refused().rest()).as("the order is known, and in part here").isEmpty();
        assertThat(planned.plans().rest())
                .extracting(PlanRecord::cycleEpochDay)
                .startsWith(next + 1);
        assertThat(planned.orders().rest())
                .filteredOn(order -> order.cycleEpochDay() == next + 1)
                .flatExtracting(PurchaseOrder::lines)
                .as("what came was on order; a person has set more")
                .extracting(OrderLine::item, OrderLine::quantity)
                .containsExactly(tuple("APPLE", OVERRIDE));
    }

    @ParameterizedTest(name = "{0} into {1} at {2}")
    @MethodSource("documentsSavepoints")
    void goesOnCountingAndKnowsWhatPartnersWereTold(Path savepoint, String backend, int parallelism)
            throws Exception {
        StreamExecutionEnvironment env = restoring(savepoint, backend, parallelism);

        Jobs.Told told =
                Jobs.tell(
                        env,
                        List.of(
                                told("P1", "G1", 1, OrderTransition.CHANGED, 40),
                                told("P1", "G1", 2, OrderTransition.CHANGED, 30)),
                        List.of(Chain.documentsGroup("G2", "FARM2")),
                        List.of(receipt(1), acceptance("P1", 1)),
                        false);
        env.execute();

        assertThat(told.rejected().rest()).isEmpty();
        assertThat(told.undeliverable().rest()).isEmpty();
        assertThat(told.replies().rest())
                .as("the first document is known by its control number, the order by its own")
                .extracting(
                        SupplierReply::orderNumber, SupplierReply::revision, SupplierReply::kind)
                .containsExactlyInAnyOrder(
                        tuple("P1", 0, ReplyKind.TECH_ACKED), tuple("P1", 1, ReplyKind.ACCEPTED));
        List<SupplierDocument> documents = told.documents().rest();
        assertThat(documents)
                .as("a second time no revision, and what had waited for its group")
                .extracting(SupplierDocument::subject)
                .containsExactlyInAnyOrder("P1", "000000021", "P9");
        assertThat(documents)
                .filteredOn(document -> document.supplier().equals("FARM"))
                .extracting(GoldenSavepointIT::control)
                .as("1 and 2 were taken")
                .containsExactlyInAnyOrder("3", "4");
        assertThat(documents)
                .filteredOn(document -> document.subject().equals("P1"))
                .extracting(document -> new String(document.bytes(), US_ASCII))
                .singleElement()
                .asString()
                .as("less than the 40 of before")
                .contains("POC*1*QD*30*30*");
    }

    @Test
    @EnabledIfSystemProperty(named = "restock.write", matches = "true")
    void writesADocumentsSavepoint() throws Exception {
        StreamExecutionEnvironment env = Chain.environment(new Configuration());
        Jobs.Told told =
                Jobs.tell(
                        env,
                        List.of(
                                told("P9", "G2", 0, OrderTransition.CREATED, 10),
                                told("P1", "G1", 0, OrderTransition.CREATED, 20),
                                told("P1", "G1", 1, OrderTransition.CHANGED, 40)),
                        List.of(Chain.documentsGroup("G1", "FARM")),
                        List.of(),
                        true);

        JobClient job = env.executeAsync(DocumentsJob.NAME);

        assertThat(told.documents().next(2))
                .extracting(GoldenSavepointIT::control)
                .containsExactly("1", "2");
        stop(job, DocumentsJob.NAME);
    }

    /** An order to the one supplier of a group. */
    private static PurchaseOrder told(
            String number, String group, int revision, OrderTransition said, long quantity) {
        return new PurchaseOrder(
                number,
                revision,
                said,
                OrderStatus.SENT,
                group,
                Chain.MONDAY + 1,
                group.equals("G1") ? "FARM" : "FARM2",
                Chain.STORE,
                Chain.at(Chain.MONDAY + 1, 4, revision),
                "EUR",
                List.of(new OrderLine(1, "APPLE", quantity, 1, 2, Chain.MONDAY + 3)),
                "",
                group + ":20235:0",
                "");
    }

    /** A 997 of what FARM was told by a control number. */
    private static byte[] receipt(long control) {
        return "ISA*00*          *00*          *ZZ*FARM           *ZZ*BUYERCO        *250527*1200*U*00401*000000020*0*P*>~"
                .concat("GS*FA*FARM*BUYERCO*20250527*1200*20*X*004010~ST*997*0001~")
                .concat("AK1*PO*%d~AK9*A*1*1*1~SE*4*0001~GE*1*20~IEA*1*000000020~")
                .formatted(control)
                .getBytes(US_ASCII);
    }

    private static byte[] acceptance(String number, int revision) throws Exception {
        return PartnerFormat.of(DocumentFormat.X12)
                .answer(
                        new Envelope(
                                21, Chain.at(Chain.MONDAY + 1, 12, 0), Chain.terms("FARM"), false),
                        new AnswerMessage(
                                ReplyKind.ACCEPTED, number, revision, true, List.of(), "EUR", 0),
                        "A1");
    }

    private static String control(SupplierDocument document) {
        return new String(document.bytes(), US_ASCII).replaceAll("(?s).*GE\\*1\\*(\\d+)~.*", "$1");
    }

    @Test
    @EnabledIfSystemProperty(named = "restock.write", matches = "true")
    void writesAForecastSavepoint() throws Exception {
        StreamExecutionEnvironment env = Chain.environment(new Configuration());
        Jobs.Answered answered =
                Jobs.answer(
                        env,
                        model(),
                        Chain.sales(Chain.MONDAY, DAYS, 3),
                        Chain.stock(Chain.MONDAY, DAYS, 20),
                        Chain.silence(Chain.MONDAY, DAYS),
                        List.of(
                                news("lost", ModelChange.PROMOTED, Chain.at(Chain.MONDAY, 0, 0)),
                                news(
                                        "lost",
                                        ModelChange.ROLLED_BACK,
                                        Chain.at(Chain.MONDAY + DAYS, 12, 0)),
                                news(
                                        GONE,
                                        ModelChange.PROMOTED,
                                        Chain.at(Chain.MONDAY + DAYS, 13, 0))),
                        true);

        JobClient job = env.executeAsync(ForecastJob.NAME);

        assertThat(answered.forecasts().next(DAYS * Chain.ITEMS.size())).isNotEmpty();
        assertThat(answered.models().next(1))
                .extracting(ModelNews::version)
                .containsExactly("lost");
        stop(job, ForecastJob.NAME);
    }

    @Test
    @EnabledIfSystemProperty(named = "restock.write", matches = "true")
    void writesACoordinationSavepoint() throws Exception {
        StreamExecutionEnvironment env = Chain.environment(new Configuration());
        List<Object> replies = Chain.silence(Chain.MONDAY, DAYS);
        replies.add(2, received("r1", 5, Chain.at(Chain.MONDAY + 2, 9, 0)));
        Jobs.Planned planned =
                Jobs.plan(
                        env,
                        Chain.forecasts(Chain.MONDAY, DAYS, 10),
                        Chain.stock(Chain.MONDAY, DAYS, 4),
                        replies,
                        List.of(appleSet()),
                        true);

        JobClient job = env.executeAsync(CoordinationJob.NAME);

        assertThat(planned.plans().next(DAYS)).isNotEmpty();
        stop(job, CoordinationJob.NAME);
    }

    /** A part of the order that has come. */
    private static SupplierReply received(String id, int apples, long time) {
        return new SupplierReply(
                id,
                ORDER,
                0,
                "G1",
                ReplyKind.RECEIVED,
                time,
                List.of(new ReplyLine("APPLE", apples, Chain.MONDAY + 2)));
    }

    /** A quantity that counts from the first cut-off after the savepoint on. */
    private static Decision appleSet() {
        int first = Chain.MONDAY + DAYS + 1;
        return new Decision(
                "d1",
                "G1",
                DecisionKind.OVERRIDE_QUANTITY,
                "",
                "anna",
                "A fair.",
                Chain.at(Chain.MONDAY + 1, 9, 0),
                "FARM",
                Chain.STORE,
                "APPLE",
                OVERRIDE,
                first,
                first);
    }

    private static ModelNews news(String version, ModelChange change, long time) {
        return ModelNews.of(version, "/" + version, change, "", time);
    }

    /** A small model of series like these. */
    private Path model() {
        List<SeriesHistory> histories = new ArrayList<>();
        for (String item : Chain.ITEMS) {
            float[] units = new float[70];
            for (int t = 0; t < units.length; t++) {
                units[t] = 2 + t % 7;
            }
            histories.add(
                    new SeriesHistory(
                            Chain.STORE,
                            item,
                            Chain.MONDAY - units.length,
                            units,
                            new float[units.length],
                            Covariates.unknown(units.length)));
        }
        TrainSettings quick = new TrainSettings(7, 1, 1, 1, 64, 32, 4, 5e-3, 0, 7, 0);
        ModelTrainer.train(histories, quick, ProgressListener.SILENT).save(folder.resolve("model"));
        return folder.resolve("model");
    }

    /** A new version; where the last one is in no release, delete its folder before. */
    private void stop(JobClient job, String name) throws Exception {
        String written = Jobs.stop(job, folder);
        int versions = StateInventory.versions(SAVEPOINTS.resolve(name)).size();
        Path target = SAVEPOINTS.resolve(name).resolve("v" + (versions + 1));
        Files.createDirectories(target);
        try (Stream<Path> files = Files.list(Path.of(URI.create(written)))) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    private static StreamExecutionEnvironment restoring(
            Path savepoint, String backend, int parallelism) {
        Configuration flink = new Configuration();
        flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
        StreamExecutionEnvironment env = Chain.environment(flink);
        Configuration state = new Configuration();
        state.set(StateBackendOptions.STATE_BACKEND, backend);
        env.configure(state);
        env.setParallelism(parallelism);
        return env;
    }

    /** Each was written at parallelism 2. */
    private static Stream<Arguments> savepoints(String job) throws IOException {
        return StateInventory.versions(SAVEPOINTS.resolve(job)).values().stream()
                .flatMap(
                        version ->
                                Stream.of(
                                        Arguments.of(version, "rocksdb", 3),
                                        Arguments.of(version, "hashmap", 1)));
    }
}
