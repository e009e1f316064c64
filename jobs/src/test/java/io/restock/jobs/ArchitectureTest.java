package io.restock.jobs;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.UUID;

/** The direction of modules, and what no code between the mains may do. */
@AnalyzeClasses(packages = "io.restock", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule DOMAIN_KNOWS_ONLY_JAVA =
            classes()
                    .that()
                    .resideInAPackage("io.restock.domain..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("java..", "io.restock.domain..");

    @ArchTest
    static final ArchRule OPTIMIZER_KNOWS_NEITHER_FLINK_NOR_KAFKA_NOR_JSON =
            noClasses()
                    .that()
                    .resideInAPackage("io.restock.optimizer..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.flink..",
                            "org.apache.kafka..",
                            "com.fasterxml..",
                            "io.restock.operators..",
                            "io.restock.jobs..");

    @ArchTest
    static final ArchRule OPERATORS_KNOW_NO_KAFKA =
            noClasses()
                    .that()
                    .resideInAPackage("io.restock.operators..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.kafka..",
                            "org.apache.flink.connector.kafka..",
                            "io.restock.jobs..");

    @ArchTest
    static final ArchRule ONLY_ONE_PACKAGE_KNOWS_KAFKA =
            noClasses()
                    .that(
                            resideInAPackage("io.restock.jobs..")
                                    .and(resideOutsideOfPackage("io.restock.jobs.kafka..")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector.kafka..");

    /** So that no question reaches a supplier. */
    @ArchTest
    static final ArchRule WHAT_IF_HAS_NO_TOPICS =
            noClasses()
                    .that()
                    .resideInAPackage("io.restock.jobs.whatif..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.restock.jobs.kafka..",
                            "org.apache.kafka..",
                            "org.apache.flink.connector.kafka..");

    @ArchTest
    static final ArchRule WIRE_KNOWS_NEITHER_KAFKA_NOR_FLINK =
            noClasses()
                    .that()
                    .resideInAPackage("io.restock.jobs.wire..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache..");

    @ArchTest
    static final ArchRule ONLY_DOCUMENTS_KNOW_THEIR_LIBRARIES =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.restock.operators.documents..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.xlate..", "com.helger..", "oasis..", "jakarta.xml..");

    @ArchTest
    static final ArchRule PIPELINES_KNOW_NO_SETTINGS_FILE =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("Pipeline")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.restock.jobs.settings..", "io.restock.jobs.kafka..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.restock.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule OPERATORS_SAY_THEIR_UID =
            classes()
                    .that()
                    .resideInAPackage("io.restock.operators..")
                    .and(hasAttach())
                    .should(have(uid()));

    @ArchTest
    static final ArchRule NOBODY_READS_THE_CLOCK =
            noClasses()
                    .should()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethodWhere(
                            target(nameMatching("now"))
                                    .and(target(owner(resideInAPackage("java.time..")))))
                    .orShould()
                    .callMethodWhere(
                            target(nameMatching("system.*"))
                                    .and(
                                            target(
                                                    owner(
                                                            DescribedPredicate.describe(
                                                                    "Clock",
                                                                    c ->
                                                                            c.isEquivalentTo(
                                                                                    Clock
                                                                                            .class))))));

    /** Each of them says in its Javadoc why, and what a replay may make of it. */
    @ArchTest
    static final ArchRule FEW_ASK_HOW_LATE_IT_IS =
            noClasses()
                    .that()
                    .haveNameNotMatching(
                            ".*\\.(Coordinator|LocationJoin|GeneticPlanner|MicroBatcher|ServedModels|Topics)(\\$.*)?")
                    .should()
                    .callMethodWhere(target(nameMatching("currentProcessingTime")))
                    .orShould()
                    .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule NOTHING_IS_RANDOM_WITHOUT_A_SEED =
            noClasses()
                    .should()
                    .callMethod(Math.class, "random")
                    .orShould()
                    .callMethod(UUID.class, "randomUUID")
                    .orShould()
                    .callConstructor(java.util.Random.class)
                    .orShould()
                    .callConstructor(java.util.SplittableRandom.class);

    private static DescribedPredicate<JavaClass> hasAttach() {
        return DescribedPredicate.describe(
                "have a method attach",
                type ->
                        type.getMethods().stream()
                                .anyMatch(
                                        method ->
                                                method.getName().equals("attach")
                                                        && method.getModifiers()
                                                                .contains(JavaModifier.STATIC)));
    }

    private static DescribedPredicate<JavaClass> uid() {
        return DescribedPredicate.describe(
                "a constant UID", type -> type.tryGetField("UID").isPresent());
    }
}
